/**
 * What a run measured, as immutable data: the one thing that engine, reports and assertions share.
 */
@NullMarked
package dev.perf.result;

import org.jspecify.annotations.NullMarked;

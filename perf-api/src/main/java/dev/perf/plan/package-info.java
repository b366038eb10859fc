/**
 * The immutable plan of a run, and the mistakes found in one.
 */
@NullMarked
package dev.perf.plan;

import org.jspecify.annotations.NullMarked;

/**
 * Load profiles as arithmetic: how many users at a time, when an iteration starts. No clock, no threads.
 */
@NullMarked
package dev.perf.engine.internal.plan;

import org.jspecify.annotations.NullMarked;

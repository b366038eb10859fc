/**
 * Recorders, the aggregation of their samples once per interval, thresholds, and the result of a run.
 */
@NullMarked
package dev.perf.engine.internal.measure;

import org.jspecify.annotations.NullMarked;

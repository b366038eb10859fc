package dev.perf.engine.internal.benchmark;

import dev.perf.result.Distribution;

/**
 * What one thread did in one round or warm-up.
 *
 * @param operations operations that succeeded
 * @param busyNanos time they took
 * @param failures what others threw
 * @param allocatedBytes what the thread allocated; negative where nobody counts it
 * @param batches times of the full batches
 */
record Stint(long operations, long busyNanos, Failures failures, long allocatedBytes, Distribution batches) {}

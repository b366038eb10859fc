package dev.perf.benchmark;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One round of a benchmark.
 *
 * @param operations operations that succeeded and were timed
 * @param busyNanos time they took, the sum over all threads
 * @param failures operations that threw, or 1 where what comes before or after the round did
 * @param allocatedBytes what all threads of the benchmark allocated; null where it was not measured
 * @param collections garbage collections that stopped the process during the round
 * @param collecting time they took, to the millisecond
 */
public record BenchmarkRound(
        long operations,
        long busyNanos,
        long failures,
        @Nullable Long allocatedBytes,
        long collections,
        Duration collecting) {

    /** Returns the mean time of an operation in nanoseconds; NaN where none succeeded. */
    public double meanNanos() {
        return operations == 0 ? Double.NaN : (double) busyNanos / operations;
    }
}

package dev.perf.benchmark;

import dev.perf.result.Distribution;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one benchmark, in one JVM.
 *
 * <p>Operations too short for the clock are timed in batches. The {@linkplain #percentile percentiles} are then those of
 * the means of batches, which hide single slow operations: {@link #timesSingleOperations} tells.
 *
 * @param name name of the benchmark
 * @param threads how many threads ran the code at once
 * @param batch how many operations were timed together; 1 where each was timed alone
 * @param rounds the rounds, in the order in which they were measured
 * @param batches times of the batches of all rounds
 * @param interval mean time of an operation in nanoseconds: the mean over the rounds and its interval by Student's t;
 *     null where fewer than two rounds have operations
 * @param errors what failed, the most frequent first; kinds beyond the tenth count as {@code other}
 * @param warnings reasons to doubt the numbers, in sentences
 */
public record BenchmarkResult(
        String name,
        int threads,
        int batch,
        List<BenchmarkRound> rounds,
        Distribution batches,
        @Nullable ConfidenceInterval interval,
        List<BenchmarkError> errors,
        List<String> warnings) {

    /** Copies the lists. */
    public BenchmarkResult {
        rounds = List.copyOf(rounds);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Returns the result with other warnings. */
    public BenchmarkResult withWarnings(List<String> value) {
        return new BenchmarkResult(name, threads, batch, rounds, batches, interval, errors, value);
    }

    /** Returns how many operations succeeded and were timed. */
    public long operations() {
        return rounds.stream().mapToLong(BenchmarkRound::operations).sum();
    }

    /** Returns how many operations failed. */
    public long failures() {
        return rounds.stream().mapToLong(BenchmarkRound::failures).sum();
    }

    /** Returns the mean over the rounds of the mean time of an operation in nanoseconds; NaN where none succeeded. */
    public double meanNanos() {
        return rounds.stream()
                .filter(round -> round.operations() > 0)
                .mapToDouble(BenchmarkRound::meanNanos)
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the mean time of an operation, to the nanosecond; zero where none succeeded. */
    public Duration mean() {
        return Duration.ofNanos(Math.round(meanNanos()));
    }

    /** Tells whether each operation was timed alone, so that percentiles are those of single operations. */
    public boolean timesSingleOperations() {
        return batch == 1;
    }

    /**
     * Returns a percentile of the time of an operation in nanoseconds, or of the mean of a batch; zero where no batch
     * succeeded.
     *
     * @param percentile in (0, 100]
     * @throws IllegalArgumentException if {@code percentile} is outside that range
     */
    public double percentileNanos(double percentile) {
        return (double) batches.percentile(percentile).toNanos() / batch;
    }

    /** Returns {@link #percentileNanos} to the nanosecond. */
    public Duration percentile(double percentile) {
        return Duration.ofNanos(Math.round(percentileNanos(percentile)));
    }

    /** Returns the median. */
    public Duration p50() {
        return percentile(50);
    }

    /** Returns the 95th percentile. */
    public Duration p95() {
        return percentile(95);
    }

    /** Returns the 99th percentile. */
    public Duration p99() {
        return percentile(99);
    }

    /**
     * Returns operations per second of all threads together, while they do nothing but operations: threads divided by the
     * mean time; 0 where none succeeded.
     */
    public double operationsPerSecond() {
        double mean = meanNanos();
        return mean > 0 ? threads * 1e9 / mean : 0;
    }

    /**
     * Returns the bytes that a thread of the benchmark allocated per operation, those of failed operations included; null
     * where it was not measured. What other threads allocate on behalf of the operation is not in it.
     */
    public @Nullable Double allocatedBytesPerOperation() {
        long bytes = 0;
        for (BenchmarkRound round : rounds) {
            Long allocated = round.allocatedBytes();
            if (allocated == null) {
                return null;
            }
            bytes += allocated;
        }
        return operations() == 0 ? null : Double.valueOf((double) bytes / operations());
    }

    /** Returns how many garbage collections stopped the process during the rounds. */
    public long collections() {
        return rounds.stream().mapToLong(BenchmarkRound::collections).sum();
    }
}

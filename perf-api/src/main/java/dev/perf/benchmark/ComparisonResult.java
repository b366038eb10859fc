package dev.perf.benchmark;

import dev.perf.result.Environment;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * What came of benchmarks that were measured together.
 *
 * @param name name of the comparison
 * @param startedAt when it began
 * @param duration how long all of it took
 * @param verdict {@code PASSED}; {@code FAILED} where an operation or what comes before or after a round threw;
 *     {@code ABORTED} where it was stopped before its end
 * @param benchmarks the results, in the order of the plan
 * @param contrasts each benchmark but the first, compared with the first; those that cannot be, for want of rounds, are not
 *     in it
 * @param environment where it was measured
 */
public record ComparisonResult(
        String name,
        Instant startedAt,
        Duration duration,
        Verdict verdict,
        List<BenchmarkResult> benchmarks,
        List<Contrast> contrasts,
        Environment environment) {

    /** Copies the lists. */
    public ComparisonResult {
        benchmarks = List.copyOf(benchmarks);
        contrasts = List.copyOf(contrasts);
    }

    /**
     * Returns the result of a benchmark.
     *
     * @throws NoSuchElementException if there is none of that name
     */
    public BenchmarkResult benchmark(String benchmark) {
        return benchmarks.stream()
                .filter(one -> one.name().equals(benchmark))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no benchmark is named \"" + benchmark + "\"; there are "
                        + benchmarks.stream().map(BenchmarkResult::name).collect(Collectors.joining(", "))));
    }

    /**
     * Returns how a benchmark compares with the first.
     *
     * @throws NoSuchElementException if it was not compared
     */
    public Contrast contrast(String benchmark) {
        return contrasts.stream()
                .filter(one -> one.benchmark().equals(benchmark))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no benchmark named \"" + benchmark
                        + "\" was compared with the first; compared were "
                        + (contrasts.isEmpty()
                                ? "none"
                                : contrasts.stream().map(Contrast::benchmark).collect(Collectors.joining(", ")))));
    }
}

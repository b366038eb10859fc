package dev.perf.benchmark;

import dev.perf.source.SourceLocation;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Benchmarks that are measured together, round by round in turn.
 *
 * @param name name of the comparison
 * @param benchmarks the first is the one that the others are compared with; a single one is compared with nothing
 * @param location where it was written
 */
public record ComparisonPlan(String name, List<BenchmarkPlan> benchmarks, SourceLocation location) {

    /** Copies the list. */
    public ComparisonPlan {
        benchmarks = List.copyOf(benchmarks);
    }

    /** Returns the plan that measures one benchmark alone. */
    public static ComparisonPlan ofOne(BenchmarkPlan benchmark) {
        return new ComparisonPlan(benchmark.name(), List.of(benchmark), benchmark.location());
    }

    /** Returns the plan with each of its benchmarks changed. */
    public ComparisonPlan with(UnaryOperator<BenchmarkPlan> change) {
        return new ComparisonPlan(name, benchmarks.stream().map(change).toList(), location);
    }
}

package dev.perf.engine;

import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.engine.internal.benchmark.Measuring;
import dev.perf.engine.internal.benchmark.MeasuringListener;
import dev.perf.engine.internal.command.Command;
import dev.perf.spi.BenchmarkEngine;
import dev.perf.spi.Execution;
import java.util.List;

/** Measures plain Java code in this JVM. Thread-safe; but what is measured at the same time slows each other. */
public final class PerfBenchmarks implements BenchmarkEngine {

    /** Creates it; {@link BenchmarkEngine#find()} does so by itself. */
    public PerfBenchmarks() {}

    @Override
    public Execution<ComparisonResult> start(ComparisonPlan plan) {
        return Measuring.start(plan, MeasuringListener.NONE);
    }

    @Override
    public int main(ComparisonPlan plan, List<String> arguments) {
        return Command.run(plan, arguments);
    }
}

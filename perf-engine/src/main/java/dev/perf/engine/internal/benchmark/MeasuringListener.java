package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.ComparisonResult;

/** Is told how far the measuring has come, between what is measured. */
public interface MeasuringListener {

    /** Tells nobody. */
    MeasuringListener NONE = new MeasuringListener() {
        @Override
        public void onWarmUp(BenchmarkPlan benchmark) {}

        @Override
        public void onRound(BenchmarkPlan benchmark, int number) {}

        @Override
        public void onEnd(ComparisonResult result) {}
    };

    /** A benchmark is about to warm up. */
    void onWarmUp(BenchmarkPlan benchmark);

    /**
     * A round is about to begin.
     *
     * @param number from 1
     */
    void onRound(BenchmarkPlan benchmark, int number);

    /** All has been measured, or it was stopped. */
    void onEnd(ComparisonResult result);
}

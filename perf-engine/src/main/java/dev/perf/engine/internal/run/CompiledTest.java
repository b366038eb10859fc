package dev.perf.engine.internal.run;

import dev.perf.engine.internal.feed.Feeds;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.plan.Shares;
import dev.perf.engine.internal.plan.Slice;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.load.LoadProfile;
import dev.perf.load.LoadStart;
import dev.perf.plan.TestPlan;
import dev.perf.threshold.Threshold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan without mistakes, ready to run once.
 *
 * @param fixture what is done before and after the load; null for nothing
 * @param protocols what its requests travel by
 * @param feeds what its users draw from
 * @param shares what this process has of its load
 */
public record CompiledTest(
        TestPlan plan,
        Measurement measurement,
        List<CompiledWorkload> workloads,
        List<Threshold> thresholds,
        @Nullable Fixture fixture,
        List<Protocol> protocols,
        Feeds feeds,
        Shares shares) {

    /**
     * What one user does before the load, as an iteration, and after it, when it ends.
     *
     * @param measurement where it is measured, apart from the load
     */
    public record Fixture(CompiledScenario scenario, Measurement measurement) {}

    /** A scenario, the load put on it, when that begins, and which part of it is the scenario's. */
    public record CompiledWorkload(CompiledScenario scenario, LoadProfile load, LoadStart start, Slice slice) {}

    /** Gives back what it holds, when no user does anything any more. */
    public void close() {
        protocols.forEach(Protocol::close);
        feeds.close();
    }
}

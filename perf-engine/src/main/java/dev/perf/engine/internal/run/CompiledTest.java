package dev.perf.engine.internal.run;

import dev.perf.engine.internal.feed.Feeds;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.load.LoadProfile;
import dev.perf.load.LoadStart;
import dev.perf.plan.TestPlan;
import dev.perf.threshold.Threshold;
import java.util.List;

/**
 * A plan without mistakes, ready to run once.
 *
 * @param protocols what its requests travel by; to be closed when the run has ended
 * @param feeds what its users draw from; to be closed then, too
 */
record CompiledTest(
        TestPlan plan,
        Measurement measurement,
        List<CompiledWorkload> workloads,
        List<Threshold> thresholds,
        List<Protocol> protocols,
        Feeds feeds) {

    /** A scenario, the load put on it, and when that begins. */
    record CompiledWorkload(CompiledScenario scenario, LoadProfile load, LoadStart start) {}
}

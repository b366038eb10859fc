package dev.perf.engine.internal.run;

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
 */
public record CompiledTest(
        TestPlan plan,
        Measurement measurement,
        List<CompiledWorkload> workloads,
        List<Threshold> thresholds,
        List<Protocol> protocols) {

    /** A scenario, the load put on it, and when that begins. */
    public record CompiledWorkload(CompiledScenario scenario, LoadProfile load, LoadStart start) {}
}

package dev.perf.engine.internal.soak;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.plan.TestPlan;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Watches one run for what its plan's {@link dev.perf.soak.Soak} asks. */
public final class SoakWatch {

    private final TestPlan plan;
    private final List<HealthProbe> probes;

    /** Creates the watch of one run; it costs nothing where the plan asks for nothing. */
    public SoakWatch(TestPlan plan, Clock clock, Measurement measurement) {
        this.plan = plan;
        this.probes = plan.soak().checks().stream()
                .map(check -> new HealthProbe(check, clock, measurement))
                .toList();
    }

    /** Begins the health checks, whose times count from the start of the run. */
    public void start() {
        probes.forEach(HealthProbe::start);
    }

    /** Ends the health checks; returns at once. */
    public void end() {
        probes.forEach(HealthProbe::end);
    }

    /** Returns {@code totals} with what came of health checks and limits behind the thresholds. */
    public Totals judged(Totals totals, List<PlannedLoad> planned, List<RunEvent> events) {
        if (probes.isEmpty() && plan.soak().limits().isEmpty()) {
            return totals;
        }
        var results = new ArrayList<ThresholdResult>(totals.thresholds());
        results.addAll(SoakJudge.judge(
                plan.soak().limits(),
                LoadedIntervals.of(totals.intervals(), events),
                SteadyStretch.of(planned, plan.warmUp())));
        probes.stream()
                .filter(probe -> !probe.onlyWarns())
                .map(HealthProbe::result)
                .forEach(results::add);
        return totals.withThresholds(results);
    }

    /** Returns the failures of checks that only warn. */
    public List<String> warnings() {
        return probes.stream()
                .filter(HealthProbe::onlyWarns)
                .map(HealthProbe::warning)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}

package dev.perf.engine.internal.soak;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.plan.TestPlan;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import dev.perf.soak.SoakLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Watches one run for what its plan's {@link dev.perf.soak.Soak} asks. */
public final class SoakWatch {

    private final List<HealthProbe> probes;

    /** Creates the watch of one run; it costs nothing where the plan asks for nothing. */
    public SoakWatch(TestPlan plan, Clock clock, Measurement measurement) {
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

    /** Returns what came so far of the health checks that do not only warn. */
    public List<ThresholdResult> results() {
        return probes.stream()
                .filter(probe -> !probe.onlyWarns())
                .map(HealthProbe::result)
                .toList();
    }

    /**
     * Returns {@code totals} with what came of limits and health checks behind the thresholds.
     *
     * @param warmUp planned length of the warm-up
     * @param checks what came of the health checks
     */
    public static Totals judged(
            Totals totals,
            List<SoakLimit> limits,
            Duration warmUp,
            List<PlannedLoad> planned,
            List<RunEvent> events,
            List<ThresholdResult> checks) {
        if (limits.isEmpty() && checks.isEmpty()) {
            return totals;
        }
        var results = new ArrayList<ThresholdResult>(totals.thresholds());
        results.addAll(SoakJudge.judge(
                limits, LoadedIntervals.of(totals.intervals(), events), SteadyStretch.of(planned, warmUp)));
        results.addAll(checks);
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

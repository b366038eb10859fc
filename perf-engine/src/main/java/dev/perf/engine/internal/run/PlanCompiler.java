package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.HttpProtocol;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.Nearest;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.RequestGate;
import dev.perf.engine.internal.script.StepCompiler;
import dev.perf.engine.internal.sse.SseProtocol;
import dev.perf.engine.internal.websocket.WebSocketProtocol;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;

/** Turns a plan into something that runs, or into the list of all its mistakes. */
final class PlanCompiler {

    private PlanCompiler() {}

    /**
     * Compiles {@code plan}. Contacts nobody.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    static CompiledTest compile(TestPlan plan, Clock clock, int processors) {
        var problems = new ArrayList<Problem>();
        var measurement = new Measurement(clock, processors);
        checkPlan(plan, problems);
        StartCheck.check(plan, problems);
        ThrottleCheck.check(plan, problems);
        List<Threshold> thresholds = thresholds(plan, problems);
        HttpProtocol http = HttpProtocol.open(plan, clock, problems);
        List<Protocol> protocols = List.of(http, new WebSocketProtocol(http, clock), new SseProtocol(http, clock));
        var scenarios =
                new StepCompiler(measurement, protocols, problems, plan.seed(), RequestGate.of(plan.throttle()));
        List<CompiledWorkload> workloads = plan.workloads().stream()
                .map(workload -> {
                    LoadCheck.check(workload, problems);
                    CompiledScenario scenario = scenarios.compile(workload.scenario());
                    LoadCheck.checkMeetings(scenario.meetings(), workload, problems);
                    return new CompiledWorkload(scenario, workload.load(), workload.start());
                })
                .toList();
        if (!problems.isEmpty()) {
            protocols.forEach(Protocol::close);
            throw new InvalidPlanException(plan.name(), problems);
        }
        return new CompiledTest(plan, measurement, workloads, thresholds, protocols);
    }

    private static void checkPlan(TestPlan plan, List<Problem> problems) {
        if (plan.workloads().isEmpty()) {
            problems.add(new Problem(plan.location(), "test", "it runs no scenario; add one with run(scenario, load)"));
        }
        var names = new HashSet<String>();
        for (TestPlan.Workload workload : plan.workloads()) {
            if (!names.add(workload.scenario().name())) {
                problems.add(new Problem(
                        workload.scenario().location(),
                        "scenario \"" + workload.scenario().name() + "\"",
                        "another scenario of the test has the same name; give each its own"));
            }
        }
        if (plan.warmUp().isNegative()) {
            problems.add(new Problem(
                    plan.location(), "warm-up", "must not be negative, got " + DurationText.of(plan.warmUp())));
        } else if (!plan.warmUp().isZero() && plan.warmUp().compareTo(plan.duration()) >= 0) {
            problems.add(new Problem(
                    plan.location(),
                    "warm-up",
                    DurationText.of(plan.warmUp()) + " must be shorter than the load, which lasts "
                            + DurationText.of(plan.duration())));
        }
    }

    private static String unknownMetric(String metric) {
        SortedSet<String> known = Threshold.builtInMetrics();
        String nearest = Nearest.to(metric, known);
        return "nothing measures a metric \"" + metric + "\"; "
                + (nearest == null ? "there are " + String.join(", ", known) : "did you mean " + nearest + "?");
    }

    private static List<Threshold> thresholds(TestPlan plan, List<Problem> problems) {
        var thresholds = new ArrayList<Threshold>();
        for (TestPlan.ThresholdRule rule : plan.thresholds()) {
            try {
                Threshold threshold = Threshold.parse(rule.expression());
                thresholds.add(threshold);
                if (!Threshold.builtInMetrics().contains(threshold.metric())) {
                    problems.add(new Problem(
                            rule.location(),
                            "threshold \"" + rule.expression() + "\"",
                            unknownMetric(threshold.metric())));
                }
            } catch (InvalidThresholdException malformed) {
                problems.add(new Problem(rule.location(), "threshold", String.valueOf(malformed.getMessage())));
            }
        }
        return thresholds;
    }
}

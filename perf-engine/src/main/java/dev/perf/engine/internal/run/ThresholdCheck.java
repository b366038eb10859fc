package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.MetricBook;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.Nearest;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds mistakes in thresholds: malformed ones, and those that can have no samples whatever happens. */
final class ThresholdCheck {

    private final List<Problem> problems;
    private final MetricBook own;
    private final StepNames steps;
    private final SortedSet<String> scenarios;

    private ThresholdCheck(TestPlan plan, MetricBook own, List<Problem> problems) {
        this.problems = problems;
        this.own = own;
        this.steps = StepNames.of(plan);
        this.scenarios = plan.workloads().stream()
                .map(workload -> workload.scenario().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the thresholds that can be read, and notes the mistakes of all.
     *
     * @param own the metrics of the user's own
     */
    static List<Threshold> check(TestPlan plan, MetricBook own, List<Problem> problems) {
        var check = new ThresholdCheck(plan, own, problems);
        var thresholds = new ArrayList<Threshold>();
        for (TestPlan.ThresholdRule rule : plan.thresholds()) {
            try {
                Threshold threshold = own.threshold(rule.expression());
                thresholds.add(threshold);
                check.check(rule, threshold);
            } catch (InvalidThresholdException malformed) {
                problems.add(new Problem(
                        rule.location(),
                        "threshold \"" + rule.expression() + "\" at " + malformed.position(),
                        malformed.reason()));
            }
        }
        return thresholds;
    }

    private void check(TestPlan.ThresholdRule rule, Threshold threshold) {
        SortedSet<String> metrics = own.names();
        if (!metrics.contains(threshold.metric())) {
            String nearest = Nearest.to(threshold.metric(), metrics);
            problem(
                    rule,
                    "nothing measures a metric \"" + threshold.metric() + "\"; "
                            + (nearest == null
                                    ? "there are " + String.join(", ", metrics)
                                            + "; declare one of your own with metrics(...)"
                                    : "did you mean " + nearest + "?"));
        }
        String name = threshold.tags().get("name");
        if (name != null && steps.areComplete() && !steps.names().isEmpty()) {
            checkKnown(rule, "no step of the test is named", name, steps.names());
        }
        String scenario = threshold.tags().get("scenario");
        if (scenario != null && !scenarios.isEmpty()) {
            checkKnown(rule, "no scenario of the test is named", scenario, scenarios);
        }
    }

    private void checkKnown(TestPlan.ThresholdRule rule, String mistake, String name, SortedSet<String> known) {
        if (known.contains(name)) {
            return;
        }
        String nearest = Nearest.to(name, known);
        problem(
                rule,
                mistake + " \"" + name + "\"; "
                        + (nearest == null
                                ? "there are " + String.join(", ", known)
                                : "did you mean " + nearest + "?"));
    }

    private void problem(TestPlan.ThresholdRule rule, String message) {
        problems.add(new Problem(rule.location(), "threshold \"" + rule.expression() + "\"", message));
    }
}

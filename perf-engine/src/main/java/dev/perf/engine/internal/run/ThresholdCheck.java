package dev.perf.engine.internal.run;

import dev.perf.engine.internal.baseline.BaselineFile;
import dev.perf.engine.internal.baseline.EarlierRun;
import dev.perf.engine.internal.baseline.UnusableBaselineException;
import dev.perf.engine.internal.measure.MetricBook;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.metric.Metric;
import dev.perf.plan.Baseline;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import dev.perf.text.Nearest;
import dev.perf.threshold.Comparison;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Finds mistakes in thresholds: malformed ones, and those that can have no samples, or no breach, whatever happens. */
final class ThresholdCheck {

    private final TestPlan plan;
    private final List<Problem> problems;
    private final TagCheck tags;
    private final MetricBook own;
    private final SortedSet<String> stages;
    private final @Nullable EarlierRun earlier;

    private ThresholdCheck(TestPlan plan, TagCheck tags, SeriesRegistry series, List<Problem> problems) {
        this.plan = plan;
        this.problems = problems;
        this.tags = tags;
        this.own = series.metrics();
        this.stages = StageNames.of(plan);
        this.earlier = earlierRun(plan, problems);
    }

    /**
     * Returns the thresholds that can be read, and notes the mistakes of all.
     *
     * @param series what the plan names, with the metrics of the user's own
     */
    static List<Threshold> check(TestPlan plan, TagCheck tags, SeriesRegistry series, List<Problem> problems) {
        var check = new ThresholdCheck(plan, tags, series, problems);
        var thresholds = new ArrayList<Threshold>();
        for (TestPlan.ThresholdRule rule : plan.thresholds()) {
            try {
                Threshold parsed = Threshold.parse(rule.expression());
                Metric metric = series.metrics().find(parsed.metric());
                Threshold fitting = metric == null ? parsed : parsed.on(metric);
                Threshold threshold = fitting.baselineLimit() == null ? fitting : check.against(rule, fitting);
                thresholds.add(metric == null ? threshold : threshold.on(metric));
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

    private static @Nullable EarlierRun earlierRun(TestPlan plan, List<Problem> problems) {
        Baseline baseline = plan.baseline();
        if (baseline == null) {
            return null;
        }
        String mistake;
        if (BaselineFile.find(baseline.path()) != null) {
            try {
                return BaselineFile.read(baseline.path(), plan.name());
            } catch (UnusableBaselineException unusable) {
                mistake = unusable.getMessage();
            }
        } else if (baseline.required()) {
            mistake = BaselineFile.missing(baseline.path())
                    + "; keep the summary.json of a run there, or name it with baselineIfPresent(...) until there is"
                    + " one";
        } else {
            return null;
        }
        problems.add(new Problem(baseline.location(), "baseline", String.valueOf(mistake)));
        return null;
    }

    /** Returns a threshold with the limit that follows from its baseline; as it is where there is none. */
    private Threshold against(TestPlan.ThresholdRule rule, Threshold threshold) {
        if (plan.baseline() == null) {
            problem(
                    rule,
                    "its limit follows from a baseline, and the test names none; name one with baseline(path) or"
                            + " --baseline FILE");
        }
        if (earlier == null) {
            return threshold;
        }
        try {
            Threshold compared = threshold.against(earlier.valueOf(threshold));
            if (compared.comparison() == Comparison.BELOW && compared.limit().number() == 0) {
                problem(
                        rule,
                        "its limit comes to 0, and nothing is less than that; write <=, or add a number to the"
                                + " baseline, such as baseline + 0.001");
            }
            return compared;
        } catch (UnusableBaselineException without) {
            problem(rule, String.valueOf(without.getMessage()));
            return threshold;
        }
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
        tags.mistakes(threshold.tags()).forEach(mistake -> problem(rule, mistake));
        checkStage(rule, threshold);
        checkTimes(rule, threshold);
    }

    private void checkStage(TestPlan.ThresholdRule rule, Threshold threshold) {
        if (threshold.scope() instanceof Scope.Stage stage) {
            if (stages.isEmpty()) {
                problem(
                        rule,
                        "no load has a stage with a name; give it one, with named(\"" + stage.name() + "\") behind it");
            } else {
                checkKnown(rule, "no load has a stage named", stage.name(), stages);
            }
        }
        String stage = threshold.tags().get(Phase.TAG);
        if (stage != null && !stages.isEmpty()) { // without stages the tag may be one of the user's own
            checkKnown(rule, "no load has a stage named", stage, stages);
        }
    }

    private void checkTimes(TestPlan.ThresholdRule rule, Threshold threshold) {
        Duration end = plan.duration();
        if (!end.isPositive()) {
            return; // starts at once, which nobody knows the end of
        }
        if (threshold.scope() instanceof Scope.Span span) {
            Duration to = span.to();
            if (span.from().compareTo(end) >= 0) {
                problem(rule, "the load is over by then: it lasts " + DurationText.of(end));
                return;
            }
            if (to != null && to.compareTo(plan.warmUp()) <= 0) {
                problem(
                        rule,
                        "the warm-up, which is never judged, lasts longer than that: "
                                + DurationText.of(plan.warmUp()));
                return;
            }
        }
        Duration breachedFor = threshold.breachedFor();
        Duration judged = judged(threshold.scope());
        if (breachedFor != null && breachedFor.compareTo(judged) > 0) {
            problem(
                    rule,
                    "nothing can last " + DurationText.of(breachedFor) + " where " + DurationText.of(judged)
                            + " are judged; shorten for");
        }
    }

    /** Returns how long what is judged lasts, as planned. */
    private Duration judged(Scope scope) {
        return switch (scope) {
            case Scope.WholeRun ignored -> plan.duration().minus(plan.warmUp());
            case Scope.SteadyState ignored -> plan.duration().minus(plan.warmUp());
            case Scope.Span span -> {
                Duration to = span.to();
                Duration end = to == null || to.compareTo(plan.duration()) > 0 ? plan.duration() : to;
                yield end.minus(span.from().compareTo(plan.warmUp()) > 0 ? span.from() : plan.warmUp());
            }
            case Scope.Stage stage ->
                plan.workloads().stream()
                        .flatMap(workload -> PlannedLoads.stages(workload.load()).stream())
                        .filter(one -> one.name().equals(stage.name()))
                        .map(one -> one.to().minus(one.from()))
                        .reduce(Duration.ZERO, Duration::plus);
        };
    }

    private void checkKnown(TestPlan.ThresholdRule rule, String mistake, String name, SortedSet<String> known) {
        if (!known.contains(name)) {
            problem(rule, TagCheck.unknown(mistake, name, known));
        }
    }

    private void problem(TestPlan.ThresholdRule rule, String message) {
        problems.add(new Problem(rule.location(), "threshold \"" + rule.expression() + "\"", message));
    }
}

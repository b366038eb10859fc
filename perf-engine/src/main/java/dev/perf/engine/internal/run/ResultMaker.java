package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.Totals;
import dev.perf.engine.internal.version.ThisProcess;
import dev.perf.load.IterationLoad;
import dev.perf.plan.Baseline;
import dev.perf.plan.TestPlan;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the result of a run from what was measured and how it ended. */
final class ResultMaker {

    private record Judgement(Verdict verdict, String reason) {}

    private ResultMaker() {}

    static RunResult make(
            TestPlan plan,
            String runId,
            Instant startedAt,
            Totals totals,
            List<PlannedLoad> planned,
            LoadRun.@Nullable Stop stop,
            LiveControl control,
            int leftBehind) {
        Judgement judgement = judge(totals, stop);
        return new RunResult(
                plan.name(),
                runId,
                startedAt,
                totals.duration(),
                judgement.verdict(),
                judgement.reason(),
                plan.tags(),
                plan.seed(),
                planned,
                totals.ledger(),
                totals.thresholds(),
                StepNames.of(plan).inOrder(totals.requests()),
                totals.metrics(),
                totals.errors(),
                totals.warmUp(),
                totals.intervals(),
                control.acts(),
                totals.generator(),
                ThisProcess.environment(),
                warnings(plan, totals, stop, control.omittedActs(), leftBehind),
                null,
                totals.slos());
    }

    /** A saturated generator comes first, for its numbers prove nothing; then who stopped the run; then the limits. */
    private static Judgement judge(Totals totals, LoadRun.@Nullable Stop stop) {
        if (totals.generator().state() == GeneratorHealth.State.INVALID) {
            return new Judgement(Verdict.INVALID, totals.generator().summary());
        }
        if (stop != null && stop.verdict() != null) {
            return new Judgement(stop.verdict(), stop.reason());
        }
        int thresholds = totals.thresholds().size();
        long violated = totals.thresholds().stream()
                .filter(threshold -> !threshold.passed())
                .count();
        List<String> missed = totals.slos().stream()
                .filter(slo -> !slo.met())
                .map(slo -> "\"" + slo.slo().name() + "\"")
                .toList();
        if (violated > 0 || !missed.isEmpty()) {
            String broken = thresholds == 1
                    ? "the threshold did not hold"
                    : violated + " of " + thresholds + " thresholds did not hold";
            String unmet = missed.size() == 1
                    ? "the objective " + missed.getFirst() + " was missed"
                    : "the objectives " + String.join(", ", missed) + " were missed";
            return new Judgement(
                    Verdict.FAILED, violated == 0 ? unmet : missed.isEmpty() ? broken : broken + ", and " + unmet);
        }
        if (nothingSucceeded(totals)) {
            return new Judgement(Verdict.FAILED, "no request succeeded");
        }
        if (totals.requests().isEmpty()
                && totals.ledger().failed() > 0
                && totals.ledger().completed() == 0) {
            return new Judgement(Verdict.FAILED, "no request was made and no iteration succeeded");
        }
        if (nothingBegan(totals)) {
            return new Judgement(
                    Verdict.FAILED,
                    totals.warmUp().isEmpty() ? "no iteration began" : "no iteration began after the warm-up");
        }
        return new Judgement(Verdict.PASSED, held(totals));
    }

    private static String held(Totals totals) {
        int thresholds = totals.thresholds().size();
        long notJudged = totals.thresholds().stream()
                .filter(threshold -> threshold.state() == ThresholdResult.State.NOT_JUDGED)
                .count();
        if (notJudged > 0) {
            return (thresholds - notJudged) + " of " + thresholds + " thresholds held, " + notJudged
                    + " had no baseline to be judged by";
        }
        int slos = totals.slos().size();
        if (slos > 0) {
            return (thresholds == 0 ? "" : "all thresholds held, and ")
                    + (slos == 1 ? "the objective was met" : "all " + slos + " objectives were met");
        }
        return switch (thresholds) {
            case 0 -> "the test has no thresholds";
            case 1 -> "the threshold held";
            default -> "all " + thresholds + " thresholds held";
        };
    }

    /** No test is meant to pass like that, whatever its thresholds ask. */
    private static boolean nothingSucceeded(Totals totals) {
        return !totals.requests().isEmpty()
                && totals.requests().stream().allMatch(request -> request.failed() == request.count());
    }

    private static boolean nothingBegan(Totals totals) {
        return totals.requests().isEmpty() && totals.ledger().started() == 0;
    }

    private static List<String> warnings(
            TestPlan plan, Totals totals, LoadRun.@Nullable Stop stop, long omitted, int leftBehind) {
        var warnings = new ArrayList<String>();
        boolean noLoad = stop != null && stop.verdict() != null && nothingBegan(totals);
        if (totals.thresholds().isEmpty() && totals.slos().isEmpty() && !noLoad) {
            warnings.add("The test has no thresholds, so it passes unless no request succeeds.");
        }
        if (totals.requests().isEmpty() && !noLoad) {
            warnings.add("No request was made.");
        }
        // What health checks and limits of drift came to stands behind these, and is no text of the grammar.
        totals.thresholds().stream()
                .limit(plan.thresholds().size())
                .forEach(threshold -> warnIfThin(threshold, warnings));
        Baseline baseline = plan.baseline();
        if (baseline != null) {
            totals.thresholds().stream()
                    .filter(threshold -> threshold.state() == ThresholdResult.State.NOT_JUDGED)
                    .forEach(threshold -> warnings.add("threshold \"" + threshold.expression()
                            + "\" was not judged: there is no baseline at " + baseline.path() + " yet."));
        }
        warnings.addAll(PlanNotes.of(plan));
        if (totals.ledger().dropped() > 0) {
            warnings.add(totals.ledger().dropped() + " of " + totals.ledger().scheduled()
                    + " iterations were dropped because " + reasonForDrops(plan)
                    + ": the target got less load than planned.");
        }
        if (stop != null && stop.verdict() == null) {
            warnings.add("The run ended after " + DurationText.measured(totals.duration()) + " of "
                    + DurationText.of(plan.duration()) + ", because " + stop.reason() + ".");
        }
        warnings.addAll(totals.warnings());
        if (leftBehind > 0) {
            warnings.add(
                    Figures.count(leftBehind, "user") + " took no notice of their interruption and were left behind;"
                            + " a lambda step swallows InterruptedException or runs without end.");
        }
        if (omitted > 0) {
            warnings.add(omitted + " marks and changes of the load are not listed: only the first " + EventLog.MOST
                    + " are kept.");
        }
        return warnings;
    }

    private static String reasonForDrops(TestPlan plan) {
        long counted = plan.workloads().stream()
                .filter(workload -> workload.load() instanceof IterationLoad)
                .count();
        String time = "maxDuration had passed or feeders had no records left";
        return counted == 0
                ? "maxUsers were busy"
                : counted == plan.workloads().size() ? time : "maxUsers were busy, " + time;
    }

    /** A percentile of few samples is judged all the same, as k6 does, but nobody should rely on it unknowingly. */
    private static void warnIfThin(ThresholdResult judged, List<String> warnings) {
        Threshold threshold = Threshold.parse(judged.expression());
        if (threshold.aggregate() instanceof Aggregate.Percentile percentile && judged.actual() != null) {
            long needed = Distribution.samplesNeeded(percentile.percent());
            if (judged.samples() < needed) {
                warnings.add("threshold \"" + judged.expression() + "\" was judged on " + judged.samples()
                        + " samples, too few for " + percentile.text() + ", which takes " + needed
                        + "; run longer, or demand them with \"of " + needed + " samples\".");
            }
        }
    }
}

package dev.perf.engine.internal.run;

import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.engine.internal.soak.SoakWatch;
import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Threshold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the result of a run from what was measured and how it ended. */
final class ResultMaker {

    private ResultMaker() {}

    /** Returns the result of a run, which has no report yet. */
    static RunResult make(RunFacts facts, Totals measured, Outcome outcome) {
        String baseline = facts.baseline();
        Totals judged = SoakWatch.judged(
                measured, facts.limits(), facts.warmUp(), outcome.planned(), outcome.acts(), outcome.checks());
        Totals totals = outcome.setupErrors().isEmpty() ? judged : judged.withErrors(outcome.setupErrors());
        Judgement judgement = judge(totals, outcome);
        return RunResult.builder(facts.test(), facts.runId(), facts.startedAt())
                .verdict(judgement.verdict(), judgement.reason())
                .duration(totals.duration())
                .tags(facts.tags())
                .seed(facts.seed())
                .plannedLoad(outcome.planned())
                .ledger(totals.ledger())
                .thresholds(totals.thresholds())
                .requests(inOrder(totals.requests(), facts.requests()))
                .metrics(totals.metrics())
                .errors(totals.errors())
                .warmUp(totals.warmUp())
                .intervals(totals.intervals())
                .events(outcome.acts())
                .generator(totals.generator())
                .environment(facts.environment())
                .warnings(warnings(facts, totals, outcome))
                .slos(totals.slos())
                .agents(totals.agents())
                .baseline(baseline == null ? null : Path.of(baseline))
                .build()
                .withWarnings(outcome.warnings());
    }

    /** Those that the plan does not name, as lambda steps make them up, come last, in the order they have. */
    private static List<RequestResult> inOrder(List<RequestResult> requests, List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        return requests.stream()
                .sorted(Comparator.comparingInt(request -> places.getOrDefault(request.name(), places.size())))
                .toList();
    }

    /** A saturated generator comes first, for its numbers prove nothing; then who stopped the run; then the limits. */
    private static Judgement judge(Totals totals, Outcome outcome) {
        LoadRun.Stop stop = outcome.stop();
        if (outcome.cutOff() != null) {
            return new Judgement(Verdict.ABORTED, outcome.cutOff());
        }
        if (totals.generator().state() == GeneratorHealth.State.INVALID) {
            return new Judgement(Verdict.INVALID, totals.generator().summary());
        }
        if (stop != null && stop.verdict() != null) {
            return new Judgement(stop.verdict(), stop.reason());
        }
        return Judgement.of(totals);
    }

    private static List<String> warnings(RunFacts facts, Totals totals, Outcome outcome) {
        LoadRun.Stop stop = outcome.stop();
        var warnings = new ArrayList<String>();
        boolean noLoad = stop != null && stop.verdict() != null && Judgement.nothingBegan(totals);
        if (totals.thresholds().isEmpty() && totals.slos().isEmpty() && !noLoad) {
            warnings.add("The test has no thresholds, so it passes unless no request succeeds.");
        }
        if (totals.requests().isEmpty() && !noLoad) {
            warnings.add("No request was made.");
        }
        // What health checks and limits of drift came to stands behind these, and is no text of the grammar.
        totals.thresholds().stream()
                .limit(facts.thresholds().size())
                .forEach(threshold -> warnIfThin(threshold, warnings));
        String baseline = facts.baseline();
        if (baseline != null) {
            totals.thresholds().stream()
                    .filter(threshold -> threshold.state() == ThresholdResult.State.NOT_JUDGED)
                    .forEach(threshold -> warnings.add("threshold \"" + threshold.expression()
                            + "\" was not judged: there is no baseline at " + baseline + " yet."));
        }
        warnings.addAll(facts.notes());
        long dropped = totals.ledger().dropped() - missing(totals);
        if (dropped > 0) {
            warnings.add(dropped + " of " + totals.ledger().scheduled()
                    + " iterations were dropped because " + facts.reasonForDrops()
                    + ": the target got less load than planned.");
        }
        if (stop != null && stop.verdict() == null) {
            warnings.add("The run ended after " + DurationText.measured(totals.duration()) + " of "
                    + DurationText.of(facts.planned()) + ", because " + stop.reason() + ".");
        }
        warnings.addAll(totals.warnings());
        if (outcome.leftBehind() > 0) {
            warnings.add(Figures.count(outcome.leftBehind(), "user")
                    + " took no notice of their interruption and were left behind;"
                    + " a lambda step swallows InterruptedException or runs without end.");
        }
        if (outcome.omittedActs() > 0) {
            warnings.add(outcome.omittedActs() + " marks and changes of the load are not listed: only the first "
                    + EventLog.MOST + " are kept.");
        }
        return warnings;
    }

    /** Returns the iterations that nobody began because an agent was lost, of which it is told there. */
    private static long missing(Totals totals) {
        return totals.agents().stream()
                .map(AgentResult::loss)
                .filter(Objects::nonNull)
                .mapToLong(AgentResult.Loss::missing)
                .sum();
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

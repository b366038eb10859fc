package dev.perf.engine.internal.search;

import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.search.CapacityStep;
import dev.perf.search.CapacityStep.Outcome;
import dev.perf.search.SearchPlan;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.Comparator;

/** Says what came of a step. */
final class StepJudge {

    private record Finding(Outcome outcome, String reason) {}

    private StepJudge() {}

    static CapacityStep judge(SearchPlan plan, int number, Climb.Next tried, Duration startedAt, RunResult run) {
        Finding finding = finding(plan, run);
        return new CapacityStep(
                number,
                tried.level(),
                tried.purpose(),
                startedAt,
                finding.outcome(),
                finding.reason(),
                achieved(plan, run),
                run);
    }

    private static Finding finding(SearchPlan plan, RunResult run) {
        return switch (run.verdict()) {
            case INVALID -> new Finding(Outcome.INVALID, run.reason());
            case ABORTED -> new Finding(Outcome.ABORTED, run.reason());
            case FAILED -> new Finding(Outcome.BROKE, broken(run));
            case PASSED ->
                plan.levels().model() == Model.OPEN && run.ledger().dropped() > 0
                        ? new Finding(Outcome.BROKE, dropped(run))
                        : new Finding(Outcome.HELD, run.reason());
        };
    }

    /** The first to break says most about why; those without samples broke before the beginning. */
    private static String broken(RunResult run) {
        return run.thresholds().stream()
                .filter(threshold -> !threshold.passed())
                .min(Comparator.comparing(
                        ThresholdResult::firstBreach, Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(threshold -> threshold.expression() + ": " + threshold.message())
                .orElse(run.verdict() == Verdict.FAILED ? run.reason() : "");
    }

    private static String dropped(RunResult run) {
        return Figures.count(run.ledger().dropped()) + " of "
                + Figures.count(run.ledger().scheduled())
                + " iterations were dropped because maxUsers were busy";
    }

    /** Iterations begin in the measured time alone, which an abort shortens; the graceful stop only ends some. */
    private static double achieved(SearchPlan plan, RunResult run) {
        Duration time = run.duration().compareTo(plan.steps().measuring()) < 0
                ? run.duration()
                : plan.steps().measuring();
        return time.isZero() ? 0 : run.ledger().started() / (time.toNanos() / 1e9);
    }
}

package dev.perf.engine.internal.search;

import dev.perf.result.ThresholdResult;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityResult.Conclusion;
import dev.perf.search.CapacityStep;
import dev.perf.search.SearchPlan;
import dev.perf.search.SearchPlan.Goal;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a search found, in data and in a sentence. */
final class Findings {

    private final SearchPlan plan;
    private final Climb climb;
    private final List<CapacityStep> steps;
    private final @Nullable String stopped;

    Findings(SearchPlan plan, Climb climb, List<CapacityStep> steps, @Nullable String stopped) {
        this.plan = plan;
        this.climb = climb;
        this.steps = steps;
        this.stopped = stopped;
    }

    CapacityResult result(Conclusion conclusion, String runId, Instant startedAt, Duration duration) {
        CapacityStep highest = last(climb.highest(), true);
        CapacityStep broken = last(climb.lowestBroken(), false);
        boolean confirmed = plan.goal() == Goal.MAXIMUM && plan.answer().confirmations() > 0 && climb.isConfirmed();
        return new CapacityResult(
                plan.test().name(),
                runId,
                startedAt,
                duration,
                plan.goal(),
                plan.levels().model(),
                plan.levels().from(),
                plan.levels().to(),
                plan.answer().resolution(),
                plan.steps().settling(),
                plan.steps().measuring(),
                conclusion,
                reason(conclusion, highest, broken, confirmed),
                highest,
                broken,
                confirmed,
                steps,
                plan.test().tags(),
                plan.test().seed(),
                warnings(),
                null);
    }

    /** Of several steps at a level, the last: it is the one that confirmed, or refuted. */
    private @Nullable CapacityStep last(@Nullable Double level, boolean held) {
        return level == null
                ? null
                : steps.stream()
                        .filter(step -> step.level() == level
                                && (held ? step.held() : step.outcome() == CapacityStep.Outcome.BROKE))
                        .reduce((first, second) -> second)
                        .orElse(null);
    }

    private String reason(
            Conclusion conclusion, @Nullable CapacityStep highest, @Nullable CapacityStep broken, boolean confirmed) {
        String held = highest == null ? "no level held" : plan.describe(highest.level()) + " held";
        String again = confirmed ? ", " + (plan.answer().confirmations() + 1) + " times" : "";
        return switch (conclusion) {
            case FOUND ->
                plan.goal() == Goal.BREAKING_POINT
                        ? "broke at " + broke(broken) + "; " + held + " before"
                        : held + again + "; " + broke(broken);
            case ALL_HELD -> held + again + ", the highest level of the search: the system may carry more";
            case NONE_HELD -> "the lowest level did not hold: " + broke(broken);
            case OUT_OF_TIME ->
                "the " + DurationText.of(plan.budget()) + " allowed were over before the answer was "
                        + (plan.goal() == Goal.MAXIMUM ? "found and confirmed" : "found") + "; " + held
                        + (broken == null ? "" : ", " + broke(broken));
            case INVALID ->
                "the generator was the limit at "
                        + plan.describe(steps.getLast().level()) + ", so the capacity is not known; " + held
                        + " before: " + steps.getLast().reason();
            case ABORTED ->
                "stopped" + (stopped == null ? "" : ": " + stopped) + "; " + held
                        + (broken == null ? "" : ", " + broke(broken));
        };
    }

    private String broke(@Nullable CapacityStep broken) {
        if (broken == null) {
            return "nothing broke";
        }
        ThresholdResult threshold = broken.broken();
        Duration breach = threshold == null ? null : threshold.firstBreach();
        String level = plan.describe(broken.level());
        String when = breach == null
                ? ""
                : ", first " + Figures.time(broken.startedAt().plus(breach)) + " after the start";
        return plan.goal() == Goal.BREAKING_POINT
                ? level + when + ": " + broken.reason()
                : level + " did not: " + broken.reason();
    }

    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (plan.steps().settling().isZero()) {
            warnings.add("The steps had no time to settle: what the one before left behind is in their results.");
        }
        steps.stream()
                .filter(step -> step.purpose() == CapacityStep.Purpose.CONFIRM && !step.held())
                .forEach(step -> warnings.add(plan.describe(step.level())
                        + " held at first and did not when it was tried again: the system is not steady there."));
        return warnings;
    }
}

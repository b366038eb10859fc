package dev.perf.report.internal;

import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.RunResult;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityResult.Conclusion;
import dev.perf.search.CapacityStep;
import dev.perf.search.CapacityStep.Outcome;
import dev.perf.search.CapacityStep.Purpose;
import dev.perf.search.SearchPlan.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of searches. */
public final class Capacities {

    private Capacities() {}

    /** 10/s and 20/s held, 40/s did not. */
    public static CapacityResult found() {
        return found(Results.tiny());
    }

    /** The same, of steps with enough samples for their percentiles. */
    public static CapacityResult wellMeasured() {
        return found(Results.passing());
    }

    private static CapacityResult found(RunResult run) {
        return result(
                Conclusion.FOUND,
                List.of(
                        step(1, 10, Purpose.RAISE, Outcome.HELD, run),
                        step(2, 20, Purpose.RAISE, Outcome.HELD, run),
                        step(3, 40, Purpose.RAISE, Outcome.BROKE, run),
                        step(4, 20, Purpose.CONFIRM, Outcome.HELD, run)),
                4,
                3);
    }

    /** The first step was one without requests, and was stopped. */
    public static CapacityResult stopped() {
        return result(
                Conclusion.ABORTED,
                List.of(step(1, 10, Purpose.RAISE, Outcome.ABORTED, Results.withoutRequests())),
                0,
                0);
    }

    /** Names and messages chosen to do harm. */
    public static CapacityResult hostile() {
        return result(
                Conclusion.NONE_HELD, List.of(step(1, 10, Purpose.RAISE, Outcome.BROKE, Results.hostile())), 0, 1);
    }

    private static CapacityResult result(Conclusion conclusion, List<CapacityStep> steps, int highest, int broken) {
        RunResult run = steps.getFirst().run();
        return new CapacityResult(
                run.test(),
                "20261120-140307-search",
                Instant.parse("2026-11-20T14:03:07.250Z"),
                Duration.ofSeconds(100),
                Goal.MAXIMUM,
                Model.OPEN,
                10,
                1_000,
                0.05,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                conclusion,
                run.reason(),
                at(steps, highest),
                at(steps, broken),
                highest > 0,
                steps,
                run.tags(),
                42,
                List.of("something <b>odd</b>"),
                null);
    }

    private static @Nullable CapacityStep at(List<CapacityStep> steps, int number) {
        return number == 0 ? null : steps.get(number - 1);
    }

    private static CapacityStep step(int number, double level, Purpose purpose, Outcome outcome, RunResult run) {
        return new CapacityStep(
                number,
                level,
                purpose,
                Duration.ofSeconds(25L * (number - 1)),
                outcome,
                outcome == Outcome.HELD ? "all held" : run.reason(),
                level - 0.5,
                run.withReport(Path.of("step-0" + number)));
    }
}

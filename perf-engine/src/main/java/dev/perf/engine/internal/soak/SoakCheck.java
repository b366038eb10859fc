package dev.perf.engine.internal.soak;

import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.result.PlannedLoad;
import dev.perf.soak.Soak;
import dev.perf.soak.SoakLimit;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Finds mistakes in health checks and in limits of drift. */
public final class SoakCheck {

    private final TestPlan plan;
    private final List<Problem> problems;

    private SoakCheck(TestPlan plan, List<Problem> problems) {
        this.plan = plan;
        this.problems = problems;
    }

    /** Notes the mistakes of a plan's health checks and limits. */
    public static void check(TestPlan plan, List<Problem> problems) {
        var check = new SoakCheck(plan, problems);
        var names = new HashSet<String>();
        for (Soak.Check each : plan.soak().checks()) {
            if (!names.add(each.name())) {
                check.problem(each, "another health check has the same name; give each its own");
            }
            check.check(each);
        }
        plan.soak().limits().forEach(check::check);
    }

    /** Notes limits that nothing in the planned loads can be judged by; for a plan without other mistakes. */
    public static void checkStretch(TestPlan plan, List<PlannedLoad> planned, List<Problem> problems) {
        // Loads that begin later may be out of step with the others, so each counts for itself here.
        if (!plan.soak().limits().isEmpty()
                && planned.stream().allMatch(load -> SteadyStretch.of(List.of(load), plan.warmUp()) == null)) {
            Soak.Limit first = plan.soak().limits().getFirst();
            problems.add(new Problem(
                    first.location(),
                    "soak \"" + first.limit().expression() + "\"",
                    "the load is never constant after the warm-up, so a drift would say nothing; hold it for a while"));
        }
    }

    private void check(Soak.Check check) {
        if (check.name().isBlank()) {
            problem(check, "the name must not be empty");
        }
        Duration interval = check.every().interval();
        if (!isPositive(interval)) {
            problem(check, "the interval must be positive, got " + DurationText.of(interval));
        } else if (!plan.duration().isZero() && interval.compareTo(plan.duration()) > 0) {
            problem(
                    check,
                    "it would never run: every " + DurationText.of(interval) + " is longer than the load, which lasts "
                            + DurationText.of(plan.duration()));
        }
        if (!isPositive(check.every().limit())) {
            problem(
                    check,
                    "within must be positive, got "
                            + DurationText.of(check.every().limit()));
        }
    }

    private void problem(Soak.Check check, String message) {
        problems.add(new Problem(check.location(), "health check \"" + check.name() + "\"", message));
    }

    private void check(Soak.Limit limit) {
        String mistake = switch (limit.limit()) {
            case SoakLimit.P95Slope slope ->
                isPositive(slope.perHour())
                        ? ""
                        : "the rise per hour must be positive, got " + DurationText.of(slope.perHour())
                                + "; the p95 of a sound system wavers around no rise, so allow some: ofMillis(5)";
            case SoakLimit.ThroughputDecay decay ->
                decay.share() > 0 && decay.share() <= 1
                        ? ""
                        : "the share must be above 0 and at most 1, got " + decay.share() + "; 0.05 is 5 %";
            case SoakLimit.ErrorBurn burn -> burn(burn);
        };
        if (!mistake.isEmpty()) {
            problems.add(new Problem(limit.location(), "soak \"" + limit.limit().expression() + "\"", mistake));
        }
    }

    private static String burn(SoakLimit.ErrorBurn burn) {
        if (!(burn.objective() > 0 && burn.objective() < 1)) {
            return "the objective must be above 0 and below 1, got " + burn.objective() + "; 0.999 is 99.9 %";
        }
        if (!isPositive(burn.period())) {
            return "the period must be positive, got " + DurationText.of(burn.period());
        }
        return burn.perHour() > 0 && Double.isFinite(burn.perHour())
                ? ""
                : "the share per hour must be positive, got " + burn.perHour() + "; 0.01 is 1 %";
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }
}

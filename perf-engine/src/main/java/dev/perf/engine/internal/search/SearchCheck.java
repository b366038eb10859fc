package dev.perf.engine.internal.search;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.load.OpenLoad;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.search.Raise;
import dev.perf.search.SearchPlan;
import dev.perf.search.SearchPlan.Arrivals;
import dev.perf.search.SearchPlan.Goal;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds the mistakes of a search. */
final class SearchCheck {

    private static final double HIGHEST_RATE = 1e7;

    private final SearchPlan plan;
    private final List<Problem> problems = new ArrayList<>();

    private SearchCheck(SearchPlan plan) {
        this.plan = plan;
    }

    /**
     * Checks {@code plan} and the run of its first step. Contacts nobody.
     *
     * @throws InvalidPlanException if there are mistakes
     */
    static void check(SearchPlan plan, Clock clock) {
        var check = new SearchCheck(plan);
        check.levels();
        check.raise();
        check.answer();
        check.times();
        check.arrivals();
        check.test();
        // A level that is itself a mistake would be reported twice, once in other words.
        if (check.problems.isEmpty()) {
            LoadRun.validate(plan.step(plan.levels().from()), clock);
            return;
        }
        check.step(clock);
        throw new InvalidPlanException(plan.test().name(), check.problems);
    }

    private void levels() {
        double least = plan.levels().model() == Model.CLOSED ? 1 : Double.MIN_VALUE;
        if (!(plan.levels().from() >= least && plan.levels().from() <= HIGHEST_RATE)) {
            problem(
                    "from",
                    "the lowest level must be positive, got "
                            + plan.describe(plan.levels().from()));
        }
        if (!(plan.levels().to() <= HIGHEST_RATE)) {
            problem(
                    "to",
                    "the highest level must be at most 10,000,000, got "
                            + plan.describe(plan.levels().to()));
        } else if (!(plan.levels().to() > plan.levels().from())) {
            problem(
                    "to",
                    "the highest level must be above the lowest, got "
                            + plan.describe(plan.levels().to()) + " after from "
                            + plan.describe(plan.levels().from()));
        }
    }

    private void raise() {
        switch (plan.levels().raise()) {
            case Raise.Times times -> {
                if (!(times.factor() > 1 && Double.isFinite(times.factor()))) {
                    problem("raisingTimes", "the factor must be above 1, got " + times.factor());
                }
            }
            case Raise.By by -> {
                if (!(by.amount() > 0 && Double.isFinite(by.amount()))) {
                    problem("raisingBy", "the amount must be positive, got " + plan.describe(by.amount()));
                }
            }
        }
    }

    private void answer() {
        if (plan.goal() == Goal.BREAKING_POINT) {
            return;
        }
        if (!(plan.answer().resolution() > 0 && plan.answer().resolution() <= 1)) {
            problem(
                    "resolution",
                    "must be above 0 and at most 1, got " + plan.answer().resolution() + "; 0.05 is 5 %");
        }
        if (plan.answer().confirmations() < 0) {
            problem("confirming", "must not be negative, got " + plan.answer().confirmations());
        }
    }

    private void times() {
        if (plan.steps().settling().isNegative()) {
            problem(
                    "settling",
                    "must not be negative, got " + DurationText.of(plan.steps().settling()));
        }
        if (!isPositive(plan.steps().measuring())) {
            problem(
                    "measuring",
                    "must be positive, got " + DurationText.of(plan.steps().measuring()));
        } else if (plan.budget().compareTo(plan.steps().length()) < 0) {
            problem(
                    "within",
                    DurationText.of(plan.budget()) + " is not enough for one step, which takes "
                            + DurationText.of(plan.steps().length())
                            + "; allow more, or shorten settling and measuring");
        }
    }

    private void arrivals() {
        if (plan.levels().model() == Model.CLOSED && plan.steps().arrivals() != Arrivals.EVEN) {
            problem("poisson", "users have no arrivals; remove poisson(), or search for a rate");
        }
        if (plan.levels().model() == Model.CLOSED && plan.steps().maxUsers() != OpenLoad.DEFAULT_MAX_USERS) {
            problem("maxUsers", "the levels are users themselves; remove maxUsers(n), and set the highest with to(n)");
        }
    }

    private void test() {
        if (!plan.test().workloads().isEmpty()) {
            problem("test", "a search puts load on its own scenario only; remove run(scenario, load) from the test");
        }
        if (!plan.test().warmUp().isZero()) {
            problem("test", "a search has settling(time) in place of warmUp(time); remove the latter");
        }
        if (plan.test().thresholds().isEmpty()) {
            problem("test", "without thresholds every level holds; add one with holding(threshold)");
        }
    }

    /** The mistakes that any run of the scenario would have, at a level and for times that are none. */
    private void step(Clock clock) {
        SearchPlan sound = plan.withSteps(plan.steps().with(Duration.ZERO, Duration.ofSeconds(1)));
        try {
            LoadRun.validate(sound.step(1), clock);
        } catch (InvalidPlanException mistakes) {
            problems.addAll(mistakes.problems());
        }
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    private void problem(String where, String message) {
        problems.add(new Problem(
                plan.location(),
                (plan.goal() == Goal.MAXIMUM ? "search" : "stress test") + " with scenario \""
                        + plan.scenario().name() + "\", " + where,
                message));
    }
}

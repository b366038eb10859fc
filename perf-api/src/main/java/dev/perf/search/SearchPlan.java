package dev.perf.search;

import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.scenario.Scenario;
import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;

/**
 * Everything an engine needs to know to search for the highest load that a system carries.
 *
 * <p>Each step of a search is a run of its own with constant load at one level: arrivals per second in the open model,
 * users in the closed one.
 *
 * @param test the test without scenarios; its thresholds decide whether a level holds
 * @param scenario what each user does
 * @param goal what is looked for
 * @param levels between which levels, and how they are raised
 * @param answer how exact and how sure the answer must be
 * @param steps what each step is like
 * @param budget time that the whole search may take; a step that would end after it is not begun
 * @param location where the search was written
 */
public record SearchPlan(
        TestPlan test,
        Scenario scenario,
        Goal goal,
        Levels levels,
        Answer answer,
        Steps steps,
        Duration budget,
        SourceLocation location) {

    /** What a search looks for. */
    public enum Goal {
        /** The highest level that holds: raises, then bisects, then confirms. */
        MAXIMUM,
        /** The first level that does not hold: raises until then, and no further. */
        BREAKING_POINT
    }

    /**
     * The levels of a search.
     *
     * @param model whether a level is a rate of arrivals or a number of users
     * @param from lowest level, tried first
     * @param to highest level
     * @param raise how the level rises as long as it holds
     */
    public record Levels(Model model, double from, double to, Raise raise) {

        /** Returns these levels, raised in another way. */
        public Levels withRaise(Raise other) {
            return new Levels(model, from, to, other);
        }
    }

    /**
     * How exact and how sure the answer of a search must be.
     *
     * @param resolution how close the highest level that held and the lowest that did not must be, as a share of the
     *     former
     * @param confirmations how often the answer is tried again
     */
    public record Answer(double resolution, int confirmations) {

        /** To 5 %, tried again once. */
        public static final Answer DEFAULT = new Answer(0.05, 1);
    }

    /** How arrivals follow one another at a level. */
    public enum Arrivals {
        /** At equal distances. */
        EVEN,
        /** Independent of each other: a Poisson process, see {@link OpenLoad#poisson()}. */
        POISSON
    }

    /**
     * What each step of a search is like.
     *
     * @param settling its first part, left out of its result
     * @param measuring the part that is judged
     * @param arrivals how arrivals follow one another in the open model
     * @param maxUsers users that may be busy at once in the open model
     * @param gracefulStop how long iterations may run on after it before they are interrupted
     */
    public record Steps(Duration settling, Duration measuring, Arrivals arrivals, int maxUsers, Duration gracefulStop) {

        /** 5 s and 20 s, even arrivals, and the limits of any load. */
        public static final Steps DEFAULT = new Steps(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Arrivals.EVEN,
                OpenLoad.DEFAULT_MAX_USERS,
                LoadProfile.DEFAULT_GRACEFUL_STOP);

        /** Returns these steps with other times. */
        public Steps with(Duration newSettling, Duration newMeasuring) {
            return new Steps(newSettling, newMeasuring, arrivals, maxUsers, gracefulStop);
        }

        /** Returns these steps with other arrivals. */
        public Steps withArrivals(Arrivals others) {
            return new Steps(settling, measuring, others, maxUsers, gracefulStop);
        }

        /** Returns these steps with another ceiling of users. */
        public Steps withMaxUsers(int limit) {
            return new Steps(settling, measuring, arrivals, limit, gracefulStop);
        }

        /** Returns these steps with another graceful stop. */
        public Steps withGracefulStop(Duration limit) {
            return new Steps(settling, measuring, arrivals, maxUsers, limit);
        }

        /** Returns the length of a step; its graceful stop comes on top. */
        public Duration length() {
            return settling.plus(measuring);
        }

        private LoadProfile load(Model model, double level) {
            return switch (model) {
                case OPEN -> {
                    OpenLoad even = OpenLoad.startingAt(new Rate(level))
                            .during(length())
                            .maxUsers(maxUsers)
                            .gracefulStop(gracefulStop);
                    yield arrivals == Arrivals.POISSON ? even.poisson() : even;
                }
                case CLOSED ->
                    ClosedLoad.startingWith((int) level).during(length()).gracefulStop(gracefulStop);
            };
        }
    }

    /** Returns the plan of the step at {@code level}. */
    public TestPlan step(double level) {
        return test.withWorkloads(List.of(new Workload(scenario, steps.load(levels.model(), level))))
                .withWarmUp(steps.settling());
    }

    /** Returns {@code level} for people: {@code 120/s} or {@code 40 users}. */
    public String describe(double level) {
        return CapacityResult.describe(levels.model(), level);
    }

    /** Returns this plan with another test, whose thresholds count. */
    public SearchPlan withTest(TestPlan other) {
        return new SearchPlan(other, scenario, goal, levels, answer, steps, budget, location);
    }

    /** Returns this plan with other levels. */
    public SearchPlan withLevels(Levels others) {
        return new SearchPlan(test, scenario, goal, others, answer, steps, budget, location);
    }

    /** Returns this plan with other wishes for the answer. */
    public SearchPlan withAnswer(Answer other) {
        return new SearchPlan(test, scenario, goal, levels, other, steps, budget, location);
    }

    /** Returns this plan with other steps. */
    public SearchPlan withSteps(Steps others) {
        return new SearchPlan(test, scenario, goal, levels, answer, others, budget, location);
    }

    /** Returns this plan with another budget. */
    public SearchPlan withBudget(Duration time) {
        return new SearchPlan(test, scenario, goal, levels, answer, steps, time, location);
    }

    /** Returns what is searched and how, in one line. */
    @Override
    public String toString() {
        return (goal == Goal.MAXIMUM ? "highest load" : "breaking point") + " of scenario \"" + scenario.name()
                + "\" from " + describe(levels.from()) + " to " + describe(levels.to()) + ", raised " + levels.raise()
                + (goal == Goal.MAXIMUM
                        ? ", to " + percent(answer.resolution()) + " %, confirmed " + answer.confirmations()
                                + (answer.confirmations() == 1 ? " time" : " times")
                        : "")
                + (steps.arrivals() == Arrivals.POISSON ? ", Poisson arrivals" : "")
                + "; steps of " + DurationText.of(steps.settling()) + " + " + DurationText.of(steps.measuring())
                + ", at most " + DurationText.of(budget);
    }

    private static String percent(double share) {
        return Double.isFinite(share)
                ? new BigDecimal(share * 100, new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(share);
    }
}

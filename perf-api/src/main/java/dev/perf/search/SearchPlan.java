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
 * @param model whether a level is a rate of arrivals or a number of users
 * @param from lowest level, tried first
 * @param to highest level
 * @param goal what is looked for
 * @param raise how the level rises as long as it holds
 * @param resolution how close the highest level that held and the lowest that did not must be, as a share of the former
 * @param confirmations how often the answer is tried again
 * @param settling first part of each step, left out of its result
 * @param measuring the part of each step that is judged
 * @param budget time that the whole search may take; a step that would end after it is not begun
 * @param maxUsers users that may be busy at once in the open model
 * @param gracefulStop how long iterations may run on after a step before they are interrupted
 * @param location where the search was written
 */
public record SearchPlan(
        TestPlan test,
        Scenario scenario,
        Model model,
        double from,
        double to,
        Goal goal,
        Raise raise,
        double resolution,
        int confirmations,
        Duration settling,
        Duration measuring,
        Duration budget,
        int maxUsers,
        Duration gracefulStop,
        SourceLocation location) {

    /** What a search looks for. */
    public enum Goal {
        /** The highest level that holds: raises, then bisects, then confirms. */
        MAXIMUM,
        /** The first level that does not hold: raises until then, and no further. */
        BREAKING_POINT
    }

    /** Returns the length of a step; its graceful stop comes on top. */
    public Duration stepLength() {
        return settling.plus(measuring);
    }

    /** Returns the plan of the step at {@code level}. */
    public TestPlan step(double level) {
        return test.withWorkloads(List.of(new Workload(scenario, load(level)))).withWarmUp(settling);
    }

    private LoadProfile load(double level) {
        return switch (model) {
            case OPEN ->
                OpenLoad.startingAt(new Rate(level))
                        .during(stepLength())
                        .maxUsers(maxUsers)
                        .gracefulStop(gracefulStop);
            case CLOSED ->
                ClosedLoad.startingWith((int) level).during(stepLength()).gracefulStop(gracefulStop);
        };
    }

    /** Returns {@code level} for people: {@code 120/s} or {@code 40 users}. */
    public String describe(double level) {
        return CapacityResult.describe(model, level);
    }

    /** Returns this plan with another test, whose thresholds count. */
    public SearchPlan withTest(TestPlan other) {
        return new SearchPlan(
                other,
                scenario,
                model,
                from,
                to,
                goal,
                raise,
                resolution,
                confirmations,
                settling,
                measuring,
                budget,
                maxUsers,
                gracefulStop,
                location);
    }

    /** Returns what is searched and how, in one line. */
    @Override
    public String toString() {
        return (goal == Goal.MAXIMUM ? "highest load" : "breaking point") + " of scenario \"" + scenario.name()
                + "\" from " + describe(from) + " to " + describe(to) + ", raised " + raise
                + (goal == Goal.MAXIMUM
                        ? ", to "
                                + percent() + " %, confirmed " + confirmations
                                + (confirmations == 1 ? " time" : " times")
                        : "")
                + "; steps of " + DurationText.of(settling) + " + " + DurationText.of(measuring) + ", at most "
                + DurationText.of(budget);
    }

    private String percent() {
        return Double.isFinite(resolution)
                ? new BigDecimal(resolution * 100, new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(resolution);
    }
}

package dev.perf;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.load.Rate;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.scenario.Scenario;
import dev.perf.search.CapacityResult;
import dev.perf.search.Raise;
import dev.perf.search.SearchPlan;
import dev.perf.search.SearchPlan.Answer;
import dev.perf.search.SearchPlan.Arrivals;
import dev.perf.search.SearchPlan.Goal;
import dev.perf.search.SearchPlan.Levels;
import dev.perf.search.SearchPlan.Steps;
import dev.perf.source.SourceLocation;
import dev.perf.spi.Engine;
import dev.perf.spi.RunOptions;
import dev.perf.spi.Search;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A search for the capacity of a system: the highest load at which all thresholds hold, or in a stress test the first at
 * which one breaks.
 *
 * <pre>{@code
 *   load                    o broke
 *                        .     o broke
 *              o held        o held   o held: confirmed
 *        o held
 *     o held
 *     step 1  2  3 ...                          time
 * }</pre>
 *
 * <p>Each step is a run of its own with constant load, with fresh users, sessions and connections, and with the seed of
 * the test: the same search of the same system makes the same steps. The load rises from the lowest level, doubling
 * unless set otherwise, as long as the thresholds hold; then the gap between the highest level that held and the lowest
 * that did not is halved until it is small enough, and the answer is tried again. If it does not hold again, the search
 * goes on below it. A step in which iterations are dropped did not hold. A step whose generator was the limit ends the
 * search.
 *
 * <p>Immutable: each method returns a new value.
 *
 * @param <L> what a level of load is: a {@link Rate}, or a number of users
 */
public final class CapacityTest<L> {

    private static final Duration BUDGET = Duration.ofMinutes(30);

    private final SearchPlan plan;
    private final ToDoubleFunction<L> levels;

    private CapacityTest(SearchPlan plan, ToDoubleFunction<L> levels) {
        this.plan = plan;
        this.levels = levels;
    }

    static From<Rate> ofRate(TestPlan test, Scenario scenario, Goal goal) {
        return new From<>(new Subject<>(test, scenario, goal, Model.OPEN, Rate::perSecond, SourceLocation.caller()));
    }

    static From<Integer> ofUsers(TestPlan test, Scenario scenario, Goal goal) {
        return new From<>(
                new Subject<>(test, scenario, goal, Model.CLOSED, Integer::doubleValue, SourceLocation.caller()));
    }

    /** Adds thresholds that decide, beside those of the test, whether a level holds. */
    public CapacityTest<L> holding(Threshold... thresholds) {
        CapacityTest<L> more = this;
        for (Threshold threshold : allGiven(thresholds, "thresholds")) {
            more = more.holding(threshold.expression());
        }
        return more;
    }

    /**
     * Adds a threshold written as text, which decides, beside those of the test, whether a level holds:
     * {@code "http_req_failed: rate < 1%"}.
     */
    public CapacityTest<L> holding(String expression) {
        var more = new ArrayList<>(plan.test().thresholds());
        more.add(new ThresholdRule(given(expression, "expression"), SourceLocation.caller()));
        return with(plan.withTest(plan.test().withThresholds(more)));
    }

    /**
     * Sets how long each step runs before it is measured.
     *
     * @param time not negative; 5 s unless set
     */
    public CapacityTest<L> settling(Duration time) {
        return with(plan.withSteps(
                plan.steps().with(given(time, "time"), plan.steps().measuring())));
    }

    /**
     * Sets how long each step is measured.
     *
     * @param time positive; 20 s unless set
     */
    public CapacityTest<L> measuring(Duration time) {
        return with(plan.withSteps(plan.steps().with(plan.steps().settling(), given(time, "time"))));
    }

    /**
     * Sets how long the whole search may take. A step that would end later is not begun, and the search ends without
     * an answer that is confirmed.
     *
     * @param time at least the length of a step; 30 min unless set
     */
    public CapacityTest<L> within(Duration time) {
        return with(plan.withBudget(given(time, "time")));
    }

    /**
     * Multiplies the level as long as it holds.
     *
     * @param factor above 1; a search for the maximum doubles unless set otherwise
     */
    public CapacityTest<L> raisingTimes(double factor) {
        return raising(new Raise.Times(factor));
    }

    /**
     * Adds to the level as long as it holds.
     *
     * @param amount positive; a stress test adds a tenth of the way from the lowest to the highest level unless set
     *     otherwise
     */
    public CapacityTest<L> raisingBy(L amount) {
        return raising(new Raise.By(levels.applyAsDouble(given(amount, "amount"))));
    }

    private CapacityTest<L> raising(Raise raise) {
        return with(plan.withLevels(plan.levels().withRaise(raise)));
    }

    /**
     * Sets how close the highest level that held and the lowest that did not must be. A stress test has no use for it.
     *
     * @param share of the level that held, above 0 and at most 1; 0.05, which is 5 %, unless set; users are never
     *     divided further than into one
     */
    public CapacityTest<L> resolution(double share) {
        return with(plan.withAnswer(new Answer(share, plan.answer().confirmations())));
    }

    /**
     * Sets how often the answer must hold again. A stress test has no use for it.
     *
     * @param times not negative; 1 unless set
     */
    public CapacityTest<L> confirming(int times) {
        return with(plan.withAnswer(new Answer(plan.answer().resolution(), times)));
    }

    /**
     * Makes the arrivals of each step a Poisson process: independent of each other, as if strangers arrived. A system
     * carries less of those than of even arrivals, for they come in bunches. Their number is random then, with the level
     * as its mean, and follows from the seed of the test. A search for a number of users has no arrivals.
     */
    public CapacityTest<L> poisson() {
        return with(plan.withSteps(plan.steps().withArrivals(Arrivals.POISSON)));
    }

    /**
     * Sets the most users that may be busy at once; a step that needs more did not hold. It is a mistake in a search
     * for a number of users, whose levels are users.
     *
     * @param limit positive; 100,000 unless set
     */
    public CapacityTest<L> maxUsers(int limit) {
        return with(plan.withSteps(plan.steps().withMaxUsers(limit)));
    }

    /**
     * Sets how long iterations may run on after a step before they are interrupted; the next step begins after them.
     *
     * @param limit not negative; 30 s unless set
     */
    public CapacityTest<L> gracefulStop(Duration limit) {
        return with(plan.withSteps(plan.steps().withGracefulStop(given(limit, "limit"))));
    }

    private CapacityTest<L> with(SearchPlan other) {
        return new CapacityTest<>(other, levels);
    }

    /** Returns the plan of the search. */
    public SearchPlan plan() {
        return plan;
    }

    /**
     * Searches, quietly, and writes a report of the search and of each step under {@code target/perf}.
     *
     * @return what was found; that nothing held is a conclusion, not an exception
     * @throws InvalidPlanException if the search has mistakes
     * @throws InterruptedException if the calling thread is interrupted; the search has been aborted and its
     *     report written
     */
    public CapacityResult run() throws InterruptedException {
        return run(RunOptions.DEFAULTS);
    }

    /**
     * Searches. Listeners are told of each step as of a run of its own.
     *
     * @return what was found; that nothing held is a conclusion, not an exception
     * @throws InvalidPlanException if the search has mistakes
     * @throws InterruptedException if the calling thread is interrupted; the search has been aborted and its
     *     report written
     */
    public CapacityResult run(RunOptions options) throws InterruptedException {
        return start(options).awaitOrAbort("the calling thread was interrupted");
    }

    /**
     * Begins the search and returns at once.
     *
     * @throws InvalidPlanException if the search has mistakes
     */
    public Search start(RunOptions options) {
        given(options, "options");
        return Engine.find().search(plan, options);
    }

    /**
     * Searches as a command, with flags, a line per step, a table and a report, and exits the process with the code of
     * the conclusion: 0 found or all held, 1 none held, 3 the generator was the limit, 4 out of time or stopped.
     */
    @SuppressWarnings("SystemExit") // the other place that may end the process
    public void main(String... arguments) {
        System.exit(Engine.find().searchMain(plan, List.of(arguments)));
    }

    private record Subject<L>(
            TestPlan test,
            Scenario scenario,
            Goal goal,
            Model model,
            ToDoubleFunction<L> levels,
            SourceLocation location) {}

    /**
     * The beginning of a search, which needs its lowest level.
     *
     * @param <L> what a level of load is
     */
    public static final class From<L> {
        private final Subject<L> subject;

        private From(Subject<L> subject) {
            this.subject = subject;
        }

        /**
         * Sets the level to begin with: what the system carries at the least, for the search fails where it does not.
         *
         * @param lowest positive
         */
        public To<L> from(L lowest) {
            return new To<>(subject, given(lowest, "lowest"));
        }
    }

    /**
     * A search that needs its highest level.
     *
     * @param <L> what a level of load is
     */
    public static final class To<L> {
        private final Subject<L> subject;
        private final L lowest;

        private To(Subject<L> subject, L lowest) {
            this.subject = subject;
            this.lowest = lowest;
        }

        /**
         * Sets the level beyond which the search does not go.
         *
         * @param highest above the lowest level
         */
        public CapacityTest<L> to(L highest) {
            double from = subject.levels().applyAsDouble(lowest);
            double to = subject.levels().applyAsDouble(given(highest, "highest"));
            return new CapacityTest<>(
                    new SearchPlan(
                            subject.test(),
                            subject.scenario(),
                            subject.goal(),
                            new Levels(subject.model(), from, to, raise(from, to)),
                            Answer.DEFAULT,
                            Steps.DEFAULT,
                            BUDGET,
                            subject.location()),
                    subject.levels());
        }

        private Raise raise(double from, double to) {
            return switch (subject.goal()) {
                case MAXIMUM -> new Raise.Times(2);
                case BREAKING_POINT -> new Raise.By(tenth(from, to));
            };
        }

        private double tenth(double from, double to) {
            return subject.model() == Model.CLOSED ? Math.max(1, Math.rint((to - from) / 10)) : (to - from) / 10;
        }
    }
}

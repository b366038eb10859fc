package dev.perf;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.benchmark.AsyncMeasured;
import dev.perf.benchmark.Measured;
import dev.perf.feed.CsvFeeder;
import dev.perf.feed.Feeder;
import dev.perf.feed.JdbcFeeder;
import dev.perf.feed.JsonFeeder;
import dev.perf.feed.RecordGenerator;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadStart;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Metric;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.Mix;
import dev.perf.plan.TestFile;
import dev.perf.result.RunResult;
import dev.perf.scenario.Action;
import dev.perf.scenario.Background;
import dev.perf.scenario.Block;
import dev.perf.scenario.Branching;
import dev.perf.scenario.Exit;
import dev.perf.scenario.Key;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Session;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.scenario.ThinkTime;
import dev.perf.soak.Every;
import dev.perf.source.SourceLocation;
import dev.perf.spi.Engine;
import dev.perf.spi.FileEngine;
import dev.perf.spi.Run;
import dev.perf.threshold.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The words of the DSL, to be imported statically beside those of {@link dev.perf.http.Http} and
 * {@link dev.perf.threshold.Thresholds}.
 */
public final class Perf {

    private Perf() {}

    /** Begins a load test. */
    public static LoadTest loadTest(String name) {
        return LoadTest.named(name);
    }

    /** Begins a scenario. */
    public static Scenario scenario(String name) {
        return Scenario.of(name);
    }

    /**
     * Returns one of several things a user may do next, chosen with a likelihood in proportion to its weight.
     *
     * @param weight positive
     */
    public static Task task(int weight, Step... steps) {
        return new Task(weight, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns name and type of a session value: {@code static final Key<String> TOKEN = key("token", String.class)}.
     *
     * @param name letters, digits, {@code _}, {@code -} and {@code .}
     * @param type class of the value; of a list of texts {@code List.class}
     * @throws IllegalArgumentException if name or type are of no use
     */
    public static <T> Key<T> key(String name, Class<? super T> type) {
        return Key.of(name, type);
    }

    /** Returns a step that runs plain Java, timed under {@code name}; it may block. */
    public static Step.Exec exec(String name, Action action) {
        return new Step.Exec(given(name, "name"), given(action, "action"), SourceLocation.caller());
    }

    /**
     * Returns a step that runs plain Java and is not measured, as {@link Step.Exec#unmeasured} says: for steps that only
     * prepare data. Errors and traces name its line.
     */
    public static Step.Exec exec(Action action) {
        return new Step.Exec(given(action, "action"), SourceLocation.caller());
    }

    /** Returns a step that times its steps together, under {@code name}. */
    public static Step group(String name, Step... steps) {
        return new Step.Group(given(name, "name"), allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does several things of one user at the same time, and goes on when all have ended; see
     * {@link Step.InParallel}.
     *
     * @param name name of the group as which they are measured together
     * @param branches each one of them; {@link #sequence} makes one of several steps
     */
    public static Step inParallel(String name, Step... branches) {
        return new Step.InParallel(given(name, "name"), allGiven(branches, "branches"), SourceLocation.caller());
    }

    /**
     * Returns a step that starts others beside those that follow, and goes on at once; see {@link Background.Started}.
     *
     * @param name by which {@link #join} knows them, and of the group as which they are measured together
     */
    public static Step inBackground(String name, Step step, Step... more) {
        var steps = new ArrayList<Step>();
        steps.add(given(step, "step"));
        steps.addAll(allGiven(more, "more"));
        return new Background.Started(given(name, "name"), steps, SourceLocation.caller());
    }

    /**
     * Returns a step that waits until what {@link #inBackground} has started under these names has ended, for 60 s
     * unless {@link Background.Join#atMost} says otherwise.
     */
    public static Background.Join join(String name, String... more) {
        var names = new ArrayList<String>();
        names.add(given(name, "name"));
        names.addAll(allGiven(more, "more"));
        return new Background.Join(names, Background.Join.DEFAULT_MOST, SourceLocation.caller());
    }

    /** Returns a step that does one of {@code tasks}, chosen by weight. */
    public static Step choice(Task... tasks) {
        return new Step.Choice(allGiven(tasks, "tasks"), SourceLocation.caller());
    }

    /** Returns a pause of a set length. */
    public static Step pause(Duration duration) {
        return pause(constant(duration));
    }

    /** Returns a pause. */
    public static Step pause(ThinkTime time) {
        return new Step.Pause(given(time, "time"), SourceLocation.caller());
    }

    /** Returns a pause whose length {@code draw} decides on each time; see {@link #custom}. */
    public static Step pause(Function<RandomGenerator, Duration> draw) {
        return pause(custom(draw));
    }

    /**
     * Returns a pause that lasts until {@code time} has passed since the user last came by here; none when it comes for
     * the first time, or has taken longer. At the head of a loop it paces the loop.
     */
    public static Step pace(Duration time) {
        return pace(constant(given(time, "time")));
    }

    /** Returns a pause until {@code time}, drawn anew each time, has passed since the user last came by here. */
    public static Step pace(ThinkTime time) {
        return new Step.Pace(given(time, "time"), SourceLocation.caller());
    }

    /**
     * Returns a step at which users of the scenario wait until {@code users} of them are there, and then go on at the
     * same moment. They wait for 30 s at most, or as long as {@link Step.Rendezvous#timeout} says.
     *
     * @param name name of the meeting; steps of a scenario with the same name are the same meeting
     * @param users positive, and no more than the load ever has
     */
    public static Step.Rendezvous rendezvous(String name, int users) {
        return new Step.Rendezvous(
                given(name, "name"), users, Step.Rendezvous.DEFAULT_TIMEOUT, SourceLocation.caller());
    }

    /**
     * Returns a step that draws a record from {@code feeder} and puts its values into the session. Where none is left, the
     * iteration fails, and with it the life of a user that loops ends.
     */
    public static Step feed(Feeder feeder) {
        return new Step.Feed(given(feeder, "feeder"), null, SourceLocation.caller());
    }

    /**
     * Returns a step that draws several records from {@code feeder} and puts a list of the values of each column into the
     * session. Where fewer are left, it is as if there were none.
     *
     * @param records positive
     */
    public static Step feed(Feeder feeder, int records) {
        return new Step.Feed(given(feeder, "feeder"), records, SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps {@code times} times.
     *
     * @param times not negative
     */
    public static Loop.Times repeat(int times, Step... steps) {
        return new Loop.Times(times, null, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps {@code times} times.
     *
     * @param times not negative
     * @param index session key of the number of the pass, an Integer from 0; other loops say {@code indexedBy("i")}
     */
    public static Loop.Times repeat(int times, String index, Step... steps) {
        return new Loop.Times(times, given(index, "index"), allGiven(steps, "steps"), SourceLocation.caller());
    }

    /** Returns a step that does its steps as long as {@code condition} holds when it comes to them. */
    public static Loop.AsLongAs asLongAs(Predicate<Session> condition, Step... steps) {
        return new Loop.AsLongAs(
                given(condition, "condition"), null, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /** Returns a step that does its steps, and does them again as long as {@code condition} holds after that. */
    public static Loop.DoWhile doWhile(Predicate<Session> condition, Step... steps) {
        return new Loop.DoWhile(given(condition, "condition"), null, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /** Returns a step that does its steps again and again until {@code time} has passed; the last pass is not cut. */
    public static Loop.During during(Duration time, Step... steps) {
        return new Loop.During(given(time, "time"), null, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps for each item of a session value, in its order. A value that has no items
     * fails the iteration.
     *
     * @param items session key of a List or another Iterable, an array, or a Map, of which the values are the items;
     *     none is null
     * @param item session key under which the steps find the item
     */
    public static Loop.ForEach forEach(String items, String item, Step... steps) {
        return new Loop.ForEach(
                new Loop.Items.InSession(given(items, "items")),
                given(item, "item"),
                null,
                allGiven(steps, "steps"),
                SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps for each of {@code items}, in their order.
     *
     * @param items at least one, none null
     * @param item session key under which the steps find the item
     */
    public static Loop.ForEach forEach(List<?> items, String item, Step... steps) {
        return new Loop.ForEach(
                new Loop.Items.Given(given(items, "items")),
                given(item, "item"),
                null,
                allGiven(steps, "steps"),
                SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps until {@code condition} holds after them: once a second and for 30 s at most,
     * unless {@link Loop.Poll#every} and {@link Loop.Poll#atMost} say otherwise. Where it does not hold in time, the
     * iteration fails, with an error of kind {@code poll}, and goes on. How long it took is {@code poll_duration}.
     */
    public static Loop.Poll pollUntil(Predicate<Session> condition, Step... steps) {
        return new Loop.Poll(
                given(condition, "condition"),
                Loop.Poll.DEFAULT_EVERY,
                Loop.Poll.DEFAULT_MOST,
                null,
                allGiven(steps, "steps"),
                SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps again and again, until the user is to begin no further iteration: when its load
     * or ramp ends, or the run is stopped. The pass under way is ended then, and the iteration goes on behind the loop.
     */
    public static Loop.Forever forever(Step... steps) {
        return new Loop.Forever(null, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /** Returns a step that does one of {@code steps}, each equally likely. */
    public static Step uniform(Step... steps) {
        return new Branching.Uniform(allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does one of {@code steps} after the other, one each time a user of the scenario comes by: the
     * first user does the first of them, the next the second, whoever it is.
     */
    public static Step roundRobin(Step... steps) {
        return new Branching.RoundRobin(allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does one of {@code shares}, each as likely as it says, and nothing in what is left of 100
     * percent, or what {@link Branching.Percent#orElse} says.
     *
     * @param shares of 100 percent at most together
     */
    public static Branching.Percent percent(Branching.Share... shares) {
        return new Branching.Percent(allGiven(shares, "shares"), null, SourceLocation.caller());
    }

    /**
     * Returns steps for {@link #percent}.
     *
     * @param percent above 0, at most 100
     */
    public static Branching.Share branch(double percent, Step... steps) {
        return new Branching.Share(percent, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does the steps of the case that has the value which {@code subject} returns, compared as text,
     * and nothing where none has, or what {@link Branching.Switch#orElse} says.
     */
    public static Branching.Switch switchOn(Function<Session, ?> subject, Branching.Case... cases) {
        return new Branching.Switch(
                new Branching.Subject.Computed(given(subject, "subject")),
                allGiven(cases, "cases"),
                null,
                SourceLocation.caller());
    }

    /**
     * Returns a step that does the steps of the case that has the value of a text with places for session values:
     * {@code switchOn("#{role}", when("admin", ...), when("guest", ...)).orElse(...)}.
     */
    public static Branching.Switch switchOn(String subject, Branching.Case... cases) {
        return new Branching.Switch(
                new Branching.Subject.Template(given(subject, "subject")),
                allGiven(cases, "cases"),
                null,
                SourceLocation.caller());
    }

    /** Returns steps for one value of a {@link #switchOn}. */
    public static Branching.Case when(String value, Step... steps) {
        return new Branching.Case(given(value, "value"), allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that walks through a Markov chain: it begins with the first state, and goes on to the next as the
     * probabilities of each state say; what they leave of 1 ends the chain. {@link #exitBlock()} ends it too.
     */
    public static Step markov(Branching.State... states) {
        return new Branching.Markov(allGiven(states, "states"), SourceLocation.caller());
    }

    /**
     * Returns a state of a {@link #markov} chain, which ends there, unless it goes on:
     * {@code state("cart", ADD).to("browse", 0.6).to("checkout", 0.3)}.
     */
    public static Branching.State state(String name, Step... steps) {
        return new Branching.State(given(name, "name"), allGiven(steps, "steps"), List.of(), SourceLocation.caller());
    }

    /** Returns a step that does its steps where {@code condition} holds. */
    public static Step.If doIf(Predicate<Session> condition, Step... steps) {
        return new Step.If(given(condition, "condition"), allGiven(steps, "steps"), null, SourceLocation.caller());
    }

    /** Returns several steps as one value: a fragment, to be kept, passed and used like a single step. */
    public static Step sequence(Step... steps) {
        return new Block.Sequence(allGiven(steps, "steps"), SourceLocation.caller());
    }

    /** Returns steps that {@link #exitBlock()} leaves. */
    public static Step block(Step... steps) {
        return new Block.Enclosed(allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps, and does them again from the first one as soon as one has failed: a request, a
     * check, or a lambda step that threw. The iteration fails only where the last try does. Each failure is among the
     * errors of the run all the same, and so is how many tries it took, kind {@code try}. To leave such a block with
     * {@link #exitBlock()} is no failure, so it is not tried again.
     *
     * @param most the most times that they are begun; positive
     */
    public static Block.Tries tryUpTo(int most, Step... steps) {
        return new Block.Tries(most, null, allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps, and leaves out the rest of them as soon as one has failed. The iteration has
     * failed then, and goes on behind them.
     */
    public static Step exitBlockOnFail(Step... steps) {
        return new Block.LeftOnFail(allGiven(steps, "steps"), SourceLocation.caller());
    }

    /**
     * Returns a step that leaves the innermost block: what {@link #block}, a loop with all its passes, a group, a task,
     * {@link #tryUpTo} or {@link #exitBlockOnFail} encloses. The user goes on behind it. To leave is no failure.
     */
    public static Step exitBlock() {
        return exit(Exit.Scope.BLOCK, null, "");
    }

    /** Returns a step that leaves the innermost block where {@code condition} holds; see {@link #exitBlock()}. */
    public static Step exitBlockIf(Predicate<Session> condition) {
        return exit(Exit.Scope.BLOCK, given(condition, "condition"), "");
    }

    /**
     * Returns a step that ends the iteration, which counts as completed, unless something in it failed before. The user
     * goes on with its next one.
     */
    public static Step exitIteration() {
        return exit(Exit.Scope.ITERATION, null, "");
    }

    /** Returns a step that ends the iteration where {@code condition} holds; see {@link #exitIteration()}. */
    public static Step exitIterationIf(Predicate<Session> condition) {
        return exit(Exit.Scope.ITERATION, given(condition, "condition"), "");
    }

    /** Returns a step that ends the iteration where something in it has failed so far; it counts as failed. */
    public static Step exitIterationOnFail() {
        return new Exit.LeaveOnFail(SourceLocation.caller());
    }

    /**
     * Returns a step that ends the iteration, as {@link #exitIteration()} does, and with it the life of the user: it
     * does onStop, and nobody takes its place. Iterations that only this user could have begun are not due any more. A
     * scenario of which all users have left ends early, and the result says so. An arrival of an open load lives through
     * one iteration anyway.
     */
    public static Step exitUser() {
        return exit(Exit.Scope.USER, null, "");
    }

    /** Returns a step that ends the life of the user where {@code condition} holds; see {@link #exitUser()}. */
    public static Step exitUserIf(Predicate<Session> condition) {
        return exit(Exit.Scope.USER, given(condition, "condition"), "");
    }

    /**
     * Returns a step that ends the scenario: this user as {@link #exitUser()} does; the others end the iterations that
     * they are in within the graceful stop, and none begins another. Other scenarios go on, and the result says when
     * this one ended.
     */
    public static Step exitScenario() {
        return exit(Exit.Scope.SCENARIO, null, "");
    }

    /** Returns a step that ends the scenario where {@code condition} holds; see {@link #exitScenario()}. */
    public static Step exitScenarioIf(Predicate<Session> condition) {
        return exit(Exit.Scope.SCENARIO, given(condition, "condition"), "");
    }

    /**
     * Returns a step that stops the run: this user ends as by {@link #exitUser()}, all others within the graceful stop.
     * The result is made as usual, with verdict ABORTED.
     *
     * @param reason why, for the result; not blank
     */
    public static Step exitRun(String reason) {
        return exit(Exit.Scope.RUN, null, given(reason, "reason"));
    }

    /**
     * Returns a step that stops the run where {@code condition} holds; see {@link #exitRun(String)}.
     *
     * @param reason why, for the result; not blank
     */
    public static Step exitRunIf(Predicate<Session> condition, String reason) {
        return exit(Exit.Scope.RUN, given(condition, "condition"), given(reason, "reason"));
    }

    private static Step exit(Exit.Scope scope, @Nullable Predicate<Session> condition, String reason) {
        return new Exit.Leave(scope, condition, reason, SourceLocation.caller());
    }

    /** Returns a think time of a set length. */
    public static ThinkTime constant(Duration duration) {
        return new ThinkTime.Constant(given(duration, "duration"));
    }

    /** Returns a think time of any length from {@code min} to {@code max}, each equally likely. */
    public static ThinkTime between(Duration min, Duration max) {
        return new ThinkTime.Uniform(given(min, "min"), given(max, "max"));
    }

    /** Returns an exponentially distributed think time. */
    public static ThinkTime exponential(Duration mean) {
        return new ThinkTime.Exponential(given(mean, "mean"));
    }

    /** Returns a normally distributed think time; lengths below zero become zero. */
    public static ThinkTime normal(Duration mean, Duration standardDeviation) {
        return new ThinkTime.Normal(given(mean, "mean"), given(standardDeviation, "standardDeviation"));
    }

    /**
     * Returns a log-normally distributed think time: half of the lengths are below the median, and some are many times
     * longer, as people's are.
     *
     * @param median positive
     * @param sigma standard deviation of the logarithm, from 0 to 10; 0.5 has one length in ten above 1.9 medians, 1
     *     above 3.6
     */
    public static ThinkTime logNormal(Duration median, double sigma) {
        return new ThinkTime.LogNormal(given(median, "median"), sigma);
    }

    /**
     * Returns a log-normally distributed think time with this mean and standard deviation; see
     * {@link ThinkTime.LogNormalOfMean}.
     */
    public static ThinkTime logNormal(Duration mean, Duration standardDeviation) {
        return new ThinkTime.LogNormalOfMean(given(mean, "mean"), given(standardDeviation, "standardDeviation"));
    }

    /**
     * Returns a think time that {@code draw} decides on, from the random numbers of the user, which follow from the
     * run's seed.
     */
    public static ThinkTime custom(Function<RandomGenerator, Duration> draw) {
        return new ThinkTime.Custom(given(draw, "draw"));
    }

    /** Returns a feeder over a CSV file or class path resource whose first line names the columns. */
    public static CsvFeeder csv(String path) {
        return Feeder.csv(path);
    }

    /** Returns a feeder over a file or class path resource of fields between tabs; its first line names the columns. */
    public static CsvFeeder tsv(String path) {
        return Feeder.tsv(path);
    }

    /** Returns a feeder over an array of objects in a JSON file or class path resource; see {@link Feeder#json}. */
    public static JsonFeeder json(String path) {
        return Feeder.json(path);
    }

    /** Returns a feeder over a file or class path resource with a JSON object in each line. */
    public static Feeder jsonLines(String path) {
        return Feeder.jsonLines(path);
    }

    /** Returns a feeder over the pages of a sitemap file or class path resource; see {@link Feeder#sitemap}. */
    public static Feeder sitemap(String path) {
        return Feeder.sitemap(path);
    }

    /** Returns a feeder over the rows of a query, which is made when the plan is validated; see {@link Feeder#jdbc}. */
    public static JdbcFeeder jdbc(DataSource database, String sql) {
        return Feeder.jdbc(database, sql);
    }

    /** Returns a feeder over the given records, which all have the same names. */
    public static Feeder records(List<Map<String, Object>> records) {
        return Feeder.records(records);
    }

    /** Returns a feeder that makes its records when they are drawn, and never runs out. */
    public static Feeder generated(RecordGenerator generator) {
        return Feeder.generated(generator);
    }

    /** Begins a closed load profile without users. */
    public static ClosedLoad.Start users() {
        return users(0);
    }

    /**
     * Begins a closed load profile: a set number of users, each of which repeats its scenario.
     *
     * @param count from 0 to 10,000,000
     */
    public static ClosedLoad.Start users(int count) {
        return ClosedLoad.startingWith(count);
    }

    /**
     * Begins an open load profile without a rate, for stages that bring their own, for example
     * {@code arrivals().spread(1000).over(ofMinutes(1))}.
     */
    public static OpenLoad.Start arrivals() {
        return arrivals(Rate.perSecond(0));
    }

    /** Begins an open load profile: iterations start at a rate, however long they take. */
    public static OpenLoad.Start arrivals(Rate rate) {
        return OpenLoad.startingAt(rate);
    }

    /**
     * Returns classes of users that share one load: {@code run(mix(share(10, BUYER), fixed(2, ADMIN)), users(100)...)}.
     * User number n of the load belongs to one of them for good: the first ones to the fixed classes, the others in turn
     * by weight, so that on ramps, too, there is the right proportion of each at all times. Results are by scenario.
     */
    public static Mix mix(Mix.Member first, Mix.Member... more) {
        var members = new ArrayList<Mix.Member>();
        members.add(given(first, "first"));
        members.addAll(allGiven(more, "more"));
        return new Mix(members, SourceLocation.caller());
    }

    /**
     * Returns a class of users that gets a part of a {@link #mix} in proportion to its weight.
     *
     * @param weight from 1 to 10,000
     */
    public static Mix.Member share(int weight, Scenario scenario) {
        return new Mix.Share(weight, given(scenario, "scenario"), SourceLocation.caller());
    }

    /**
     * Returns a class of users that gets the first users of a {@link #mix}, and no more. Arrivals have no such classes.
     *
     * @param count positive, and with the others no more than the load ever has
     */
    public static Mix.Member fixed(int count, Scenario scenario) {
        return new Mix.Fixed(count, given(scenario, "scenario"), SourceLocation.caller());
    }

    /**
     * Lets a scenario's load begin some time after the start of the run.
     *
     * @param delay not negative
     */
    public static LoadStart startingAfter(Duration delay) {
        return new LoadStart.AtTime(given(delay, "delay"), SourceLocation.caller());
    }

    /**
     * Lets a scenario's load begin when another one has finished: when all its users have ended, those included that
     * its graceful stop waits for. {@code afterFinished("login").plus(ofSeconds(10))} begins later.
     *
     * @param scenario name of another scenario of the test
     */
    public static LoadStart afterFinished(String scenario) {
        return new LoadStart.AfterFinished(given(scenario, "scenario"), Duration.ZERO, SourceLocation.caller());
    }

    /**
     * Lets a scenario's load begin when that of another one has stopped: when it begins no more iterations. Those that
     * it began before may still be under way.
     *
     * @param scenario name of another scenario of the test
     */
    public static LoadStart afterStopped(String scenario) {
        return new LoadStart.AfterStopped(given(scenario, "scenario"), Duration.ZERO, SourceLocation.caller());
    }

    /** Returns a rate of {@code count} per second. */
    public static Rate perSecond(double count) {
        return Rate.perSecond(count);
    }

    /** Returns a rate of {@code count} per minute. */
    public static Rate perMinute(double count) {
        return Rate.perMinute(count);
    }

    /** Returns a rate of {@code count} per hour. */
    public static Rate perHour(double count) {
        return Rate.perHour(count);
    }

    /**
     * Returns when a health check runs: every {@code interval}, for 10 s at most, failing the run.
     *
     * @param interval positive, and shorter than the run
     */
    public static Every every(Duration interval) {
        return new Every(given(interval, "interval"), Every.DEFAULT_LIMIT, false);
    }

    /**
     * Returns the threshold written as {@code expression}.
     *
     * @throws dev.perf.threshold.InvalidThresholdException if it is malformed; the message tells where
     */
    public static Threshold threshold(String expression) {
        return Threshold.parse(expression);
    }

    /** Declares a sum of the user's own, in plain numbers: {@code static final Counter ORDERS = counter("orders")}. */
    public static Counter counter(String name) {
        return counter(name, Unit.NONE);
    }

    /** Declares a sum of the user's own. */
    public static Counter counter(String name, Unit unit) {
        return new Counter(given(name, "name"), given(unit, "unit"), Map.of(), SourceLocation.caller());
    }

    /** Declares a level of the user's own, in plain numbers. */
    public static Gauge gauge(String name) {
        return gauge(name, Unit.NONE);
    }

    /** Declares a level of the user's own. */
    public static Gauge gauge(String name, Unit unit) {
        return new Gauge(given(name, "name"), given(unit, "unit"), Map.of(), SourceLocation.caller());
    }

    /** Declares a share of samples that are true. */
    public static dev.perf.metric.Rate rate(String name) {
        return new dev.perf.metric.Rate(given(name, "name"), Map.of(), SourceLocation.caller());
    }

    /** Declares a distribution of plain numbers. */
    public static Trend trend(String name) {
        return trend(name, Unit.NONE);
    }

    /** Declares a distribution of the user's own: {@code trend("quote_age", MILLISECONDS)}. */
    public static Trend trend(String name, Unit unit) {
        return new Trend(given(name, "name"), given(unit, "unit"), Map.of(), SourceLocation.caller());
    }

    /** Returns a step that takes one sample of a metric: {@code measure(BASKET, session -> cart(session).size())}. */
    public static Step.Measure measure(Metric metric, ToDoubleFunction<Session> value) {
        return new Step.Measure(given(metric, "metric"), given(value, "value"), SourceLocation.caller());
    }

    /**
     * Begins a benchmark of plain Java code: {@code benchmark("quote", it -> service.quote(symbols[it.thread()]))}. What
     * the code returns is used, so that the compiler cannot leave out what computed it.
     */
    public static Benchmark benchmark(String name, Measured code) {
        return Benchmark.of(name, code);
    }

    /** Begins a benchmark of code that needs to know nothing of the operation: {@code () -> service.quote("ABC")}. */
    @SuppressWarnings("overloads") // with code that returns nothing: the compiler prefers this one where both would do
    public static Benchmark benchmark(String name, Measured.Supplying code) {
        given(code, "code");
        return Benchmark.of(name, it -> code.call());
    }

    /** Begins a benchmark of code that returns nothing: {@code () -> service.save(quote)}. */
    @SuppressWarnings("overloads") // with code that returns something: where it does, the compiler takes the other
    public static Benchmark benchmark(String name, Measured.Running code) {
        given(code, "code");
        return Benchmark.of(name, it -> {
            code.run();
            return null;
        });
    }

    /**
     * Begins a benchmark of code that does its work elsewhere: {@code it -> client.sendAsync(request, handler)}. An
     * operation lasts until what the code returned is completed; each thread has one under way at a time.
     */
    public static Benchmark benchmarkAsync(String name, AsyncMeasured code) {
        return Benchmark.ofAsync(name, code);
    }

    /** Compares benchmarks with the first of them; they are measured in turn. */
    public static BenchmarkComparison compare(Benchmark baseline, Benchmark... others) {
        return BenchmarkComparison.of(baseline, others);
    }

    /**
     * Runs the test that a file is, on the fleet and with the reports that it asks for, and waits for its end.
     *
     * @throws InvalidTestFileException if the file cannot be read or has mistakes
     * @throws InvalidPlanException if the test has mistakes
     */
    public static RunResult run(TestFile file) throws InterruptedException {
        return start(file).await();
    }

    /**
     * Begins to run the test that a file is, on the fleet and with the reports that it asks for.
     *
     * @throws InvalidTestFileException if the file cannot be read or has mistakes
     * @throws InvalidPlanException if the test has mistakes
     */
    public static Run start(TestFile file) throws InterruptedException {
        return FileEngine.find().start(given(file, "file"), null);
    }

    /**
     * Makes the report of a run whose generator died before it could make one, or whose disk was full then, from the
     * journal that the run kept in its folder: {@code rebuildReport(Path.of("target/perf/shop/20261121-..."))}. Numbers,
     * percentiles and thresholds are what the run would have said at the end of the last second that it lived. The verdict of a
     * run that was cut off is {@link dev.perf.result.Verdict#ABORTED}, and a warning says how far its data go. The journal
     * stays.
     *
     * @param folder the folder of the run
     * @return the result; {@link RunResult#report} is null where no file could be written
     * @throws dev.perf.result.JournalException if the folder has no journal, its run is still going, or it is of another
     *     version of Perf
     * @throws IllegalStateException if no engine is on the class path
     */
    public static RunResult rebuildReport(Path folder) {
        Path named = given(folder, "folder");
        return Engine.find().rebuild(named);
    }
}

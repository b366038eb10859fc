package dev.perf;

import dev.perf.feed.Feeder;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadStart;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.scenario.Action;
import dev.perf.scenario.Block;
import dev.perf.scenario.Exit;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Session;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.scenario.ThinkTime;
import dev.perf.soak.Every;
import dev.perf.source.SourceLocation;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
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
        return Scenario.named(name);
    }

    /**
     * Returns one of several things a user may do next, chosen with a likelihood in proportion to its weight.
     *
     * @param weight positive
     */
    public static Task task(int weight, Step... steps) {
        return new Task(weight, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that runs plain Java, timed under {@code name}; it may block. */
    public static Step exec(String name, Action action) {
        return new Step.Exec(name, action, SourceLocation.caller());
    }

    /** Returns a step that times its steps together, under {@code name}. */
    public static Step group(String name, Step... steps) {
        return new Step.Group(name, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does one of {@code tasks}, chosen by weight. */
    public static Step choice(Task... tasks) {
        return new Step.Choice(List.of(tasks), SourceLocation.caller());
    }

    /** Returns a pause of a set length. */
    public static Step pause(Duration duration) {
        return pause(constant(duration));
    }

    /** Returns a pause. */
    public static Step pause(ThinkTime time) {
        return new Step.Pause(time, SourceLocation.caller());
    }

    /**
     * Returns a pause that lasts until {@code time} has passed since the user last came by here; none when it comes for
     * the first time, or has taken longer. At the head of a loop it paces the loop.
     */
    public static Step pace(Duration time) {
        return pace(constant(time));
    }

    /** Returns a pause until {@code time}, drawn anew each time, has passed since the user last came by here. */
    public static Step pace(ThinkTime time) {
        return new Step.Pace(time, SourceLocation.caller());
    }

    /**
     * Returns a step at which users of the scenario wait until {@code users} of them are there, and then go on at the
     * same moment. They wait for 30 s at most, or as long as {@link Step.Rendezvous#timeout} says.
     *
     * @param name name of the meeting; steps of a scenario with the same name are the same meeting
     * @param users positive, and no more than the load ever has
     */
    public static Step.Rendezvous rendezvous(String name, int users) {
        return new Step.Rendezvous(name, users, Step.Rendezvous.DEFAULT_TIMEOUT, SourceLocation.caller());
    }

    /**
     * Returns a step that draws a record from {@code feeder} and puts its values into the session. Where none is left, the
     * iteration fails, and with it the life of a user that loops ends.
     */
    public static Step feed(Feeder feeder) {
        return new Step.Feed(feeder, SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps {@code times} times.
     *
     * @param times not negative
     */
    public static Loop.Times repeat(int times, Step... steps) {
        return new Loop.Times(times, null, List.of(steps), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps {@code times} times.
     *
     * @param times not negative
     * @param index session key of the number of the pass, an Integer from 0; other loops say {@code indexedBy("i")}
     */
    public static Loop.Times repeat(int times, String index, Step... steps) {
        return new Loop.Times(times, index, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does its steps as long as {@code condition} holds when it comes to them. */
    public static Loop.AsLongAs asLongAs(Predicate<Session> condition, Step... steps) {
        return new Loop.AsLongAs(condition, null, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does its steps, and does them again as long as {@code condition} holds after that. */
    public static Loop.DoWhile doWhile(Predicate<Session> condition, Step... steps) {
        return new Loop.DoWhile(condition, null, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does its steps again and again until {@code time} has passed; the last pass is not cut. */
    public static Loop.During during(Duration time, Step... steps) {
        return new Loop.During(time, null, List.of(steps), SourceLocation.caller());
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
        return new Loop.ForEach(new Loop.Items.InSession(items), item, null, List.of(steps), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps for each of {@code items}, in their order.
     *
     * @param items at least one, none null
     * @param item session key under which the steps find the item
     */
    public static Loop.ForEach forEach(List<?> items, String item, Step... steps) {
        return new Loop.ForEach(new Loop.Items.Given(items), item, null, List.of(steps), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps again and again, until the user is to begin no further iteration: when its load
     * or ramp ends, or the run is stopped. The pass under way is ended then, and the iteration goes on behind the loop.
     */
    public static Loop.Forever forever(Step... steps) {
        return new Loop.Forever(null, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does its steps where {@code condition} holds. */
    public static Step.If doIf(Predicate<Session> condition, Step... steps) {
        return new Step.If(condition, List.of(steps), null, SourceLocation.caller());
    }

    /** Returns several steps as one value: a fragment, to be kept, passed and used like a single step. */
    public static Step sequence(Step... steps) {
        return new Block.Sequence(List.of(steps), SourceLocation.caller());
    }

    /** Returns steps that {@link #exitBlock()} leaves. */
    public static Step block(Step... steps) {
        return new Block.Enclosed(List.of(steps), SourceLocation.caller());
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
        return new Block.Tries(most, null, List.of(steps), SourceLocation.caller());
    }

    /**
     * Returns a step that does its steps, and leaves out the rest of them as soon as one has failed. The iteration has
     * failed then, and goes on behind them.
     */
    public static Step exitBlockOnFail(Step... steps) {
        return new Block.LeftOnFail(List.of(steps), SourceLocation.caller());
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
        return exit(Exit.Scope.BLOCK, condition, "");
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
        return exit(Exit.Scope.ITERATION, condition, "");
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
        return exit(Exit.Scope.USER, condition, "");
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
        return exit(Exit.Scope.SCENARIO, condition, "");
    }

    /**
     * Returns a step that stops the run: this user ends as by {@link #exitUser()}, all others within the graceful stop.
     * The result is made as usual, with verdict ABORTED.
     *
     * @param reason why, for the result; not blank
     */
    public static Step exitRun(String reason) {
        return exit(Exit.Scope.RUN, null, reason);
    }

    /**
     * Returns a step that stops the run where {@code condition} holds; see {@link #exitRun(String)}.
     *
     * @param reason why, for the result; not blank
     */
    public static Step exitRunIf(Predicate<Session> condition, String reason) {
        return exit(Exit.Scope.RUN, condition, reason);
    }

    private static Step exit(Exit.Scope scope, @Nullable Predicate<Session> condition, String reason) {
        return new Exit.Leave(scope, condition, reason, SourceLocation.caller());
    }

    /** Returns a think time of a set length. */
    public static ThinkTime constant(Duration duration) {
        return new ThinkTime.Constant(duration);
    }

    /** Returns a think time of any length from {@code min} to {@code max}, each equally likely. */
    public static ThinkTime between(Duration min, Duration max) {
        return new ThinkTime.Uniform(min, max);
    }

    /** Returns an exponentially distributed think time. */
    public static ThinkTime exponential(Duration mean) {
        return new ThinkTime.Exponential(mean);
    }

    /** Returns a normally distributed think time; lengths below zero become zero. */
    public static ThinkTime normal(Duration mean, Duration standardDeviation) {
        return new ThinkTime.Normal(mean, standardDeviation);
    }

    /** Returns a feeder over a CSV file or class path resource whose first row names the columns. */
    public static Feeder csv(String path) {
        return Feeder.csv(path);
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
     * Lets a scenario's load begin some time after the start of the run.
     *
     * @param delay not negative
     */
    public static LoadStart startingAfter(Duration delay) {
        return new LoadStart.AtTime(delay, SourceLocation.caller());
    }

    /**
     * Lets a scenario's load begin when another one has finished: when all its users have ended, those included that
     * its graceful stop waits for. {@code afterFinished("login").plus(ofSeconds(10))} begins later.
     *
     * @param scenario name of another scenario of the test
     */
    public static LoadStart afterFinished(String scenario) {
        return new LoadStart.AfterFinished(scenario, Duration.ZERO, SourceLocation.caller());
    }

    /**
     * Lets a scenario's load begin when that of another one has stopped: when it begins no more iterations. Those that
     * it began before may still be under way.
     *
     * @param scenario name of another scenario of the test
     */
    public static LoadStart afterStopped(String scenario) {
        return new LoadStart.AfterStopped(scenario, Duration.ZERO, SourceLocation.caller());
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
        return new Every(interval, Every.DEFAULT_LIMIT, false);
    }

    /**
     * Returns the threshold written as {@code expression}.
     *
     * @throws dev.perf.threshold.InvalidThresholdException if it is malformed; the message tells where
     */
    public static Threshold threshold(String expression) {
        return Threshold.parse(expression);
    }
}

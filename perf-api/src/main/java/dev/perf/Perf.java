package dev.perf;

import dev.perf.benchmark.AsyncMeasured;
import dev.perf.benchmark.Measured;
import dev.perf.feed.Feeder;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadStart;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.scenario.Action;
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
    public static Step repeat(int times, Step... steps) {
        return new Step.Repeat(times, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does its steps as long as {@code condition} holds when it comes to them. */
    public static Step asLongAs(Predicate<Session> condition, Step... steps) {
        return new Step.While(condition, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does its steps again and again until {@code time} has passed. */
    public static Step during(Duration time, Step... steps) {
        return new Step.During(time, List.of(steps), SourceLocation.caller());
    }

    /** Returns a step that does its steps where {@code condition} holds. */
    public static Step.If doIf(Predicate<Session> condition, Step... steps) {
        return new Step.If(condition, List.of(steps), null, SourceLocation.caller());
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
        return Benchmark.of(name, it -> code.call());
    }

    /** Begins a benchmark of code that returns nothing: {@code () -> service.save(quote)}. */
    @SuppressWarnings("overloads") // with code that returns something: where it does, the compiler takes the other
    public static Benchmark benchmark(String name, Measured.Running code) {
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
}

package dev.perf.scenario;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.feed.Feeder;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual user does. One pass through {@link #steps()} is an iteration.
 *
 * <p>A user's life: it draws one record from each of {@link #feeders()}, does {@link #onStart()}, then its iterations,
 * then {@link #onStop()}. In the closed model a user lives through many iterations; in the open model through one.
 * When onStart fails, the iteration that needed it fails, and the user's next iteration tries it again.
 *
 * <p>Immutable: each method returns a new value, so a scenario may be kept, passed and varied.
 */
public final class Scenario {

    private final String name;
    private final List<Feeder> feeders;
    private final List<Step> onStart;
    private final List<Step> steps;
    private final List<Step> onStop;
    private final @Nullable ThinkTime thinkTime;
    private final @Nullable ThinkTime pacing;
    private final @Nullable Throttle throttle;
    private final SourceLocation location;

    private Scenario(
            String name,
            List<Feeder> feeders,
            List<Step> onStart,
            List<Step> steps,
            List<Step> onStop,
            @Nullable ThinkTime thinkTime,
            @Nullable ThinkTime pacing,
            @Nullable Throttle throttle,
            SourceLocation location) {
        this.name = name;
        this.feeders = List.copyOf(feeders);
        this.onStart = List.copyOf(onStart);
        this.steps = List.copyOf(steps);
        this.onStop = List.copyOf(onStop);
        this.thinkTime = thinkTime;
        this.pacing = pacing;
        this.throttle = throttle;
        this.location = location;
    }

    /** Returns a scenario without steps. */
    public static Scenario of(String name) {
        return new Scenario(
                given(name, "name"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                SourceLocation.caller());
    }

    /**
     * Returns this scenario under another name, so that a test may run it twice, each time under a load of its own. Its
     * samples carry the other name.
     */
    public Scenario named(String other) {
        return new Scenario(
                given(other, "other"), feeders, onStart, steps, onStop, thinkTime, pacing, throttle, location);
    }

    /** Adds steps, to be done in this order after those that are there. */
    public Scenario exec(Step... more) {
        return new Scenario(
                name,
                feeders,
                onStart,
                plus(steps, allGiven(more, "more")),
                onStop,
                thinkTime,
                pacing,
                throttle,
                location);
    }

    /** Adds plain Java as a step, timed under {@code stepName}. */
    public Scenario exec(String stepName, Action action) {
        return exec(new Step.Exec(given(stepName, "stepName"), given(action, "action"), SourceLocation.caller()));
    }

    /** Adds plain Java as a step that is not measured, as {@link Step.Exec#unmeasured} says. */
    public Scenario exec(Action action) {
        return exec(new Step.Exec(given(action, "action"), SourceLocation.caller()));
    }

    /** Adds a step that does one of {@code tasks}, chosen by weight. */
    public Scenario tasks(Task... tasks) {
        return exec(new Step.Choice(allGiven(tasks, "tasks"), SourceLocation.caller()));
    }

    /** Adds steps that are timed together under {@code groupName}. */
    public Scenario group(String groupName, Step... grouped) {
        return exec(
                new Step.Group(given(groupName, "groupName"), allGiven(grouped, "grouped"), SourceLocation.caller()));
    }

    /** Adds a pause of a set length. */
    public Scenario pause(Duration duration) {
        return pause(new ThinkTime.Constant(given(duration, "duration")));
    }

    /** Adds a pause. */
    public Scenario pause(ThinkTime time) {
        return exec(new Step.Pause(given(time, "time"), SourceLocation.caller()));
    }

    /**
     * Adds a step at which users of the scenario wait until {@code users} of them are there, and then go on at the same
     * moment; 30 s at most, see {@link Step.Rendezvous}.
     */
    public Scenario rendezvous(String meeting, int users) {
        return exec(new Step.Rendezvous(
                given(meeting, "meeting"), users, Step.Rendezvous.DEFAULT_TIMEOUT, SourceLocation.caller()));
    }

    /** Adds steps that are done {@code times} times. */
    public Scenario repeat(int times, Step... repeated) {
        return exec(new Loop.Times(times, null, allGiven(repeated, "repeated"), SourceLocation.caller()));
    }

    /**
     * Adds steps that are done {@code times} times.
     *
     * @param index session key of the number of the pass, from 0
     */
    public Scenario repeat(int times, String index, Step... repeated) {
        return exec(
                new Loop.Times(times, given(index, "index"), allGiven(repeated, "repeated"), SourceLocation.caller()));
    }

    /** Adds steps that are done where {@code condition} holds. */
    public Scenario doIf(Predicate<Session> condition, Step... conditional) {
        return exec(new Step.If(
                given(condition, "condition"), allGiven(conditional, "conditional"), null, SourceLocation.caller()));
    }

    /**
     * Lets each user draw one record when it starts, before onStart, and keep it for life. To draw a record in every
     * iteration, use a feed step. A user for which no record is left is counted as an error and ends.
     */
    public Scenario feed(Feeder feeder) {
        return new Scenario(
                name,
                plus(feeders, List.of(given(feeder, "feeder"))),
                onStart,
                steps,
                onStop,
                thinkTime,
                pacing,
                throttle,
                location);
    }

    /** Adds steps that each user does once, before its first iteration. */
    public Scenario onStart(Step... more) {
        return new Scenario(
                name,
                feeders,
                plus(onStart, allGiven(more, "more")),
                steps,
                onStop,
                thinkTime,
                pacing,
                throttle,
                location);
    }

    /**
     * Adds steps that each user does once, after its last iteration. They are not done when a run is aborted,
     * nor by a user that has begun no iteration.
     */
    public Scenario onStop(Step... more) {
        return new Scenario(
                name,
                feeders,
                onStart,
                steps,
                plus(onStop, allGiven(more, "more")),
                thinkTime,
                pacing,
                throttle,
                location);
    }

    /**
     * Lets the user pause between one step of the scenario and the next, and between iterations. The steps inside a
     * group, task or loop follow each other without it, and where the scenario says {@code pause} itself, nothing is
     * added.
     *
     * <p>A user that waits for 100 ms or longer between two iterations gives up its virtual thread meanwhile, and goes
     * on on another one: thread-locals that its steps set are lost then.
     */
    public Scenario thinkTime(ThinkTime time) {
        return new Scenario(name, feeders, onStart, steps, onStop, given(time, "time"), pacing, throttle, location);
    }

    /**
     * Begins an iteration of a user no sooner than that long after the one before began, whatever it took. If it took
     * longer, the next begins at once, and nothing is made up for later: the pacing counts from there.
     *
     * <p>In the closed model, n users with a pacing of t start n/t iterations per second as long as they keep up. The
     * open model has no use for it, for each of its users lives through one iteration. A {@link #thinkTime} goes on
     * between the steps and is the least pause between two iterations: the next one begins when both have passed.
     *
     * @param time positive
     */
    public Scenario pacing(Duration time) {
        return pacing(new ThinkTime.Constant(given(time, "time")));
    }

    /**
     * Begins an iteration of a user no sooner than that long after the one before began, drawn anew for each; see
     * {@link #pacing(Duration)}.
     */
    public Scenario pacing(ThinkTime time) {
        return new Scenario(name, feeders, onStart, steps, onStop, thinkTime, given(time, "time"), throttle, location);
    }

    /**
     * Adds a pause that lasts until {@code time} has passed since the user last came by here, in this iteration or one
     * before; none when it comes for the first time, or has taken longer. At the head of a loop it paces the loop.
     */
    public Scenario pace(Duration time) {
        return pace(new ThinkTime.Constant(given(time, "time")));
    }

    /** Adds a pause until {@code time}, drawn anew each time, has passed since the user last came by here. */
    public Scenario pace(ThinkTime time) {
        return exec(new Step.Pace(given(time, "time"), SourceLocation.caller()));
    }

    /**
     * Sends at most that many HTTP requests per second, of all users of the scenario together. Where the test has a
     * limit as well, both hold.
     *
     * @param most positive, at most 10,000,000/s
     */
    public Scenario throttle(Rate most) {
        return throttle(new Throttle.Constant(given(most, "most"), SourceLocation.caller()));
    }

    /**
     * Sends at most as many HTTP requests per second as a profile says for each time since the beginning of the
     * scenario's load; after its last stage the last rate stays.
     */
    public Scenario throttle(OpenLoad most) {
        return throttle(new Throttle.Shape(given(most, "most"), SourceLocation.caller()));
    }

    /** Sends at most as many HTTP requests as {@code limit} allows. */
    public Scenario throttle(Throttle limit) {
        return new Scenario(name, feeders, onStart, steps, onStop, thinkTime, pacing, given(limit, "limit"), location);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the feeders that each user draws from when it starts. */
    public List<Feeder> feeders() {
        return feeders;
    }

    /** Returns the steps before a user's first iteration. */
    public List<Step> onStart() {
        return onStart;
    }

    /** Returns the steps of an iteration. */
    public List<Step> steps() {
        return steps;
    }

    /** Returns the steps after a user's last iteration. */
    public List<Step> onStop() {
        return onStop;
    }

    /** Returns the pause between steps, if there is one. */
    public @Nullable ThinkTime thinkTime() {
        return thinkTime;
    }

    /** Returns the least time from the beginning of one iteration to that of the next, if there is one. */
    public @Nullable ThinkTime pacing() {
        return pacing;
    }

    /** Returns the limit of the scenario's requests, if there is one. */
    public @Nullable Throttle throttle() {
        return throttle;
    }

    /** Returns where the scenario was written. */
    public SourceLocation location() {
        return location;
    }

    @Override
    public String toString() {
        return "scenario(\"" + name + "\")";
    }

    private static <T> List<T> plus(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}

package dev.perf.scenario;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.feed.Feeder;
import dev.perf.metric.Metric;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a virtual user does. Steps are immutable values: they may be kept, passed and used any number of
 * times.
 */
public sealed interface Step
        permits Request,
                Step.Exec,
                Step.Group,
                Step.InParallel,
                Step.Choice,
                Step.Pause,
                Step.Pace,
                Step.Rendezvous,
                Step.Feed,
                Step.If,
                Step.Measure,
                Block,
                Branching,
                Exit,
                Loop {

    /** Returns where the step was written. */
    SourceLocation location();

    /** Returns the steps that this one is made of, in the order of the code; none for one that is not made of steps. */
    default List<Step> parts() {
        return List.of();
    }

    /**
     * Runs plain Java, timed under its name, and counted as a request where it sends none of Perf's.
     *
     * @param measured whether it is timed and counted; see {@link #unmeasured()}
     * @param produced the session keys that it sets; null where it may set any
     * @param used the session keys that it cannot do without
     */
    record Exec(
            String name,
            Action action,
            boolean measured,
            @Nullable List<Key<?>> produced,
            List<Key<?>> used,
            SourceLocation location)
            implements Step {
        public Exec {
            produced = produced == null ? null : List.copyOf(produced);
            used = List.copyOf(used);
        }

        /** Creates a step that may use and set any value. */
        public Exec(String name, Action action, SourceLocation location) {
            this(name, action, true, null, List.of(), location);
        }

        /** Creates a step that is known by its place alone, and is not measured; it may use and set any value. */
        public Exec(Action action, SourceLocation location) {
            this("exec (" + location + ")", action, false, null, List.of(), location);
        }

        /**
         * Leaves the step out of all measurements: it is no request and has no times. For steps that only prepare data,
         * which would pass for very fast requests. Requests that it sends with {@link User#send} are measured as ever,
         * and one that throws is counted among the errors, and ends its iteration as failed.
         */
        public Exec unmeasured() {
            return new Exec(name, action, false, produced, used, location);
        }

        /**
         * Says which values the step puts into the session, together with earlier calls; without a call, it may put any
         * there. What is used after it is checked against that before the run; nobody checks that it does what it says.
         */
        public Exec produces(Key<?>... keys) {
            var all = new ArrayList<Key<?>>(produced == null ? List.of() : produced);
            all.addAll(allGiven(keys, "keys"));
            return new Exec(name, action, measured, all, used, location);
        }

        /** Says which values the step puts into the session; see {@link #produces(Key...)}. */
        public Exec produces(String... keys) {
            return produces(Key.untyped(keys));
        }

        /** Says that the step puts nothing into the session; see {@link #produces(Key...)}. */
        public Exec producesNothing() {
            return new Exec(name, action, measured, List.of(), used, location);
        }

        /** Says which values of the session the step cannot do without: that they can be there is checked before the run. */
        public Exec uses(Key<?>... keys) {
            var all = new ArrayList<Key<?>>(used);
            all.addAll(allGiven(keys, "keys"));
            return new Exec(name, action, measured, produced, all, location);
        }

        /** Says which values of the session the step cannot do without; see {@link #uses(Key...)}. */
        public Exec uses(String... keys) {
            return uses(Key.untyped(keys));
        }
    }

    /** Times its steps together, under its name. */
    record Group(String name, List<Step> steps, SourceLocation location) implements Step {
        public Group {
            steps = List.copyOf(steps);
        }

        @Override
        public List<Step> parts() {
            return steps;
        }
    }

    /**
     * Does its branches at the same time, and goes on when all have ended; times them together, under its name.
     *
     * <p>Each branch sees the session and the cookies as they were before, and its own changes. When all have ended, the
     * changes are made for the user in the order of the branches: where two set the same, the later branch wins. A branch
     * has connections of its own; a WebSocket or event stream that it opens is closed with it. A failure in one branch, or
     * an exit, lets the others finish; an exit from more than the branch is made after that.
     *
     * @param branches each one branch
     */
    record InParallel(String name, List<Step> branches, SourceLocation location) implements Step {
        public InParallel {
            branches = List.copyOf(branches);
        }

        @Override
        public List<Step> parts() {
            return branches;
        }
    }

    /** Does one of its tasks, chosen by weight. */
    record Choice(List<Task> tasks, SourceLocation location) implements Step {
        public Choice {
            tasks = List.copyOf(tasks);
        }

        @Override
        public List<Step> parts() {
            return tasks.stream().flatMap(task -> task.steps().stream()).toList();
        }
    }

    /** Lets the user wait. */
    record Pause(ThinkTime time, SourceLocation location) implements Step {}

    /** Lets the user wait until a time has passed since it last did this step. */
    record Pace(ThinkTime time, SourceLocation location) implements Step {}

    /**
     * Lets users of the scenario wait for each other and go on at the same moment.
     *
     * <p>Users that wait for longer than the timeout, counted from the first of them, go on together without the
     * others, and that is noted among the errors of the run; no iteration fails by it. When the load has stopped, they
     * go on as soon as nobody is left that could still come.
     *
     * @param name name of the meeting; steps of a scenario with the same name are the same meeting
     * @param users how many have to be there; positive
     * @param timeout how long the first waits; positive, 30 s unless set
     */
    record Rendezvous(String name, int users, Duration timeout, SourceLocation location) implements Step {

        /** How long the first user waits for the others unless a step says otherwise: 30 s. */
        public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

        /** Returns this step with another limit for the wait of the first user. */
        public Rendezvous timeout(Duration limit) {
            return new Rendezvous(name, users, given(limit, "limit"), location);
        }
    }

    /**
     * Draws a record and puts its values into the session.
     *
     * @param records how many are drawn at once, of which the session gets lists of values; null for one, of which it
     *     gets the values themselves
     */
    record Feed(Feeder feeder, @Nullable Integer records, SourceLocation location) implements Step {}

    /** Does its steps where a condition holds, and the others, if any, where it does not. */
    record If(
            Predicate<Session> condition,
            List<Step> steps,
            @Nullable List<Step> otherwise,
            SourceLocation location) implements Step {
        public If {
            steps = List.copyOf(steps);
            otherwise = otherwise == null ? null : List.copyOf(otherwise);
        }

        @Override
        public List<Step> parts() {
            var parts = new ArrayList<>(steps);
            if (otherwise != null) {
                parts.addAll(otherwise);
            }
            return List.copyOf(parts);
        }

        /** Returns this step with steps for when the condition does not hold. */
        public If orElse(Step... others) {
            return new If(condition, steps, allGiven(others, "others"), location);
        }
    }

    /**
     * Takes one sample of a metric of the user's own.
     *
     * @param metric what is measured; its tags may hold templates
     * @param value the sample, as {@link dev.perf.metric.MetricRecorder} takes it; one that throws fails the iteration
     */
    record Measure(Metric metric, ToDoubleFunction<Session> value, SourceLocation location) implements Step {}
}

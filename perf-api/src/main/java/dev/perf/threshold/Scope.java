package dev.perf.threshold;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a run a threshold judges. Warm-up is never part of it.
 *
 * <p>A closed family: switch over it without {@code default}.
 */
public sealed interface Scope {

    /** The whole run. */
    Scope WHOLE_RUN = new WholeRun();

    /** The run from the moment it was steady. */
    Scope STEADY_STATE = new SteadyState();

    /** The whole run: what is judged where a threshold names nothing else. */
    record WholeRun() implements Scope {}

    /**
     * A stage of the load that has a name: {@code in stage peak}. Counted is what iterations did that began in it, which
     * carry the tag {@code stage}; rates per second are over the time of the stage.
     *
     * @param name name of the stage, or of several stages, which are then judged together
     */
    record Stage(String name) implements Scope {

        /** Creates the scope, whose name is not checked before a threshold has it. */
        public Stage {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * A stretch of time: {@code from 30s to 2m}. Counted are the intervals of the run, a second each or a tenth of one in
     * runs of less than 10 s, of which at least half lies in it.
     *
     * @param from its beginning, since the start of the load, the warm-up included
     * @param to its end; null for that of the run
     */
    record Span(Duration from, @Nullable Duration to) implements Scope {

        /** Creates the scope, whose times are not checked before a threshold has it. */
        public Span {
            Objects.requireNonNull(from, "from");
        }
    }

    /**
     * The run from the moment that {@link dev.perf.result.SteadyState} finds after the run to its end: {@code over steady}.
     * A run in which none is found does not satisfy the threshold.
     */
    record SteadyState() implements Scope {}
}

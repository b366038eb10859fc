package dev.perf.threshold;

import java.time.Duration;
import java.util.Objects;

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
     * Each stretch of a length, of which the worst counts: {@code over 10s}.
     *
     * @param length length of the sliding window, positive
     */
    record Window(Duration length) implements Scope {

        /** Creates a window, whose length is not checked before a threshold has it. */
        public Window {
            Objects.requireNonNull(length, "length");
        }
    }

    /**
     * The run from the moment that {@link dev.perf.result.SteadyState} finds after the run to its end: {@code over steady}.
     * A run in which none is found does not satisfy the threshold.
     */
    record SteadyState() implements Scope {}
}

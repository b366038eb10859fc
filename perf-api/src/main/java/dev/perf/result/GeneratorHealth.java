package dev.perf.result;

import java.util.List;

/**
 * Whether the numbers of a run can be trusted, judged by what the generator saw of itself.
 *
 * @param state the worst state of the signals
 * @param summary one sentence for people
 * @param signals the evidence; what could not be measured says so, and is never good
 * @param course what was read over time, from the end of the warm-up on, in order; at most 1,200 readings, for those that
 *     are next to each other in a long run are merged. Empty where nobody read, and while the run goes
 */
public record GeneratorHealth(State state, String summary, List<Signal> signals, List<GeneratorReading> course) {

    /** How much a signal worries. */
    public enum State {
        /** It could not be read on this machine, so it says nothing. */
        NOT_MEASURED,
        /** Nothing worries. */
        GOOD,
        /** The numbers hold, but the generator was near a limit. */
        WARNING,
        /** The generator was the limit; the run is {@link Verdict#INVALID}. */
        INVALID
    }

    /**
     * One thing watched.
     *
     * @param name what it is
     * @param value what was seen, with its unit
     * @param limit what would worry, with its unit
     * @param state how much it worries
     */
    public record Signal(String name, String value, String limit, State state) {}

    /** Copies the lists. */
    public GeneratorHealth {
        signals = List.copyOf(signals);
        course = List.copyOf(course);
    }

    /** Creates a verdict without its course. */
    public GeneratorHealth(State state, String summary, List<Signal> signals) {
        this(state, summary, signals, List.of());
    }

    /** Returns this verdict with what was read over time. */
    public GeneratorHealth withCourse(List<GeneratorReading> readings) {
        return new GeneratorHealth(state, summary, signals, readings);
    }
}

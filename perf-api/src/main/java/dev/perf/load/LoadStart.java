package dev.perf.load;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the load of a scenario begins: some time after the start of the run, or after another scenario of the test.
 *
 * <pre>{@code
 *   users        login          browse, afterStopped("login").plus(ofMinutes(1))
 *     |   ______________
 *     |  |              |____   _____________
 *     |  |              |    | |             |
 *        0              5      6            11 min
 * }</pre>
 *
 * <p>Starts form chains, of any length. Where the run is stopped, or a threshold aborts it, nothing starts afterwards.
 * When the load begins has no influence on a scenario's arrivals, users and random choices.
 */
public sealed interface LoadStart {

    /**
     * At a time of the run.
     *
     * @param delay time since the start of the run, the warm-up included; not negative
     */
    record AtTime(Duration delay, SourceLocation location) implements LoadStart {
        @Override
        public AtTime plus(Duration more) {
            return new AtTime(delay.plus(given(more, "more")), location);
        }

        @Override
        public AtTime stretchedBy(double factor) {
            return new AtTime(Durations.times(delay, factor), location);
        }

        @Override
        public @Nullable String awaited() {
            return null;
        }

        @Override
        public String toString() {
            return delay.isZero() ? "at once" : "after " + DurationText.of(delay);
        }
    }

    /**
     * When all users of another scenario have ended, its graceful stop included.
     *
     * @param awaited name of that scenario
     * @param delay time from then on; not negative
     */
    record AfterFinished(String awaited, Duration delay, SourceLocation location) implements LoadStart {
        @Override
        public AfterFinished plus(Duration more) {
            return new AfterFinished(awaited, delay.plus(given(more, "more")), location);
        }

        @Override
        public AfterFinished stretchedBy(double factor) {
            return new AfterFinished(awaited, Durations.times(delay, factor), location);
        }

        @Override
        public String toString() {
            return delayed(delay, "when \"" + awaited + "\" has finished");
        }
    }

    /**
     * When another scenario begins no more iterations; those under way may overlap with this load.
     *
     * @param awaited name of that scenario
     * @param delay time from then on; not negative
     */
    record AfterStopped(String awaited, Duration delay, SourceLocation location) implements LoadStart {
        @Override
        public AfterStopped plus(Duration more) {
            return new AfterStopped(awaited, delay.plus(given(more, "more")), location);
        }

        @Override
        public AfterStopped stretchedBy(double factor) {
            return new AfterStopped(awaited, Durations.times(delay, factor), location);
        }

        @Override
        public String toString() {
            return delayed(delay, "when \"" + awaited + "\" has stopped");
        }
    }

    /** Returns how long the load waits after what it waits for. */
    Duration delay();

    /** Returns the name of the scenario that the load waits for; null where it waits for none. */
    @Nullable
    String awaited();

    /** Returns where the start was written. */
    SourceLocation location();

    /**
     * Returns the same start, {@code more} time later.
     *
     * @param more not negative
     */
    LoadStart plus(Duration more);

    /** Returns the same start with a delay {@code factor} times as long. */
    LoadStart stretchedBy(double factor);

    /** Returns whether the load begins at the first moment of the run. */
    default boolean isAtOnce() {
        return awaited() == null && delay().isZero();
    }

    private static String delayed(Duration delay, String event) {
        return delay.isZero() ? event : DurationText.of(delay) + " after the moment " + event;
    }
}

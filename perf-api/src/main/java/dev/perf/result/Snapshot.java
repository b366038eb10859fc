package dev.perf.result;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run at the end of an interval, for those who watch it.
 *
 * @param elapsed time since the start of the load, the warm-up included
 * @param planned length of the load profiles together and of the pauses so far, graceful stops not included
 * @param phase {@code warm-up}, {@code load}, {@code paused}, {@code graceful stop} or {@code done}
 * @param offeredPerSecond rate at which the open profiles want iterations to start now, or that they were set to; 0 without open
 *     profiles and during a pause
 * @param wantedUsers users that the closed profiles want now, or that were set; 0 without closed profiles
 * @param iterations how far the profiles with a set number of iterations are; {@link Iterations#NONE} without such
 * @param interval what happened since the last snapshot
 * @param ledger the account of the run so far
 * @param errors the errors of the run so far, most frequent first, at most ten
 * @param events what was done to the run since the last snapshot, in order
 * @param detail the interval by series, and what is to be thought of the run so far; null unless a listener of the run
 *     {@linkplain dev.perf.spi.RunListener#wantsDetail wants it}
 */
public record Snapshot(
        Duration elapsed,
        Duration planned,
        String phase,
        double offeredPerSecond,
        int wantedUsers,
        Iterations iterations,
        Interval interval,
        Ledger ledger,
        List<ErrorResult> errors,
        List<RunEvent> events,
        @Nullable SnapshotDetail detail) {

    /**
     * How far profiles with a set number of iterations are, all of them together and the warm-up included.
     *
     * @param begun how many have begun
     * @param total how many there are
     */
    public record Iterations(long begun, long total) {
        /** There is no profile with a set number of iterations. */
        public static final Iterations NONE = new Iterations(0, 0);

        /** Returns this number and {@code other} together. */
        public Iterations plus(Iterations other) {
            return new Iterations(begun + other.begun, total + other.total);
        }
    }

    /** Copies the lists. */
    public Snapshot {
        errors = List.copyOf(errors);
        events = List.copyOf(events);
    }
}

package dev.perf.result;

import java.time.Duration;
import java.util.List;

/**
 * The state of a run at the end of an interval, for those who watch it.
 *
 * @param elapsed time since the start of the run
 * @param planned length of the load profiles together, graceful stops not included
 * @param phase {@code warm-up}, {@code load}, {@code graceful stop} or {@code done}
 * @param offeredPerSecond rate at which the open profiles want iterations to start now; 0 without open profiles
 * @param wantedUsers users that the closed profiles want now; 0 without closed profiles
 * @param interval what happened since the last snapshot
 * @param ledger the account of the run so far
 * @param errors the errors of the run so far, most frequent first, at most ten
 */
public record Snapshot(
        Duration elapsed,
        Duration planned,
        String phase,
        double offeredPerSecond,
        int wantedUsers,
        Interval interval,
        Ledger ledger,
        List<ErrorResult> errors) {

    /** Copies the errors. */
    public Snapshot {
        errors = List.copyOf(errors);
    }
}

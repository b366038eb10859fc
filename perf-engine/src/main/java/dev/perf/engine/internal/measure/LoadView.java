package dev.perf.engine.internal.measure;

import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.List;

/** What the aggregation wants to know of the load: what the profiles ask for at a time. Thread-safe. */
public interface LoadView extends Stages {

    /** Returns the rate, in starts per second, that the open profiles together ask for now. */
    double offeredPerSecond();

    /** Returns the users that the closed profiles together ask for now. */
    int wantedUsers();

    /** Returns how far the profiles with a set number of iterations are. */
    Snapshot.Iterations iterations();

    /** Returns the time from the start of the run to the expected end of its last profile, pauses so far included. */
    Duration planned();

    /** Returns the length of the pauses since the end of the warm-up, the one under way included. */
    Duration paused();

    /** Returns what was done to the run since the last call. */
    List<RunEvent> news();

    /** Returns the part of the run that it is in, in words. */
    String phase();
}

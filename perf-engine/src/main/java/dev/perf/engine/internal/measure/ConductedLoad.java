package dev.perf.engine.internal.measure;

import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.List;

/**
 * What whoever conducts a run on agents knows of its load; what is not here comes from the agents. Moments are times since
 * the start of the run, for what agents measured is looked at when all of them have told it. Thread-safe.
 */
public interface ConductedLoad {

    /** Tells whether a load was in the stage of that name, or in one of them, at a moment. */
    boolean isOn(String stage, Duration at);

    /** Returns the time from the start of the run to the expected end of its last profile, pauses so far included. */
    Duration planned();

    /** Returns the part of the run that it was in at a moment, in words. */
    String phase(Duration at);

    /** Returns how far the profiles with a set number of iterations are, over all agents together. */
    Snapshot.Iterations iterations();

    /** Returns what was done to the run since the last call. */
    List<RunEvent> news();
}

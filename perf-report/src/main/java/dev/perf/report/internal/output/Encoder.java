package dev.perf.report.internal.output;

import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.time.Instant;
import java.util.List;

/** Turns what a run tells into the format of an output. Belongs to the thread of the run. */
public interface Encoder {

    /** Returns what is written before the first interval. */
    default List<Batch> begin() {
        return List.of();
    }

    /** Returns what is written of an interval that ended {@code at} that time. */
    List<Batch> interval(Instant at, Snapshot snapshot);

    /** Returns what is written when the run has ended. */
    default List<Batch> end(RunResult result) {
        return List.of();
    }
}

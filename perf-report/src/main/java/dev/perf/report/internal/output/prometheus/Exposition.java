package dev.perf.report.internal.output.prometheus;

import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;

/** Which metrics a run becomes. Not thread-safe. */
interface Exposition {

    /** Adds an interval. */
    void add(Snapshot snapshot);

    /** Takes over the verdict. */
    void end(RunResult result);

    /** Returns the metrics. */
    Families families();
}

package dev.perf.engine.internal.journal;

/** What an entry of a journal holds; it begins with its kind. */
public enum EntryKind {
    /** {@link RunFacts}: the first entry. */
    FACTS,
    /** An interval of the measurement, then {@link RunNews}. */
    INTERVAL,
    /** What the measurement has after its last interval, then the last {@link RunNews} and {@link RunEnd}. */
    END,
    /** {@link RunSoFar}, in place of all intervals until then. */
    CHECKPOINT,
    /** A part of what the measurement had come to at the checkpoint; as many follow that as it says. */
    PART,
    /** {@link WorkloadEnd}: only in the journals of agents. */
    WORKLOAD_END
}

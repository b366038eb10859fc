package dev.perf.fleet;

/** How the load of a run is divided among its agents; the shares always add up to the load of the plan. */
public enum Sharing {
    /** In proportion to what each agent says it can do; the same for all where none says so. The default. */
    CAPACITY,

    /** The same for all. */
    ROUND_ROBIN
}

package dev.perf.fleet;

/**
 * How the load of a run is divided among its agents. The shares always add up to the load of the plan: rates, users and
 * iterations are divided, never multiplied.
 */
public enum Sharing {
    /**
     * In proportion to the capacity that each agent was started with ({@code perf agent --capacity 1000/s}); the same for
     * all where not every agent has one. The default.
     */
    CAPACITY,

    /** The same for all, whatever they say they can do. */
    ROUND_ROBIN
}

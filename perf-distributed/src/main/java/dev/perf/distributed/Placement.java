package dev.perf.distributed;

/** Which agents a job gets, where more are free than it wants. */
public sealed interface Placement {

    /** Those with the fewest tests for their limit, then those with the least busy processors. */
    record LeastLoaded() implements Placement {}

    /** One after the other, by name. */
    record RoundRobin() implements Placement {}

    /**
     * By chance.
     *
     * @param seed what the choices follow from
     */
    record Random(long seed) implements Placement {}

    /** Returns the choice of the agents with the fewest tests for their limit; the default. */
    static Placement leastLoaded() {
        return new LeastLoaded();
    }

    /** Returns the choice of one agent after the other, by name. */
    static Placement roundRobin() {
        return new RoundRobin();
    }

    /**
     * Returns the choice by chance.
     *
     * @param seed what the choices follow from: the same seed, the same choices
     */
    static Placement random(long seed) {
        return new Random(seed);
    }
}

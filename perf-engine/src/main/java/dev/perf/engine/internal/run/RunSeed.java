package dev.perf.engine.internal.run;

/**
 * What the random numbers of a run follow from.
 *
 * @param seed seed of the plan
 */
record RunSeed(long seed) {

    /** Returns the seed of a scenario's users; scenarios differ even where their users have the same numbers. */
    long of(String scenario) {
        return seed ^ (scenario.hashCode() * 0x9E3779B97F4A7C15L);
    }
}

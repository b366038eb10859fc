package dev.perf.engine.internal.run;

/**
 * What the random numbers of a run follow from, and where its warm-up ends.
 *
 * @param seed seed of the plan
 * @param warmUpNanos length of the warm-up
 */
record RunSeed(long seed, long warmUpNanos) {

    /** Returns the seed of a scenario's users; scenarios differ even where their users have the same numbers. */
    long of(String scenario) {
        return seed ^ (scenario.hashCode() * 0x9E3779B97F4A7C15L);
    }
}

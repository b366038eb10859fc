package dev.perf.engine.internal.script;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes the random numbers of users, which follow from the seed of the run. */
final class UserRandom {

    private UserRandom() {}

    /**
     * Returns the random numbers that follow from {@code seed}.
     *
     * <p>Spreads neighbouring seeds: a SplittableRandom steps by a constant, so users whose seeds are a step apart would
     * draw the same numbers, one draw later (Steele et al., Fast Splittable Pseudorandom Number Generators, mix64).
     */
    static RandomGenerator from(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return new SplittableRandom(mixed ^ (mixed >>> 31));
    }
}

package dev.perf.samples.shop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream of random numbers whose n-th value depends on the seed, the name and n alone.
 *
 * <p>However many threads draw, the first n draws are the same set, so a run with a given seed sees an exact number of
 * injected failures. The generator is SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014), which can jump to any position. Thread-safe and lock-free.
 */
final class Draws {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private final long origin;
    private final AtomicLong position = new AtomicLong();

    /**
     * Creates a stream at its first value.
     *
     * @param name keeps streams of one seed apart
     */
    Draws(long seed, String name) {
        this.origin = mix(seed + mix(name.hashCode()));
    }

    /** Any of the 2^64 longs. */
    long nextLong() {
        return mix(origin + position.incrementAndGet() * GOLDEN_GAMMA);
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** True with the given probability: never for 0, always for 1. */
    boolean hits(double probability) {
        return nextDouble() < probability;
    }

    /** Exponentially distributed with mean 1. */
    double nextExponential() {
        return -Math.log(1 - nextDouble());
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

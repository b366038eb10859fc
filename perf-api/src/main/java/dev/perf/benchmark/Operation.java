package dev.perf.benchmark;

import java.util.random.RandomGenerator;

/**
 * One call of the code that a benchmark measures. The same object is handed to all calls of a thread, so it is of use
 * only during the call.
 */
public interface Operation {

    /**
     * Returns how many operations this thread has begun before this one in the round: 0, 1, 2, ... The warm-up counts as
     * a round. With it, calls can take their data from an array in turn.
     */
    long index();

    /** Returns the number of the thread, from 0 to one less than the threads of the benchmark. */
    int thread();

    /** Returns a generator that belongs to the thread. It is seeded with the thread's number, so each run draws the same. */
    RandomGenerator random();

    /**
     * Uses a value, so that the compiler cannot leave out what computed it. What the measured code returns is used
     * anyway; this is for code that computes several values.
     *
     * @return this
     */
    Operation consume(Object value);

    /**
     * Uses a number, as {@link #consume(Object)} does, but without an object around it: what measured code returns is
     * boxed, which is counted among its allocations.
     *
     * @return this
     */
    Operation consume(long value);

    /**
     * Uses a number, as {@link #consume(long)} does.
     *
     * @return this
     */
    Operation consume(double value);
}

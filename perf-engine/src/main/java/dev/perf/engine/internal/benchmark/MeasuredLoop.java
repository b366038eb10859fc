package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.Measured;
import java.util.function.LongSupplier;

/** Runs code again and again between two readings of the clock. */
interface MeasuredLoop {

    /**
     * Does {@code operations} operations.
     *
     * @return how long they took; {@link Turn#ended} has the second reading
     * @throws Exception what an operation threw; the index of {@code turn} is that of the operation
     */
    long run(Measured code, Turn turn, int operations, LongSupplier clock) throws Exception;
}

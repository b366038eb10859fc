package dev.perf.engine.internal.benchmark;

import java.util.function.LongSupplier;

/**
 * What the clock can tell apart.
 *
 * @param nanos the smallest time between two readings that differ, or the mean time of a reading, whichever is longer; 0 for
 *     a clock that does not move by itself
 */
record ClockReading(double nanos) {

    private static final int READINGS = 20_000;

    /** What is timed at a stretch takes as many readings, so that the two it is timed with are 1 % of it or less. */
    private static final int TIMES_A_READING = 100;

    private static final int LARGEST_BATCH = 1_000_000;

    static ClockReading of(LongSupplier clock) {
        long smallest = Long.MAX_VALUE;
        long first = clock.getAsLong();
        long last = first;
        for (int i = 0; i < READINGS; i++) {
            long now = clock.getAsLong();
            if (now > last) {
                smallest = Math.min(smallest, now - last);
            }
            last = now;
        }
        return last == first
                ? new ClockReading(0)
                : new ClockReading(Math.max(smallest, (double) (last - first) / READINGS));
    }

    /** Returns the shortest time that is long enough to be timed at a stretch. */
    double shortest() {
        return nanos * TIMES_A_READING;
    }

    /** Returns how many operations to time together. */
    int batchOf(double meanNanos) {
        if (!(meanNanos < shortest())) {
            return 1;
        }
        return meanNanos * LARGEST_BATCH <= shortest() ? LARGEST_BATCH : (int) Math.ceil(shortest() / meanNanos);
    }
}

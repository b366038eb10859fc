package dev.perf.engine.internal.script;

import java.util.concurrent.locks.LockSupport;

/**
 * Lets a loop be ended from outside though its passes wait for nothing: such a thread would never see its interruption,
 * nor give its processor to others.
 */
final class Passes {

    private static final int PER_YIELD = 1_024;

    /**
     * What yields may be the next thing that its carrier takes up again, before all that others have put in line: two
     * users that only yield, on two carriers, kept others from ever beginning (JDK 25). Who parks is put in line by another
     * thread, so its carrier looks everywhere meanwhile.
     */
    private static final int PER_PARK = 16 * PER_YIELD;

    private Passes() {}

    /**
     * A pass is about to begin.
     *
     * @param number how many have begun before
     */
    static void next(int number) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (isEach(PER_PARK, number)) {
            LockSupport.parkNanos(1);
        } else if (isEach(PER_YIELD, number)) {
            Thread.yield();
        }
    }

    /** Also of numbers that have become negative, as those of a loop without end do. */
    private static boolean isEach(int powerOfTwo, int number) {
        return (number & (powerOfTwo - 1)) == powerOfTwo - 1;
    }
}

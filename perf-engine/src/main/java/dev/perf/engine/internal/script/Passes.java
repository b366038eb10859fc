package dev.perf.engine.internal.script;

/**
 * Lets a loop be ended from outside though its passes wait for nothing: such a thread would never see its interruption,
 * nor give its processor to others.
 */
final class Passes {

    private static final int PER_YIELD = 1_024;

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
        if (number % PER_YIELD == PER_YIELD - 1) {
            Thread.yield();
        }
    }
}

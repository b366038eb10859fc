package dev.perf.benchmarks;

/**
 * How long and how often to measure.
 *
 * @param rounds how often each client is measured, one after the other in each round
 * @param warmUp seconds that a client on a JVM runs before it is measured
 * @param window seconds over which it is measured
 */
record Settings(Cores cores, int rounds, int warmUp, int window) {

    static Settings usual(Cores cores) {
        return new Settings(cores, 5, 10, 5);
    }

    /** The same for what takes the JVM twice as long to compile. */
    Settings warmedTwice() {
        return new Settings(cores, rounds, 2 * warmUp, window);
    }

    /** The same for what takes so many seconds to start. */
    Settings warmedLonger(int seconds) {
        return new Settings(cores, rounds, warmUp + seconds, window);
    }

    static Settings quick(Cores cores) {
        return new Settings(cores, 1, 5, 3);
    }
}

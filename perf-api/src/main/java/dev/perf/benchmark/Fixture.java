package dev.perf.benchmark;

/** What is to be done before or after each round, and is not measured. */
@FunctionalInterface
public interface Fixture {

    /** Does nothing. */
    Fixture NONE = () -> {};

    /**
     * Does it. Calls do not overlap, with each other or with the code that is measured.
     *
     * @throws Exception if it failed: the round is not measured then, and the benchmark fails
     */
    void run() throws Exception;
}

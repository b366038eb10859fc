package dev.perf.engine.internal.health;

/**
 * Reads one thing about the generator. Called from one thread, about once per second; the first call begins, and its
 * values are thrown away. A sensor that throws is not asked again.
 */
interface Sensor extends AutoCloseable {

    /**
     * Adds to {@code reading} what it sees; leaves out what it cannot read.
     *
     * @param reading what other sensors saw in the same second is already in it
     */
    void read(Reading reading);

    @Override
    default void close() {}
}

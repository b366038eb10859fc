package dev.perf.engine.internal.health;

import java.util.List;
import java.util.function.LongSupplier;

/** Where readings of the generator come from. */
public interface Vitals extends AutoCloseable {

    /** Nothing is read. */
    Vitals NONE = new Vitals() {
        @Override
        public void prepare() {}

        @Override
        public void begin(LongSupplier fromNanos) {}

        @Override
        public List<Reading> taken() {
            return List.of();
        }

        @Override
        public void close() {}
    };

    /** Has steps in plain Java looked at as well, where that is possible; to be called before anything else. */
    default void watch(PlainJava steps) {}

    /** Has the time looked at that listeners to requests take; to be called before anything else. */
    default void watch(ListeningThread listeners) {}

    /** Gets ready to read, in the background, so that this takes nothing from the load; may be left out. */
    void prepare();

    /**
     * Begins to read.
     *
     * @param fromNanos the moment, by {@link System#nanoTime}, of which times of readings count: the end of the warm-up,
     *     as far as it is known; always the same once it has come
     */
    void begin(LongSupplier fromNanos);

    /** Returns the readings since the last call, in order. */
    List<Reading> taken();

    /** Ends reading; what was read until now can still be {@linkplain #taken taken}. Does nothing the second time. */
    @Override
    void close();
}

package dev.perf.engine.internal.feed;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Records to be handed out. Thread-safe. */
interface Supply {

    /**
     * Returns the next record; null where there is none left.
     *
     * @param user number of the user that draws
     * @param random its random numbers
     */
    @Nullable
    Row next(long user, RandomGenerator random) throws BadDataException, InterruptedException;

    /** Returns why there are no more, after the name of the feeder. */
    String end();

    /** Tells whether that is because of a mistake in them. */
    default boolean isBroken() {
        return false;
    }

    /** Gives back what it reads from, when nobody draws any more. */
    default void close() {}
}

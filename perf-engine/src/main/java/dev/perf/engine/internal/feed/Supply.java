package dev.perf.engine.internal.feed;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Records to be handed out. Thread-safe. */
interface Supply {

    /**
     * Returns the values of the next record by column; null where there is none left.
     *
     * @param user number of the user that draws
     * @param random its random numbers
     */
    @Nullable
    Object @Nullable [] next(long user, RandomGenerator random) throws BadDataException;

    /** Returns why there are no more, after the name of the feeder. */
    String end();
}

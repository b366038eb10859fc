package dev.perf.engine.internal.feed;

import dev.perf.engine.internal.plan.Part;
import dev.perf.feed.Feeder;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Which of a known number of records is drawn next. Thread-safe. */
interface Order {

    /** There is no record left. */
    int NONE = -1;

    /**
     * Returns the index of the next record; {@link #NONE} where there is none left.
     *
     * @param user number of the user that draws
     * @param random its random numbers
     */
    int next(long user, RandomGenerator random);

    /**
     * Returns an order over {@code size} records.
     *
     * @param recycled whether they are handed out again after the last
     * @param part which of the numbers in it are this process's
     * @param seed what a shuffled order follows from
     */
    static Order of(Feeder.Strategy strategy, int size, boolean recycled, Part part, long seed) {
        RecordNumbers numbers = RecordNumbers.of(part, size, recycled);
        return switch (strategy) {
            case QUEUE, UNIQUE, CIRCULAR -> (user, random) -> (int) numbers.next();
            case RANDOM -> (user, random) -> random.nextInt(size);
            case PER_USER -> (user, random) -> index(user, size, recycled);
            case SHUFFLE -> {
                int[] order = shuffled(size, seed);
                yield (user, random) -> {
                    int number = (int) numbers.next();
                    return number == NONE ? NONE : order[number];
                };
            }
        };
    }

    private static int index(long number, int size, boolean recycled) {
        if (number < size) {
            return (int) number;
        }
        return recycled ? (int) (number % size) : NONE;
    }

    /** The inside-out form of Fisher and Yates's shuffle (Knuth, The Art of Computer Programming, 3.4.2, P). */
    private static int[] shuffled(int size, long seed) {
        var random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}

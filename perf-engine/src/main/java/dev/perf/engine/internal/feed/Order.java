package dev.perf.engine.internal.feed;

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
     * @param seed what a shuffled order follows from
     */
    static Order of(Feeder.Strategy strategy, int size, boolean recycled, long seed) {
        RecordNumbers numbers = RecordNumbers.all();
        return switch (strategy) {
            case QUEUE, UNIQUE -> (user, random) -> index(numbers.next(), size, recycled);
            case CIRCULAR -> (user, random) -> index(numbers.next(), size, true);
            case RANDOM -> (user, random) -> random.nextInt(size);
            case PER_USER -> (user, random) -> index(user, size, recycled);
            case SHUFFLE -> {
                int[] order = shuffled(size, seed);
                yield (user, random) -> {
                    int index = index(numbers.next(), size, recycled);
                    return index == NONE ? NONE : order[index];
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

package dev.perf.engine.internal.feed;

import dev.perf.feed.Feeder;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Which of a known number of records is drawn next. Thread-safe. */
interface Order {

    /** There is no record left. */
    int NONE = -1;

    /**
     * Returns the index of the next record; {@link #NONE} where there is none left.
     *
     * @param random numbers of the user that draws
     */
    int next(RandomGenerator random);

    /**
     * Returns an order over {@code size} records.
     *
     * @param seed what a shuffled order follows from
     */
    static Order of(Feeder.Strategy strategy, int size, long seed) {
        var next = new AtomicLong();
        return switch (strategy) {
            case QUEUE -> random -> once(next, size);
            case CIRCULAR -> random -> (int) (next.getAndIncrement() % size);
            case RANDOM -> random -> random.nextInt(size);
            case SHUFFLE -> {
                int[] order = shuffled(size, seed);
                yield random -> {
                    int index = once(next, size);
                    return index == NONE ? NONE : order[index];
                };
            }
        };
    }

    private static int once(AtomicLong next, int size) {
        long index = next.getAndIncrement();
        return index < size ? (int) index : NONE;
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

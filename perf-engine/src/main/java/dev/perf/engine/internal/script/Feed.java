package dev.perf.engine.internal.script;

import dev.perf.feed.Feeder;
import dev.perf.scenario.Session;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** The records of a feeder, loaded, with the cursor that all users of a run share. Thread-safe. */
final class Feed {

    private final String name;
    private final List<String> columns;
    private final List<Object[]> records;
    private final Feeder.Strategy strategy;
    private final int[] order;
    private final AtomicLong next = new AtomicLong();

    Feed(String name, List<String> columns, List<Object[]> records, Feeder.Strategy strategy, long seed) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.records = records;
        this.strategy = strategy;
        this.order = strategy == Feeder.Strategy.SHUFFLE ? shuffled(records.size(), seed) : new int[0];
    }

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

    /** Puts the next record into {@code session}; returns false where there is none left. */
    boolean draw(Session session, RandomGenerator random) {
        int index = nextIndex(random);
        if (index < 0) {
            return false;
        }
        Object[] record = records.get(index);
        for (int i = 0; i < record.length; i++) {
            session.set(columns.get(i), record[i]);
        }
        return true;
    }

    private int nextIndex(RandomGenerator random) {
        int size = records.size();
        if (size == 0) {
            return -1;
        }
        return switch (strategy) {
            case RANDOM -> random.nextInt(size);
            case CIRCULAR -> (int) (next.getAndIncrement() % size);
            case QUEUE -> {
                long index = next.getAndIncrement();
                yield index < size ? (int) index : -1;
            }
            case SHUFFLE -> {
                long index = next.getAndIncrement();
                yield index < size ? order[(int) index] : -1;
            }
        };
    }

    /** Returns what to say of a user that found no record left. */
    String exhausted() {
        return "feeder " + name + " has no more than " + records.size()
                + " records; add records, or let it be circular() or random()";
    }

    String name() {
        return name;
    }

    List<String> columns() {
        return columns;
    }
}

package dev.perf.engine.internal.feed;

import dev.perf.engine.internal.plan.Part;
import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.Strategy;
import dev.perf.text.Figures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records that a thread of its own reads in batches, a few ahead of those who draw them. Memory holds some thousands,
 * however many there are.
 */
final class ReadAhead implements Supply {

    private static final int BATCHES = 4;

    /**
     * Some records in a row.
     *
     * @param last what to say when they are drawn; null where more follow
     */
    record Batch(
            List<Row> rows, AtomicInteger drawn, @Nullable End last) {

        Batch(List<Row> rows, @Nullable End last) {
            this(rows, new AtomicInteger(), last);
        }
    }

    /** Why there are no more records. */
    record End(String reason, boolean isMistake) {}

    private final String name;
    private final Columns columns;
    private final BatchReader reader;
    private final BlockingQueue<Batch> ahead = new ArrayBlockingQueue<>(BATCHES);
    private final ReentrantLock turning = new ReentrantLock();
    private volatile Batch current;

    /** Guarded by {@link #turning}. */
    private @Nullable Thread thread;

    /** Guarded by {@link #turning}. */
    private boolean closed;

    private ReadAhead(String name, Columns columns, BatchReader reader, List<Row> first) {
        this.name = name;
        this.columns = columns;
        this.reader = reader;
        this.current = new Batch(first, null);
    }

    /**
     * Reads the first records, to find their mistakes and the columns.
     *
     * @param recycled whether the source is read again after its last record
     * @param part which of the records, in the order in which they are handed out, are this process's
     * @param seed what a shuffled order follows from
     */
    static ReadAhead of(Feeder feeder, boolean recycled, Part part, long seed) throws IOException, BadDataException {
        try (RecordReader source = Sources.open(feeder)) {
            List<Row> first = BatchReader.first(source);
            if (first.isEmpty()) {
                throw new BadDataException(Sources.none(feeder.source()));
            }
            boolean shuffled = feeder.strategy() == Strategy.SHUFFLE;
            var reader = new BatchReader(
                    () -> Sources.open(feeder),
                    source.columns().size(),
                    shuffled ? 0 : first.size(),
                    recycled,
                    part,
                    shuffled ? seed : null);
            return new ReadAhead(feeder.name(), source.columns(), reader, shuffled ? List.of() : own(first, part));
        }
    }

    private static List<Row> own(List<Row> rows, Part part) {
        return part.isWhole()
                ? rows
                : IntStream.range(0, rows.size())
                        .filter(part::has)
                        .mapToObj(rows::get)
                        .toList();
    }

    Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Row next(long user, RandomGenerator random) throws InterruptedException {
        while (true) {
            Batch now = current;
            int size = now.rows().size();
            if (now.drawn().get() < size) {
                int index = now.drawn().getAndIncrement();
                if (index < size) {
                    return now.rows().get(index);
                }
            }
            if (now.last() != null) {
                return null;
            }
            turnFrom(now);
        }
    }

    /** Whoever comes first puts the next batch in place; the others wait for it. */
    private void turnFrom(Batch drawn) throws InterruptedException {
        turning.lockInterruptibly();
        try {
            if (current == drawn) {
                if (closed) {
                    throw new InterruptedException("the run has ended");
                }
                if (thread == null) {
                    thread = Thread.ofPlatform()
                            .daemon()
                            .name("perf-feed-" + name)
                            .start(() -> reader.readInto(ahead));
                }
                current = ahead.take();
            }
        } finally {
            turning.unlock();
        }
    }

    @Override
    public String end() {
        End last = current.last();
        return last == null ? "is not at its end" : last.reason();
    }

    @Override
    public boolean isBroken() {
        End last = current.last();
        return last != null && last.isMistake();
    }

    /** No user draws any more, so the lock is free. */
    @Override
    public void close() {
        turning.lock();
        try {
            closed = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            turning.unlock();
        }
    }

    /** Returns the end of a source that has been read as a whole. */
    static End endAfter(long records, Part part) {
        return new End(textOfEnd(records, part), false);
    }

    /** Returns why there are no more records, where all of them have been handed out, or all of this process. */
    static String textOfEnd(long records, Part part) {
        return "has no more than " + Figures.count(records, "record")
                + (part.isWhole() ? "" : ", of which " + Figures.count(part.count(records)) + " are for this agent");
    }

    /** Returns the end of a source that cannot be read any further. */
    static End brokenAfter(long records, String mistake) {
        return new End("can be read no further than record " + Figures.count(records) + ": " + mistake, true);
    }
}

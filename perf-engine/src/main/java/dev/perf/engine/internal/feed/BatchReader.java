package dev.perf.engine.internal.feed;

import dev.perf.engine.internal.plan.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a source from its first record to its last, on its own thread, and hands the records on in batches. */
final class BatchReader {

    /** What bounds a batch: records, or the text in them. */
    private static final int RECORDS = 1_000;

    private static final int CHARACTERS = 250_000;

    /** What bounds the records that are shuffled together. */
    private static final int WINDOW_RECORDS = 10_000;

    private static final int WINDOW_CHARACTERS = 2_500_000;

    private final RecordReader.Opener source;
    private final int columns;
    private final int known;
    private final boolean recycled;
    private final Part part;
    private final @Nullable Long seed;
    private List<Row> batch = new ArrayList<>();
    private int characters;
    private long read;

    /** How many records of the pass have had their turn, be they handed on or another process's. */
    private long turns;

    /** There are no records for this process, but they are handed out again: it hands out all. */
    private boolean takesAll;

    /**
     * Creates a reader.
     *
     * @param columns how many columns the first records have
     * @param known how many records have been handed on already
     * @param recycled whether to begin again after the last record
     * @param part which records, by their turns, are handed on
     * @param seed what the order follows from; null for that of the source
     */
    BatchReader(RecordReader.Opener source, int columns, int known, boolean recycled, Part part, @Nullable Long seed) {
        this.source = source;
        this.columns = columns;
        this.known = known;
        this.recycled = recycled;
        this.part = part;
        this.seed = seed;
    }

    /** Returns the first records of a source, as many as a batch holds. */
    static List<Row> first(RecordReader source) throws IOException, BadDataException {
        List<Row> first = new ArrayList<>();
        int characters = 0;
        while (first.size() < RECORDS && characters < CHARACTERS) {
            @Nullable Object[] values = source.next();
            if (values == null) {
                break;
            }
            Row row = new Row(values);
            first.add(row);
            characters += row.characters();
        }
        return first;
    }

    /** Reads everything; returns when that is done, or the thread is interrupted. */
    void readInto(BlockingQueue<ReadAhead.Batch> queue) {
        try {
            ReadAhead.End end = readAll(queue);
            queue.put(new ReadAhead.Batch(batch, end));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes wrong here, whatever it is, must reach those who wait for records. */
    private ReadAhead.End readAll(BlockingQueue<ReadAhead.Batch> queue) throws InterruptedException {
        long skipped = known;
        try {
            do {
                read = 0;
                turns = skipped;
                try (RecordReader reader = source.open()) {
                    for (; skipped > 0; skipped--) {
                        reader.next();
                        read++;
                    }
                    pass(reader, queue);
                }
                takesAll = part.count(read) == 0;
            } while (recycled);
            return ReadAhead.endAfter(read, part);
        } catch (BadDataException mistake) {
            return ReadAhead.brokenAfter(read, mistake.text());
        } catch (IOException | RuntimeException | Error failure) {
            return ReadAhead.brokenAfter(read, failure.toString());
        }
    }

    private void pass(RecordReader reader, BlockingQueue<ReadAhead.Batch> queue)
            throws IOException, BadDataException, InterruptedException {
        SplittableRandom random = seed == null ? null : new SplittableRandom(seed);
        var window = new ArrayList<Row>();
        long windowCharacters = 0;
        for (Row row = next(reader); row != null; row = next(reader)) {
            if (random == null) {
                handOn(row, queue);
                continue;
            }
            window.add(row);
            windowCharacters += row.characters();
            if (window.size() > WINDOW_RECORDS || windowCharacters > WINDOW_CHARACTERS) {
                Row chosen = takeAny(window, random);
                windowCharacters -= chosen.characters();
                handOn(chosen, queue);
            }
        }
        while (random != null && !window.isEmpty()) {
            handOn(takeAny(window, random), queue);
        }
    }

    private @Nullable Row next(RecordReader reader) throws IOException, BadDataException {
        @Nullable Object[] values = reader.next();
        if (values == null) {
            return null;
        }
        if (reader.columns().size() > columns) {
            throw new BadDataException("the next one has the name \""
                    + reader.columns().names().get(columns) + "\", which the first records do not have");
        }
        read++;
        return new Row(values);
    }

    private static Row takeAny(List<Row> window, SplittableRandom random) {
        int index = random.nextInt(window.size());
        Row last = window.removeLast();
        return index == window.size() ? last : window.set(index, last);
    }

    private void handOn(Row row, BlockingQueue<ReadAhead.Batch> queue) throws InterruptedException {
        if (!part.has(turns++) && !takesAll) {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // it may be long until the next one of this process
            }
            return;
        }
        batch.add(row);
        characters += row.characters();
        if (batch.size() >= RECORDS || characters >= CHARACTERS) {
            queue.put(new ReadAhead.Batch(batch, null));
            batch = new ArrayList<>();
            characters = 0;
        }
    }
}

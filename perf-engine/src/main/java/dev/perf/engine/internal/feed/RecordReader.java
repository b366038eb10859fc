package dev.perf.engine.internal.feed;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the records of a source one after the other. Belongs to one thread at a time. */
interface RecordReader extends Closeable {

    /** Opens a source anew, at its first record. */
    @FunctionalInterface
    interface Opener {
        RecordReader open() throws IOException, BadDataException;
    }

    /** Returns the columns, as far as they are known by now. */
    Columns columns();

    /** Returns the values of the next record by column, null for one that it has not; null after the last record. */
    @Nullable
    Object @Nullable [] next() throws IOException, BadDataException;
}

package dev.perf.engine.internal.feed;

import dev.perf.feed.Change;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads records and changes each. */
final class ChangedRecords implements RecordReader {

    private final RecordReader source;
    private final Change change;
    private final Columns columns = new Columns();
    private long number;

    ChangedRecords(RecordReader source, Change change) {
        this.source = source;
        this.change = change;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws IOException, BadDataException {
        @Nullable Object[] row = source.next();
        if (row == null) {
            return null;
        }
        number++;
        Map<String, Object> record = source.columns().record(row);
        return columns.row(changed(record), "record " + number + ", as transform(...) made it,");
    }

    private Map<?, ?> changed(Map<String, Object> record) throws BadDataException {
        return switch (change) {
            case Change.OfColumn column -> {
                if (source.columns().find(column.column()) == null) {
                    throw new BadDataException(source.columns().missing("map(...)", column.column()));
                }
                Object value = record.get(column.column());
                Map<String, Object> other = new LinkedHashMap<>(record);
                if (value != null) {
                    other.put(
                            column.column(),
                            made(
                                    "map(\"" + column.column() + "\", ...)",
                                    () -> column.change().apply(String.valueOf(value))));
                }
                yield other;
            }
            case Change.OfRecord whole ->
                made("transform(...)", () -> whole.change().apply(record));
        };
    }

    /** The user's code. */
    private interface Making<T> {
        @Nullable
        T make();
    }

    private <T> T made(String option, Making<T> making) throws BadDataException {
        T made;
        try {
            made = making.make();
        } catch (RuntimeException thrown) {
            throw new BadDataException("record " + number + ": " + option + " threw " + thrown);
        }
        if (made == null) {
            throw new BadDataException("record " + number + ": " + option + " returned null");
        }
        return made;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

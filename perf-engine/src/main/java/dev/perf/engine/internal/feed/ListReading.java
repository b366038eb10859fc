package dev.perf.engine.internal.feed;

import dev.perf.feed.Source;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads records in memory, which were written by hand or by code, so names that differ are a mistake. */
final class ListReading implements RecordReader {

    private final Columns columns = new Columns();
    private final Iterator<Map<String, Object>> records;
    private @Nullable Set<String> names;
    private long number;

    ListReading(Source.Records source) {
        this.records = source.records().iterator();
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws BadDataException {
        if (!records.hasNext()) {
            return null;
        }
        number++;
        Map<String, Object> record = records.next();
        Set<String> first = names;
        if (first == null) {
            names = record.keySet();
        } else if (!first.equals(record.keySet())) {
            throw new BadDataException("record " + number + " has the names " + record.keySet()
                    + "; all must have those of the first, " + first);
        }
        return columns.row(record, "record " + number);
    }

    @Override
    public void close() {}
}

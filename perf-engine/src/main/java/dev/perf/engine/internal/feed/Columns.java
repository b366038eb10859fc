package dev.perf.engine.internal.feed;

import dev.perf.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of the values of records, in their order. Grows with records that bring names of their own, until it is
 * closed.
 */
final class Columns {

    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private boolean closed;

    /** Returns the columns of a source that names them at its head. */
    static Columns of(List<String> names) {
        Columns columns = new Columns();
        names.forEach(columns::indexOf);
        columns.close();
        return columns;
    }

    /** No further names may come. */
    void close() {
        closed = true;
    }

    List<String> names() {
        return List.copyOf(indexes.keySet());
    }

    int size() {
        return indexes.size();
    }

    @Nullable
    Integer find(String name) {
        return indexes.get(name);
    }

    private int indexOf(String name) {
        Integer known = indexes.get(name);
        if (known != null) {
            return known;
        }
        indexes.put(name, indexes.size());
        return indexes.size() - 1;
    }

    /**
     * Returns the values of a record by column.
     *
     * @param what what the record is in messages: {@code line 3}
     */
    @Nullable
    Object[] row(Map<?, ?> record, String what) throws BadDataException {
        for (Object name : record.keySet()) {
            if (closed && !indexes.containsKey(String.valueOf(name))) {
                throw new BadDataException(
                        what + " has \"" + name + "\", which those before it have not; their names are " + names()
                                + ", and later records may leave some out, but add none");
            }
            indexOf(String.valueOf(name));
        }
        @Nullable Object[] row = new Object[size()];
        record.forEach((name, value) -> row[indexOf(String.valueOf(name))] = value);
        return row;
    }

    /** Returns the values of {@code row} by name; those it has not are not in it. */
    Map<String, Object> record(@Nullable Object[] row) {
        Map<String, Object> record = new LinkedHashMap<>();
        indexes.forEach((name, index) -> {
            Object value = index < row.length ? row[index] : null;
            if (value != null) {
                record.put(name, value);
            }
        });
        return record;
    }

    /**
     * Returns names that can be told apart and used.
     *
     * @param where what they stand in, for messages: {@code line 1}
     * @param remedy what else to do about wrong ones, for messages
     */
    static List<String> checked(List<String> names, String where, String remedy) throws BadDataException {
        var known = new ArrayList<String>();
        for (String name : names) {
            if (name.isBlank()) {
                throw new BadDataException(
                        where + " has no name for column " + (known.size() + 1) + "; name it" + remedy);
            }
            if (known.contains(name)) {
                throw new BadDataException(where + " has two columns \"" + name + "\"; rename one" + remedy);
            }
            known.add(name);
        }
        return known;
    }

    /** Returns what to say of a column that {@code option} asks for and that is not there. */
    String missing(String option, String name) {
        return option + " asks for the column \"" + name + "\"; " + Nearest.question(name, indexes.keySet())
                + "the columns are " + names();
    }
}

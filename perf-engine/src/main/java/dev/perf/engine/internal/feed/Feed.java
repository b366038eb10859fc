package dev.perf.engine.internal.feed;

import dev.perf.scenario.Session;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The records of a feeder, with the cursor that all users of a run share. Thread-safe. */
public final class Feed {

    private final String name;
    private final List<String> columns;
    private final Supply supply;

    Feed(String name, List<String> columns, Supply supply) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.supply = supply;
    }

    /**
     * Puts the next record into {@code session}; returns false where there is none left.
     *
     * @param random numbers of the user that draws
     * @throws DrawFailedException if the record cannot be made
     */
    public boolean draw(Session session, RandomGenerator random) throws DrawFailedException {
        @Nullable Object[] record;
        try {
            record = supply.next(random);
        } catch (BadDataException unusable) {
            throw new DrawFailedException("feeder " + name + " " + unusable.getMessage());
        }
        if (record == null) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            Object value = i < record.length ? record[i] : null;
            if (value == null) {
                session.remove(columns.get(i));
            } else {
                session.set(columns.get(i), value);
            }
        }
        return true;
    }

    /** Returns what to say of a user that found no record left. */
    public String exhausted() {
        return "feeder " + name + " " + supply.end() + "; add records, or let it be circular() or random()";
    }

    /** Returns the name of the feeder in messages. */
    public String name() {
        return name;
    }

    /** Returns the names under which values come into the session; none where the feeder has mistakes. */
    public List<String> columns() {
        return columns;
    }
}

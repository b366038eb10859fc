package dev.perf.engine.internal.feed;

import dev.perf.feed.Feeder.AtEnd;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The records of a feeder, with the cursor that all users of a run share. Thread-safe. */
public final class Feed {

    private final String name;
    private final List<String> columns;
    private final Supply supply;
    private final @Nullable AtEnd atEnd;

    /** Records to be handed out before the others; null where none come back. */
    private final @Nullable Queue<Row> returned;

    Feed(String name, List<String> columns, Supply supply, @Nullable AtEnd atEnd, boolean lent) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.supply = supply;
        this.atEnd = atEnd;
        this.returned = lent ? new ConcurrentLinkedQueue<>() : null;
    }

    /**
     * Draws the next record; returns null where there is none left.
     *
     * @param user number of the user that draws
     * @param random its random numbers
     * @throws DrawFailedException if the record cannot be made
     */
    public @Nullable Row draw(long user, RandomGenerator random) throws DrawFailedException, InterruptedException {
        Row again = returned == null ? null : returned.poll();
        if (again != null) {
            return again;
        }
        try {
            return supply.next(user, random);
        } catch (BadDataException unusable) {
            throw new DrawFailedException("feeder " + name + " " + unusable.getMessage());
        }
    }

    /** Tells whether records whose user was interrupted are to be {@linkplain #giveBack given back}. */
    public boolean isLent() {
        return returned != null;
    }

    /** Takes a record back that was not done with, to hand it out again. */
    public void giveBack(Row record) {
        if (returned != null) {
            returned.add(record);
        }
    }

    /** Puts the values of a record into {@code session}. */
    public void put(Row record, Session session) {
        for (int i = 0; i < columns.size(); i++) {
            Object value = record.value(i);
            if (value == null) {
                session.remove(columns.get(i));
            } else {
                session.set(columns.get(i), value);
            }
        }
    }

    /** Puts a list of the values of each column into {@code session}; a value that a record has not is null in it. */
    public void putLists(List<Row> records, Session session) {
        for (int i = 0; i < columns.size(); i++) {
            var values = new ArrayList<@Nullable Object>(records.size());
            for (Row record : records) {
                values.add(record.value(i));
            }
            session.set(columns.get(i), Collections.unmodifiableList(values));
        }
    }

    /** Returns what becomes of the load when there is no record left. */
    public AtEnd atEnd() {
        return atEnd == null ? AtEnd.STOP_USER : atEnd;
    }

    /** Returns why there is no record left: {@code feeder users.csv has no more than 7 records}. */
    public String end() {
        return "feeder " + name + " " + supply.end();
    }

    /** Returns what to say of a user that found no record left. */
    public String exhausted() {
        return end()
                + switch (atEnd) {
                    case STOP_USER -> ", so the user ends, as thenStopUser() says";
                    case STOP_SCENARIO -> ", so the scenario ends, as thenStopScenario() says";
                    case STOP_RUN -> ", so the run ends, as thenStopRun() says";
                    case RECYCLE -> "";
                    case null -> supply.isBroken() ? "" : "; add records, or let it be circular() or random()";
                };
    }

    void close() {
        supply.close();
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

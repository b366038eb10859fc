package dev.perf.feed;

import dev.perf.source.SourceLocation;
import java.util.List;
import java.util.Map;

/**
 * A source of test data: records of named values, handed out one at a time.
 *
 * <p>All virtual users of a run share one cursor over the records. With {@link Strategy#QUEUE} (the default) and
 * {@link Strategy#SHUFFLE} each record is handed out once; a user that finds none left stops, and the run goes on
 * with the others.
 *
 * <p>Immutable: the methods return new values, and each value has its own cursor.
 */
public final class Feeder {

    /** The order in which records are handed out. */
    public enum Strategy {
        /** In the order of the source, each once. */
        QUEUE,
        /** In the order of the source, beginning again after the last. */
        CIRCULAR,
        /** Any record at any time, from the run's seed. */
        RANDOM,
        /** In an order drawn from the run's seed, each once. */
        SHUFFLE
    }

    /** Where records come from. */
    public sealed interface Source {
        /**
         * A CSV file (RFC 4180) whose first row names the columns.
         *
         * @param path a file, relative to the working folder, or else a class path resource
         */
        record Csv(String path) implements Source {}

        /** Records held in memory. */
        record Records(List<Map<String, Object>> records) implements Source {
            public Records {
                records = records.stream().map(Map::copyOf).toList();
            }
        }
    }

    private final Source source;
    private final Strategy strategy;
    private final SourceLocation location;

    private Feeder(Source source, Strategy strategy, SourceLocation location) {
        this.source = source;
        this.strategy = strategy;
        this.location = location;
    }

    /**
     * Returns a feeder over a CSV file whose first row names the columns.
     *
     * @param path a file, relative to the working folder, or else a class path resource
     */
    public static Feeder csv(String path) {
        return new Feeder(new Source.Csv(path), Strategy.QUEUE, SourceLocation.caller());
    }

    /** Returns a feeder over the given records. */
    public static Feeder records(List<Map<String, Object>> records) {
        return new Feeder(new Source.Records(records), Strategy.QUEUE, SourceLocation.caller());
    }

    /** Hands records out in the order of the source, each once. */
    public Feeder queue() {
        return with(Strategy.QUEUE);
    }

    /** Hands records out in the order of the source, beginning again after the last. */
    public Feeder circular() {
        return with(Strategy.CIRCULAR);
    }

    /** Hands out any record at any time, from the run's seed. */
    public Feeder random() {
        return with(Strategy.RANDOM);
    }

    /** Hands records out in an order drawn from the run's seed, each once. */
    public Feeder shuffle() {
        return with(Strategy.SHUFFLE);
    }

    /** Returns where records come from. */
    public Source source() {
        return source;
    }

    /** Returns the order in which records are handed out. */
    public Strategy strategy() {
        return strategy;
    }

    /** Returns where the feeder was written. */
    public SourceLocation location() {
        return location;
    }

    /** Returns the name of the feeder in messages: the file's path, or {@code records}. */
    public String name() {
        return switch (source) {
            case Source.Csv csv -> csv.path();
            case Source.Records ignored -> "records";
        };
    }

    private Feeder with(Strategy other) {
        return new Feeder(source, other, location);
    }
}

package dev.perf.feed;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A source of test data: records of named values, handed out one at a time.
 *
 * <p>All virtual users of a run share one cursor over the records. With {@link Strategy#QUEUE} (the default) and
 * {@link Strategy#SHUFFLE} each record is handed out once; a user that finds none left stops, and the run goes on
 * with the others, unless another {@link AtEnd} is set.
 *
 * <p>Immutable: the methods return new values, and each value has its own cursor.
 */
public sealed class Feeder permits CsvFeeder, JsonFeeder, JdbcFeeder {

    /** The order in which records are handed out. */
    public enum Strategy {
        /** In the order of the source, each once. */
        QUEUE,
        /** In the order of the source, beginning again after the last. */
        CIRCULAR,
        /** Any record at any time, from the run's seed. */
        RANDOM,
        /** In an order drawn from the run's seed, each once. */
        SHUFFLE,
        /** To each user the record with its number, whenever it draws. */
        PER_USER,
        /** In the order of the source, each once, but for those whose user was interrupted with them. */
        UNIQUE
    }

    /** What becomes of the load when a user finds no record left. */
    public enum AtEnd {
        /** The user ends, the others go on. */
        STOP_USER,
        /** No iteration of the scenario begins any more. */
        STOP_SCENARIO,
        /** No iteration of the run begins any more. */
        STOP_RUN,
        /** The records are handed out again in the same order. */
        RECYCLE
    }

    /** Where the records are during the run. */
    public enum Memory {
        /** All in memory. */
        WHOLE,
        /** In the source, and read while they are drawn. */
        STREAMED
    }

    private final Source source;
    private final @Nullable Memory memory;
    private final List<Change> changes;
    private final Strategy strategy;
    private final @Nullable AtEnd atEnd;
    private final SourceLocation location;

    Feeder(Source source, SourceLocation location) {
        this(source, null, List.of(), Strategy.QUEUE, null, location);
    }

    private Feeder(
            Source source,
            @Nullable Memory memory,
            List<Change> changes,
            Strategy strategy,
            @Nullable AtEnd atEnd,
            SourceLocation location) {
        this.source = source;
        this.memory = memory;
        this.changes = changes;
        this.strategy = strategy;
        this.atEnd = atEnd;
        this.location = location;
    }

    /**
     * Returns a feeder over a CSV file whose first line names the columns.
     *
     * @param path a file, relative to the working folder, or else a class path resource; may be compressed with gzip
     */
    public static CsvFeeder csv(String path) {
        return new CsvFeeder(new Source.Csv(given(path, "path"), ','), SourceLocation.caller());
    }

    /**
     * Returns a feeder over a file of fields between tabs, whose first line names the columns.
     *
     * @param path a file, relative to the working folder, or else a class path resource; may be compressed with gzip
     */
    public static CsvFeeder tsv(String path) {
        return new CsvFeeder(new Source.Csv(given(path, "path"), '\t'), SourceLocation.caller());
    }

    /**
     * Returns a feeder over a JSON file: an array of objects, or, with {@link JsonFeeder#at}, a document that holds one.
     * Values are text, numbers, booleans, lists and maps; a name that an object does not have, or has as null, is not
     * in the session after that object is drawn.
     *
     * @param path a file, relative to the working folder, or else a class path resource; may be compressed with gzip
     */
    public static JsonFeeder json(String path) {
        return new JsonFeeder(new Source.Json(given(path, "path"), "$"), SourceLocation.caller());
    }

    /**
     * Returns a feeder over a file with a JSON object in each line (UTF-8).
     *
     * @param path a file, relative to the working folder, or else a class path resource; may be compressed with gzip
     */
    public static Feeder jsonLines(String path) {
        return new Feeder(new Source.JsonLines(given(path, "path")), SourceLocation.caller());
    }

    /**
     * Returns a feeder over the pages that a sitemap lists: {@code loc}, {@code path} (the URL from its path on), and
     * where the sitemap has them {@code lastmod}, {@code changefreq} and {@code priority}. Of a sitemap index, the files
     * beside it are read that have the names at the end of its URLs; nothing is fetched.
     *
     * @param path a file, relative to the working folder, or else a class path resource; may be compressed with gzip
     */
    public static Feeder sitemap(String path) {
        return new Feeder(new Source.Sitemap(given(path, "path")), SourceLocation.caller());
    }

    /**
     * Returns a feeder over the rows of a query, which is made when the plan is validated, dry runs included. The
     * columns have the labels of the query; a value that is null is not in the session after its row is drawn.
     */
    public static JdbcFeeder jdbc(DataSource database, String sql) {
        return new JdbcFeeder(
                new Source.Jdbc(given(database, "database"), given(sql, "sql"), JdbcFeeder.DEFAULT_FETCH_SIZE),
                SourceLocation.caller());
    }

    /** Returns a feeder over the given records, which all have the same names. */
    public static Feeder records(List<Map<String, Object>> records) {
        return new Feeder(new Source.Records(given(records, "records")), SourceLocation.caller());
    }

    /** Returns a feeder that makes its records when they are drawn, and never runs out. */
    public static Feeder generated(RecordGenerator generator) {
        return new Feeder(new Source.Generated(given(generator, "generator")), SourceLocation.caller());
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

    /**
     * Hands each user the record that has its number in its scenario, from 0, as often as it draws: its own account, for
     * example. A user whose number is beyond the last record finds none, unless they are {@linkplain #thenRecycle
     * recycled}: then user n has record n modulo the number of records.
     */
    public Feeder perUser() {
        return with(Strategy.PER_USER);
    }

    /**
     * Hands records out in the order of the source, so that no two users ever work with the same one, and none is done
     * twice: one whose user is interrupted in its iteration goes back, and is handed out before the others.
     */
    public Feeder unique() {
        return with(Strategy.UNIQUE);
    }

    /**
     * Reads the source while its records are drawn, a few thousand ahead, rather than holding all of them in memory. So it
     * is done with files of more than 16 MB, unpacked, unless {@link #inMemory} is said. {@link #shuffle}
     * then shuffles within the 10,000 records that are next; {@link #random} and {@link #perUser} need all in memory. Of
     * such a source the first 1,000 records are looked at before the run; a mistake behind them ends the data there.
     */
    public Feeder streamed() {
        return with(Memory.STREAMED);
    }

    /** Holds all records in memory, however many there are. */
    public Feeder inMemory() {
        return with(Memory.WHOLE);
    }

    /** A user that finds no record left ends, and the others go on. So it is unless another end is set. */
    public Feeder thenStopUser() {
        return with(AtEnd.STOP_USER);
    }

    /** When a user finds no record left, no iteration of its scenario begins any more; those under way are finished. */
    public Feeder thenStopScenario() {
        return with(AtEnd.STOP_SCENARIO);
    }

    /**
     * When a user finds no record left, no iteration of the run begins any more; those under way are finished. The
     * verdict follows from the thresholds, as at the planned end.
     */
    public Feeder thenStopRun() {
        return with(AtEnd.STOP_RUN);
    }

    /** After the last record, all are handed out again in the same order: not with {@link #unique}. */
    public Feeder thenRecycle() {
        return with(AtEnd.RECYCLE);
    }

    /**
     * Makes another value of each text in a column: {@code map("age", Integer::valueOf)}. Records without a value there
     * stay as they are.
     *
     * @param change is called when records are read, once for each; what it throws is a mistake of the record
     */
    public Feeder map(String column, Function<String, Object> change) {
        return with(new Change.OfColumn(given(column, "column"), given(change, "change")));
    }

    /**
     * Makes another record of each, with other names too if need be.
     *
     * @param change is called when records are read, once for each; what it throws is a mistake of the record
     */
    public Feeder transform(Function<Map<String, Object>, Map<String, Object>> change) {
        return with(new Change.OfRecord(given(change, "change")));
    }

    /** Returns where records come from. */
    public Source source() {
        return source;
    }

    /** Returns where the records are during the run; null where that follows from the size of the source. */
    public @Nullable Memory memory() {
        return memory;
    }

    /** Returns what becomes of records that have been read, in order. */
    public List<Change> changes() {
        return changes;
    }

    /** Returns the order in which records are handed out. */
    public Strategy strategy() {
        return strategy;
    }

    /** Returns what becomes of the load when there is no record left; null where nothing is said of it. */
    public @Nullable AtEnd atEnd() {
        return atEnd;
    }

    /** Returns where the feeder was written. */
    public SourceLocation location() {
        return location;
    }

    /** Returns the name of the feeder in messages: the file's path, or what it reads, such as {@code records}. */
    public String name() {
        return switch (source) {
            case Source.Csv csv -> csv.path();
            case Source.Json json -> json.path();
            case Source.JsonLines lines -> lines.path();
            case Source.Sitemap sitemap -> sitemap.path();
            case Source.Jdbc ignored -> "jdbc";
            case Source.Records ignored -> "records";
            case Source.Generated ignored -> "generated";
        };
    }

    private Feeder with(Strategy other) {
        return new Feeder(source, memory, changes, other, atEnd, location);
    }

    private Feeder with(Memory other) {
        return new Feeder(source, other, changes, strategy, atEnd, location);
    }

    private Feeder with(AtEnd other) {
        return new Feeder(source, memory, changes, strategy, other, location);
    }

    private Feeder with(Change change) {
        var more = new ArrayList<>(changes);
        more.add(change);
        return new Feeder(source, memory, List.copyOf(more), strategy, atEnd, location);
    }
}

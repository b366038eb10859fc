package dev.perf.engine.internal.feed;

import dev.perf.feed.Change;
import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.AtEnd;
import dev.perf.feed.Feeder.Strategy;
import dev.perf.feed.Source;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The feeders of a plan, each loaded once, so that scenarios that share a feeder share its cursor. */
public final class Feeds {

    private static final int LONGEST_SQL = 80;

    private final Map<Feeder, Feed> loaded = new IdentityHashMap<>();
    private final long seed;

    /**
     * Creates the feeders of one plan.
     *
     * @param seed what random orders follow from
     */
    public Feeds(long seed) {
        this.seed = seed;
    }

    /** Returns the records of {@code feeder}; mistakes go to {@code problems}, when it is loaded. */
    public Feed load(Feeder feeder, Consumer<String> problems) {
        return loaded.computeIfAbsent(feeder, ignored -> {
            try {
                return load(feeder, seed ^ loaded.size());
            } catch (BadDataException unusable) {
                problems.accept(label(feeder) + " " + unusable.getMessage());
            } catch (EOFException | ZipException damaged) {
                problems.accept(label(feeder) + " cannot be read: what is compressed in it is damaged: "
                        + Objects.requireNonNullElse(damaged.getMessage(), "it ends too early"));
            } catch (IOException | InvalidPathException unreadable) {
                problems.accept(label(feeder) + " cannot be read: " + unreadable.getMessage());
            }
            return new Feed(
                    feeder.name(), List.of(), new InMemory(List.of(), (user, random) -> Order.NONE), null, false);
        });
    }

    private static Feed load(Feeder feeder, long seed) throws IOException, BadDataException {
        checkEnd(feeder);
        if (feeder.source() instanceof Source.Generated generated) {
            return generated(feeder, generated, seed);
        }
        var records = new ArrayList<@Nullable Object[]>();
        try (RecordReader reader = open(feeder)) {
            for (@Nullable Object[] record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
            if (records.isEmpty()) {
                throw new BadDataException(none(feeder.source()));
            }
            boolean recycled = feeder.atEnd() == AtEnd.RECYCLE;
            Order order = Order.of(feeder.strategy(), records.size(), recycled, seed);
            return feed(feeder, reader.columns(), new InMemory(records, order));
        }
    }

    /** What is said of an end that cannot come must be a mistake. */
    private static void checkEnd(Feeder feeder) throws BadDataException {
        AtEnd atEnd = feeder.atEnd();
        if (atEnd == null) {
            return;
        }
        String end = word(atEnd);
        String clash = feeder.source() instanceof Source.Generated
                ? "has no end, so " + end + " would never come about; leave it out"
                : switch (feeder.strategy()) {
                    case CIRCULAR ->
                        "is circular(), which begins again after the last record, so " + end
                                + " would never come about; leave one of them out";
                    case RANDOM ->
                        "is random(), which never runs out of records, so " + end
                                + " would never come about; leave one of them out";
                    case UNIQUE ->
                        atEnd == AtEnd.RECYCLE
                                ? "is unique(), which hands each record out once, and thenRecycle() hands them out"
                                        + " again; leave one of them out"
                                : "";
                    case QUEUE, SHUFFLE, PER_USER -> "";
                };
        if (!clash.isEmpty()) {
            throw new BadDataException(clash);
        }
    }

    private static String word(AtEnd atEnd) {
        return switch (atEnd) {
            case STOP_USER -> "thenStopUser()";
            case STOP_SCENARIO -> "thenStopScenario()";
            case STOP_RUN -> "thenStopRun()";
            case RECYCLE -> "thenRecycle()";
        };
    }

    private static Feed generated(Feeder feeder, Source.Generated source, long seed) throws BadDataException {
        if (feeder.strategy() != Strategy.QUEUE && feeder.strategy() != Strategy.PER_USER) {
            throw new BadDataException("makes each record once and has no end; leave out "
                    + feeder.strategy().name().toLowerCase(Locale.ROOT) + "()");
        }
        if (!feeder.changes().isEmpty()) {
            throw new BadDataException("makes its records as you wish; leave out map(...) and transform(...)");
        }
        MadeUp made = new MadeUp(source.generator(), feeder.strategy() == Strategy.PER_USER, seed);
        return feed(feeder, made.columns(), made);
    }

    private static Feed feed(Feeder feeder, Columns columns, Supply supply) {
        return new Feed(feeder.name(), columns.names(), supply, feeder.atEnd(), feeder.strategy() == Strategy.UNIQUE);
    }

    private static RecordReader open(Feeder feeder) throws IOException, BadDataException {
        RecordReader reader = switch (feeder.source()) {
            case Source.Csv csv -> CsvReading.open(csv);
            case Source.Json json -> JsonReading.open(json);
            case Source.JsonLines lines -> JsonLinesReading.open(lines);
            case Source.Sitemap sitemap -> SitemapReading.open(sitemap);
            case Source.Jdbc jdbc -> JdbcReading.open(jdbc);
            case Source.Records records -> new ListReading(records);
            case Source.Generated ignored -> new ListReading(new Source.Records(List.of()));
        };
        for (Change change : feeder.changes()) {
            reader = new ChangedRecords(reader, change);
        }
        return reader;
    }

    private static String none(Source source) {
        return "has no records"
                + switch (source) {
                    case Source.Csv csv ->
                        csv.columns() == null ? " below its line of column names" : "; give it at least one";
                    case Source.Json json ->
                        json.at().equals("$") ? " in its array" : " in its array at \"" + json.at() + "\"";
                    case Source.Jdbc ignored -> ": the query has no rows";
                    case Source.JsonLines ignored -> "; give it at least one";
                    case Source.Sitemap ignored -> "; give it at least one";
                    case Source.Records ignored -> "; give it at least one";
                    case Source.Generated ignored -> "; give it at least one";
                };
    }

    /** Returns how the feeder is called where its mistakes are listed. */
    private static String label(Feeder feeder) {
        return switch (feeder.source()) {
            case Source.Jdbc jdbc -> "feeder jdbc(\"" + cut(jdbc.sql()) + "\")";
            case Source.Records ignored -> "feeder";
            case Source.Generated ignored -> "feeder generated(...)";
            case Source.Csv csv -> file(csv.path());
            case Source.Json json -> file(json.path());
            case Source.JsonLines lines -> file(lines.path());
            case Source.Sitemap sitemap -> file(sitemap.path());
        };
    }

    private static String file(String path) {
        return "feeder file \"" + path + "\"";
    }

    private static String cut(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SQL ? line : line.substring(0, LONGEST_SQL) + "...";
    }
}

package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.feed.CsvFeeder;
import dev.perf.feed.Feeder;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The data that users work with: variables of the file, and records of other files. */
final class Data {

    static final Key<Map<String, Object>> VARIABLES = key(
                    "variables",
                    Shapes.mapOf("variables", Texts.DATA),
                    "Values that steps know by name: {{ name }}. Of a list, each user draws one when it starts; each"
                            + " arrival of an open load is a user.")
            .like(Map.of("currency", "EUR", "userId", List.of(1, 2, 3)));

    private static final Key<String> PATH = key(
                    "path",
                    Shapes.text(),
                    "The file, relative to this one, or a resource of the class path: .csv, .tsv, .json or .jsonl.")
            .required();
    private static final Key<List<String>> FIELDS = key(
            "fields", Shapes.listOf(Shapes.text()), "Names of the columns, where the first line does not have them.");
    private static final Key<Order> ORDER = key(
            "order",
            Shapes.oneOf(Order.class),
            "Order of the records; random unless given, as in Artillery. Queue, shuffle and unique hand out each record"
                    + " once.");
    private static final Key<Boolean> SKIP_HEADER = key(
            "skipHeader",
            Shapes.bool(),
            "Whether the first line is passed over, because \"fields\" has the names; false unless given.");
    private static final Key<Character> DELIMITER = key(
                    "delimiter",
                    Shapes.text("a single character such as ; or \\t", Data::character),
                    "What stands between the columns of a CSV file; a comma unless given.")
            .also("separator");
    private static final Key<Feeder.AtEnd> AT_END = key(
            "atEnd",
            Shapes.oneOf(Feeder.AtEnd.class),
            "What becomes of the load when records that are handed out once are used up; stop-user unless given.");
    private static final Key<Boolean> CAST = key(
            "cast", Shapes.bool(), "Whether texts that look like numbers or truths become such; false unless given.");

    private enum Order {
        SEQUENCE,
        RANDOM,
        QUEUE,
        SHUFFLE,
        UNIQUE,
        PER_USER
    }

    private static final Shape<Feeder> FILE = Shapes.either(
            Shapes.text().as(path -> file(path).random()),
            Shapes.named(
                    "dataFile",
                    () -> Mapping.of(
                            "a data file",
                            List.of(PATH, FIELDS, ORDER, SKIP_HEADER, DELIMITER, AT_END, CAST),
                            Data::feeder)));

    static final Key<List<Feeder>> PAYLOAD = key(
                    "payload",
                    Shapes.listOf(FILE),
                    "Files of records, of which each user draws one when it starts, as each arrival of an open load"
                            + " does; steps know its columns by name.")
            .also("data");

    private Data() {}

    /** Returns what hands the variables to each user; null where there are none. */
    static @Nullable Feeder feeder(Map<String, Object> variables, Place place) {
        return variables.isEmpty()
                ? null
                : SourceLocation.during(
                        Locations.of(place), () -> Feeder.generated((number, random) -> drawn(variables, random)));
    }

    private static Map<String, Object> drawn(Map<String, Object> variables, RandomGenerator random) {
        Map<String, Object> record = new LinkedHashMap<>();
        variables.forEach((name, value) -> record.put(name, value instanceof List<?> list ? one(list, random) : value));
        return record;
    }

    private static Object one(List<?> list, RandomGenerator random) {
        Object drawn = list.isEmpty() ? null : list.get(random.nextInt(list.size()));
        return drawn == null ? "" : drawn;
    }

    private static char character(String text) {
        String meant = text.equals("\\t") || text.equals("tab") ? "\t" : text;
        if (meant.length() != 1) {
            throw new IllegalArgumentException(
                    "a single character such as ; or \\t is expected here, got \"" + text + "\"");
        }
        return meant.charAt(0);
    }

    private static @Nullable Feeder feeder(Fields fields) {
        String path = fields.get(PATH);
        if (path == null) {
            return null;
        }
        return SourceLocation.during(Locations.of(fields.place()), () -> ordered(named(path, fields), fields));
    }

    private static Feeder file(String path) {
        String name = path.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        if (name.endsWith(".json")) {
            return Feeder.json(path);
        } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Feeder.jsonLines(path);
        }
        return name.endsWith(".tsv") ? Feeder.tsv(path) : Feeder.csv(path);
    }

    private static Feeder named(String path, Fields fields) {
        List<String> names = fields.get(FIELDS, List.of());
        Feeder file = file(path);
        if (!(file instanceof CsvFeeder table)) {
            for (Key<?> ofTables : List.of(FIELDS, SKIP_HEADER, DELIMITER)) {
                if (fields.has(ofTables)) {
                    fields.mistake(ofTables, "means nothing to JSON, whose records have names");
                }
            }
            return file;
        }
        Character delimiter = fields.get(DELIMITER);
        CsvFeeder separated = delimiter == null ? table : table.separator(delimiter);
        if (names.isEmpty()) {
            return separated;
        }
        return fields.get(SKIP_HEADER, false)
                ? separated.transform(record -> renamed(record, names))
                : separated.columns(names.toArray(String[]::new));
    }

    /** The columns in their order, under other names. */
    private static Map<String, Object> renamed(Map<String, Object> record, List<String> names) {
        if (record.size() != names.size()) {
            throw new IllegalArgumentException(
                    "the file has " + record.size() + " columns, and \"fields\" names " + names.size());
        }
        Iterator<Object> values = record.values().iterator();
        Map<String, Object> renamed = new LinkedHashMap<>();
        names.forEach(name -> renamed.put(name, values.next()));
        return renamed;
    }

    private static Feeder ordered(Feeder feeder, Fields fields) {
        Feeder cast = fields.get(CAST, false) ? feeder.transform(Data::cast) : feeder;
        Feeder ordered = switch (fields.get(ORDER, Order.RANDOM)) {
            case SEQUENCE -> cast.circular();
            case RANDOM -> cast.random();
            case QUEUE -> cast.queue();
            case SHUFFLE -> cast.shuffle();
            case UNIQUE -> cast.unique();
            case PER_USER -> cast.perUser();
        };
        Feeder.AtEnd end = fields.get(AT_END);
        return end == null
                ? ordered
                : switch (end) {
                    case STOP_USER -> ordered.thenStopUser();
                    case STOP_SCENARIO -> ordered.thenStopScenario();
                    case STOP_RUN -> ordered.thenStopRun();
                    case RECYCLE -> ordered.thenRecycle();
                };
    }

    private static Map<String, Object> cast(Map<String, Object> record) {
        Map<String, Object> cast = new LinkedHashMap<>();
        record.forEach((name, value) -> cast.put(name, value instanceof String text ? Texts.plain(text) : value));
        return cast;
    }

    /** Returns both, the variables first, so that records win. */
    static List<Feeder> feeders(@Nullable Feeder variables, List<Feeder> files) {
        var feeders = new ArrayList<Feeder>();
        if (variables != null) {
            feeders.add(variables);
        }
        feeders.addAll(files);
        return feeders;
    }
}

package dev.perf.engine.internal.settings.judge;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Percentage;
import dev.perf.engine.internal.settings.value.Throughputs;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.load.Rate;
import dev.perf.slo.Slo;
import dev.perf.slo.Slos;
import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What users are promised: {@code slos}.
 *
 * <pre>{@code
 * slos:                                       slos:
 *   availability: {target: 99.9, window: 30d}   - name: checkout works
 *   latency:                                      of: checkout
 *     p95: {target: 500ms, window: 1h}            availability: 99.9%
 *   throughput: {target: 1000rps, window: 1m}     inEach: 1m
 *   error_rate: {target: 0.1%, window: 1h}        burn: {rate: 14.4, window: 5m}
 * }</pre>
 *
 * <p>In a mapping any other name is that of an objective of its own, which has the keys of one in a list but for {@code name}.
 */
public final class ServiceLevels implements Shape<List<ServiceLevels.ServiceLevel>> {

    /**
     * An objective and the time that it is promised for.
     *
     * @param window that time; null where nothing is said of it
     * @param place of the window, or of the objective where it has none
     * @param path the keys that lead there
     */
    public record ServiceLevel(Slo slo, @Nullable Duration window, Place place, String path) {}

    public static final Shape<List<ServiceLevel>> SHAPE = new ServiceLevels();

    private static final Key<Duration> WINDOW = key(
            "window",
            Units.SECONDS,
            "The time that the objective is promised for. One that is shorter than the run must be kept in each"
                    + " stretch of that length, too; else the whole run is judged.");
    private static final Key<List<Duration>> IN_EACH = key(
                    "inEach",
                    Shapes.listOf(Units.SECONDS),
                    "Sliding windows in each of which the objective must be kept as well.")
            .also("in_each");

    private static final Key<Double> BURN_RATE = key(
                    "rate",
                    Shapes.number(0, Double.MAX_VALUE),
                    "How many times as fast as its budget allows errors may come; 1 spends just the budget.")
            .required();
    private static final Key<Duration> BURN_WINDOW =
            key("window", Units.SECONDS, "Length of the sliding window.").required();

    /** A limit of how fast the error budget is spent. */
    private record Burn(double rate, Duration window) {}

    private static final Key<List<Burn>> BURN = key(
                    "burn",
                    Shapes.listOf(Shapes.named(
                            "burn",
                            () -> Mapping.of("a burn rate", List.of(BURN_RATE, BURN_WINDOW), fields -> {
                                Double rate = fields.get(BURN_RATE);
                                Duration window = fields.get(BURN_WINDOW);
                                return rate == null || window == null ? null : new Burn(rate, window);
                            }))),
                    "How fast the error budget may burn in sliding windows.")
            .also("burnRate", "burn_rate");

    /**
     * What is promised, and the windows that it is promised for.
     *
     * @param terms null where the target stands alone
     */
    private record Aim<T>(T target, @Nullable Fields terms) {}

    private static final Key<Aim<Double>> AVAILABILITY = key(
                    "availability",
                    aim("promiseOfShare", Percentage.SHAPE),
                    "So many requests succeed: 99.9 or 99.9%; numbers up to 1 are shares, 0.999.")
            .like("99.9%");
    private static final Key<Aim<Double>> ERROR_RATE = key(
                    "errorRate",
                    aim("promiseOfShare", Percentage.SHAPE),
                    "No more requests fail: 0.1%; numbers up to 1 are shares, so 0.1 is 10 %.")
            .also("error_rate")
            .like("0.1%");
    private static final Key<Aim<Rate>> THROUGHPUT = key(
                    "throughput",
                    aim("promiseOfRate", Throughputs.SHAPE),
                    "At least so many requests succeed: 1000rps, 1000/s; per second without a unit.")
            .like("1000rps");
    private static final Key<List<Percentile>> LATENCY = key(
            "latency",
            new Percentiles(),
            "So many requests are answered in time, from their intended start: percentiles with their times, p95:"
                    + " 500ms, or a share and a limit.");

    private static final List<Key<?>> KINDS = List.of(AVAILABILITY, ERROR_RATE, LATENCY, THROUGHPUT);

    private static final Key<String> NAME =
            key("name", Shapes.text(), "By which results tell it from others.").required();
    private static final Key<String> OF =
            key("of", Shapes.text(), "Name of the requests that it is about; all unless given.");
    private static final Key<Map<String, String>> TAGS =
            key("tags", Shapes.mapOf("tags", Shapes.text()), "Tags of the requests that it is about.");

    private static final List<Key<?>> KEYS =
            List.of(OF, TAGS, AVAILABILITY, ERROR_RATE, LATENCY, THROUGHPUT, WINDOW, IN_EACH, BURN);

    private static final Mapping<List<ServiceLevel>> IN_LIST = Mapping.of("an objective", withName(), fields -> {
        String name = fields.get(NAME);
        return name == null ? null : objective(name, fields);
    });

    private static final Mapping<List<ServiceLevel>> OF_ALL =
            Mapping.of("the objectives", KINDS, fields -> levels(fields, null, Slos::slo));

    private ServiceLevels() {}

    private static List<Key<?>> withName() {
        var keys = new ArrayList<Key<?>>(List.of(NAME));
        keys.addAll(KEYS);
        return keys;
    }

    private static <T> Shape<Aim<T>> aim(String name, Shape<T> target) {
        Key<T> key = key("target", target, "What is promised.").required();
        return Shapes.either(
                target.as(promised -> new Aim<>(promised, null)),
                Shapes.named(
                        name,
                        () -> Mapping.of("a promise", List.of(key, WINDOW, IN_EACH, BURN), fields -> {
                            T promised = fields.get(key);
                            return promised == null ? null : new Aim<>(promised, fields);
                        })));
    }

    /**
     * Returns the objectives as a run of some length is judged by them.
     *
     * @param runLength of the load without its warm-up; zero where nobody knows, so that windows stay as they are
     * @param notes gets a note for each window that is as long as the run, or longer
     */
    public static List<Slo> slos(List<ServiceLevel> levels, Duration runLength, Notes notes) {
        var slos = new ArrayList<Slo>();
        for (ServiceLevel level : levels) {
            Duration window = level.window();
            if (window == null) {
                slos.add(level.slo());
            } else if (runLength.isZero() || window.compareTo(runLength) < 0) {
                slos.add(level.slo().inEach(window));
            } else {
                slos.add(level.slo());
                notes.add(
                        level.place(),
                        level.path(),
                        "the run lasts " + DurationText.of(runLength)
                                + ", so the objective is judged over the whole run" + " and not over "
                                + DurationText.of(window));
            }
        }
        return slos;
    }

    @Override
    public List<ServiceLevel> read(Value value, Reading reading) {
        var levels = new ArrayList<ServiceLevel>();
        switch (value) {
            case Entries entries -> {
                List<Entry> kinds =
                        entries.entries().stream().filter(ServiceLevels::isKind).toList();
                add(OF_ALL.read(new Entries(entries.place(), kinds), reading), levels);
                entries.entries().stream()
                        .filter(entry -> !isKind(entry))
                        .forEach(entry -> add(
                                named(entry.key().text())
                                        .read(
                                                entry.value(),
                                                reading.at(entry.key().text())),
                                levels));
            }
            case Items items -> {
                for (int i = 0; i < items.items().size(); i++) {
                    add(IN_LIST.read(items.items().get(i), reading.at(i)), levels);
                }
            }
            case Nothing nothing -> {}
            default -> reading.expected(expected(), value);
        }
        return List.copyOf(levels);
    }

    private static void add(@Nullable List<ServiceLevel> more, List<ServiceLevel> levels) {
        if (more != null) {
            levels.addAll(more);
        }
    }

    private static boolean isKind(Entry entry) {
        String name = entry.key().text();
        return KINDS.stream()
                .anyMatch(kind -> kind.name().equals(name) || kind.others().contains(name));
    }

    private static Mapping<List<ServiceLevel>> named(String name) {
        return Mapping.of("an objective", KEYS, fields -> objective(name, fields));
    }

    private static @Nullable List<ServiceLevel> objective(String name, Fields fields) {
        List<Key<?>> kinds = KINDS.stream().filter(fields::has).toList();
        if (kinds.isEmpty()) {
            fields.mistake("the objective promises nothing; give it availability, errorRate, latency or throughput");
            return null;
        }
        if (kinds.size() > 1) {
            fields.mistake(
                    kinds.get(1),
                    "cannot stand beside \"" + kinds.getFirst().name()
                            + "\": an objective promises one thing; write another one");
            return null;
        }
        int percentiles = fields.get(LATENCY, List.of()).size();
        return levels(
                fields,
                fields,
                kind -> scope(percentiles > 1 ? name + " " + kind.replace("latency ", "") : name, fields));
    }

    private static Slos.Scope scope(String name, Fields fields) {
        Slos.Scope scope = Slos.slo(name);
        String request = fields.get(OF);
        scope = request == null ? scope : scope.of(request);
        for (Map.Entry<String, String> tag : fields.get(TAGS, Map.of()).entrySet()) {
            scope = scope.tagged(tag.getKey(), tag.getValue());
        }
        return scope;
    }

    /**
     * Returns what is promised under the keys of kinds.
     *
     * @param terms windows of the objective as a whole; null where it has none
     * @param scope makes the scope of a promise, by what it is called where it has no name
     */
    private static List<ServiceLevel> levels(
            Fields fields, @Nullable Fields terms, Function<String, Slos.Scope> scope) {
        var levels = new ArrayList<ServiceLevel>();
        Aim<Double> availability = fields.get(AVAILABILITY);
        if (availability != null) {
            levels.add(level(
                    fields,
                    AVAILABILITY,
                    availability.terms(),
                    terms,
                    () -> scope.apply("availability").availability(availability.target())));
        }
        Aim<Double> errors = fields.get(ERROR_RATE);
        if (errors != null) {
            levels.add(level(
                    fields,
                    ERROR_RATE,
                    errors.terms(),
                    terms,
                    () -> scope.apply("error rate").errorRate(errors.target())));
        }
        for (Percentile percentile : fields.get(LATENCY, List.of())) {
            Aim<Duration> aim = percentile.aim();
            levels.add(level(
                    percentile.place(),
                    percentile.path(),
                    aim.terms(),
                    terms,
                    () -> scope.apply("latency " + percentile.label()).latency(percentile.share(), aim.target())));
        }
        Aim<Rate> throughput = fields.get(THROUGHPUT);
        if (throughput != null) {
            levels.add(level(
                    fields,
                    THROUGHPUT,
                    throughput.terms(),
                    terms,
                    () -> scope.apply("throughput").throughput(throughput.target())));
        }
        return levels;
    }

    private static ServiceLevel level(
            Fields fields, Key<?> kind, @Nullable Fields own, @Nullable Fields outer, Supplier<Slo> promise) {
        return level(fields.place(kind), fields.reading(kind).path(), own, outer, promise);
    }

    private static ServiceLevel level(
            Place place, String path, @Nullable Fields own, @Nullable Fields outer, Supplier<Slo> promise) {
        Slo slo = SourceLocation.during(Locations.of(place), promise);
        Duration window = null;
        Place at = place;
        for (Fields terms : Stream.of(Optional.ofNullable(own), Optional.ofNullable(outer))
                .flatMap(Optional::stream)
                .toList()) {
            for (Duration each : terms.get(IN_EACH, List.of())) {
                slo = slo.inEach(each);
            }
            for (Burn burn : terms.get(BURN, List.of())) {
                slo = slo.burningAtMost(burn.rate(), burn.window());
            }
            Duration given = terms.get(WINDOW);
            if (given != null && window != null) {
                terms.mistake(WINDOW, "the promise has a window of its own; keep one of them");
            } else if (given != null) {
                window = given;
                at = terms.place(WINDOW);
            }
        }
        return new ServiceLevel(slo, window, at, path);
    }

    @Override
    public String expected() {
        return "objectives, a mapping or a list of them";
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> mapping = new LinkedHashMap<>(OF_ALL.schema(definitions));
        mapping.put("additionalProperties", named("").schema(definitions));
        return Map.of("anyOf", List.of(mapping, Map.of("type", "array", "items", IN_LIST.schema(definitions))));
    }

    @Override
    public boolean fits(Value value) {
        return !(value instanceof Value.Text);
    }

    /**
     * A share of requests and the time they are answered in.
     *
     * @param label what it is called: {@code p95}
     */
    private record Percentile(double share, String label, Aim<Duration> aim, Place place, String path) {}

    /** Percentiles with their times, or a share and a limit. */
    private record Percentiles() implements Shape<List<Percentile>> {

        private static final Pattern NAME = Pattern.compile("p(\\d{1,2}(?:\\.\\d+)?|999)");
        private static final Shape<Aim<Duration>> TIME = aim("promiseOfTime", Units.MILLIS);

        private static final Key<Double> SHARE = key(
                        "share", Percentage.SHAPE, "So many requests are answered in time.")
                .required();
        private static final Key<Duration> LIMIT = key("limit", Units.MILLIS, "The time; milliseconds without a unit.")
                .required();
        private static final Mapping<List<Percentile>> SHARE_AND_LIMIT =
                Mapping.of("a latency", List.of(SHARE, LIMIT, WINDOW, IN_EACH, BURN), fields -> {
                    Double share = fields.get(SHARE);
                    Duration limit = fields.get(LIMIT);
                    return share == null || limit == null
                            ? null
                            : List.of(new Percentile(
                                    share,
                                    "p" + Figures.plain(100 * share),
                                    new Aim<>(limit, fields),
                                    fields.place(),
                                    fields.reading().path()));
                });

        @Override
        public @Nullable List<Percentile> read(Value value, Reading reading) {
            if (!(value instanceof Entries entries)) {
                reading.expected(expected(), value);
                return null;
            }
            if (entries.get("share") != null || entries.get("limit") != null) {
                return SHARE_AND_LIMIT.read(entries, reading);
            }
            var percentiles = new ArrayList<Percentile>();
            for (Entry entry : entries.entries()) {
                Reading below = reading.at(entry.key().text());
                Matcher name = NAME.matcher(entry.key().text());
                if (!name.matches()) {
                    below.mistake(
                            entry.key().place(),
                            "a percentile such as p95 or p99.9 is expected here, or share and limit");
                    continue;
                }
                Aim<Duration> aim = TIME.read(entry.value(), below);
                String percent = name.group(1).equals("999") ? "99.9" : name.group(1);
                if (aim != null) {
                    percentiles.add(new Percentile(
                            new BigDecimal(percent).movePointLeft(2).doubleValue(),
                            "p" + percent,
                            aim,
                            entry.value().place(),
                            below.path()));
                }
            }
            return percentiles;
        }

        @Override
        public String expected() {
            return "percentiles with their times, such as p95: 500ms,";
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> ofNames = Map.of(
                    "type",
                    "object",
                    "patternProperties",
                    Map.of("^" + NAME.pattern() + "$", TIME.schema(definitions)),
                    "additionalProperties",
                    false);
            return Map.of("anyOf", List.of(ofNames, SHARE_AND_LIMIT.schema(definitions)));
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Entries;
        }
    }
}

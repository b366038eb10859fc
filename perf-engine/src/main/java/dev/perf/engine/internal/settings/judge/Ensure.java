package dev.perf.engine.internal.settings.judge;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.settings.value.Written;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is judged by, as Artillery's plugin {@code ensure} writes it.
 *
 * <p>Response times are those of {@code response_time}, from the intended start of a request to its last byte; Artillery's end
 * with the first byte and begin with the actual start, so they are never longer. A rate of errors is the share of requests that
 * failed, where Artillery counts users.
 */
public final class Ensure {

    private static final Key<Double> MAX_ERROR_RATE = key(
                    "maxErrorRate",
                    Shapes.number(0, 100),
                    "At most so many of a hundred HTTP requests may fail: 1 is 1 %.")
            .like(1);
    private static final Key<List<ThresholdRule>> THRESHOLDS =
            key("thresholds", new Checks(), "Metrics of Artillery with the number that each must be below.");
    private static final Key<Text> EXPRESSION = key(
                    "expression",
                    new Written("an expression such as 'http.response_time.p95 < 250'"),
                    "Comparisons of a metric with a number, joined by and.")
            .required();
    private static final Key<Boolean> STRICT = key(
            "strict",
            Shapes.bool(),
            "true, which it is unless given: a check that does not count for the verdict cannot be had.");
    private static final Key<List<List<ThresholdRule>>> CONDITIONS = key(
            "conditions",
            Shapes.listOf(Mapping.of("a condition", List.of(EXPRESSION, STRICT), Ensure::condition)),
            "What must be true of several metrics.");

    /** Limits of the response time, in milliseconds, in the order of their documentation. */
    private static final List<Key<Duration>> TIMES = List.of(
            time("min"),
            time("max"),
            time("mean"),
            time("median"),
            time("p50"),
            time("p75"),
            time("p90"),
            time("p95"),
            time("p99"),
            time("p999"));

    public static final Shape<List<ThresholdRule>> SHAPE = Mapping.of("ensure", keys(), Ensure::rules);

    private Ensure() {}

    private static Key<Duration> time(String aggregate) {
        return key(
                aggregate,
                Units.MILLIS,
                "The response time must be below this, in milliseconds. The same as the threshold \""
                        + ArtilleryMetric.responseTime(aggregate).judged() + " < LIMIT\".");
    }

    private static List<Key<?>> keys() {
        var keys = new ArrayList<Key<?>>(TIMES);
        keys.addAll(List.of(MAX_ERROR_RATE, THRESHOLDS, CONDITIONS));
        return keys;
    }

    private static List<ThresholdRule> rules(Fields fields) {
        var rules = new ArrayList<ThresholdRule>();
        for (Key<Duration> key : TIMES) {
            Duration limit = fields.get(key);
            if (limit != null) {
                String millis = BigDecimal.valueOf(limit.toNanos(), 6)
                        .stripTrailingZeros()
                        .toPlainString();
                add(
                        ArtilleryMetric.responseTime(key.name()),
                        "<",
                        millis,
                        fields.place(key),
                        fields.reading(key),
                        rules);
            }
        }
        Double errors = fields.get(MAX_ERROR_RATE);
        if (errors != null) {
            add(
                    new ArtilleryMetric("http_req_failed: rate", "%"),
                    "<=",
                    BigDecimal.valueOf(errors).stripTrailingZeros().toPlainString(),
                    fields.place(MAX_ERROR_RATE),
                    fields.reading(MAX_ERROR_RATE),
                    rules);
        }
        rules.addAll(fields.get(THRESHOLDS, List.of()));
        fields.get(CONDITIONS, List.of()).forEach(rules::addAll);
        return rules;
    }

    private static void add(
            ArtilleryMetric metric,
            String operator,
            String number,
            Place place,
            Reading reading,
            List<ThresholdRule> rules) {
        try {
            Threshold threshold = Threshold.parse(metric.judged() + " " + operator + " " + number + metric.unit());
            rules.add(new ThresholdRule(threshold.expression(), Locations.of(place)));
        } catch (InvalidThresholdException refused) {
            reading.mistake(place, refused.reason());
        }
    }

    private static @Nullable List<ThresholdRule> condition(Fields fields) {
        Text expression = fields.get(EXPRESSION);
        if (!fields.get(STRICT, true)) {
            fields.mistake(
                    STRICT,
                    "a check that does not count for the verdict cannot be had; leave the condition out, or make it"
                            + " strict");
            return null;
        }
        if (expression == null) {
            return null;
        }
        Reading reading = fields.reading(EXPRESSION);
        var rules = new ArrayList<ThresholdRule>();
        for (EnsureCondition.Comparison comparison : EnsureCondition.read(expression, reading)) {
            ArtilleryMetric metric = metric(comparison.metric(), comparison.place(), reading);
            if (metric != null) {
                add(metric, comparison.operator(), comparison.number(), comparison.place(), reading, rules);
            }
        }
        return rules;
    }

    private static @Nullable ArtilleryMetric metric(String name, Place place, Reading reading) {
        try {
            return ArtilleryMetric.named(name);
        } catch (IllegalArgumentException unknown) {
            reading.mistake(place, String.valueOf(unknown.getMessage()));
            return null;
        }
    }

    /** A list of mappings of a metric to a number, or one mapping of all. */
    private record Checks() implements Shape<List<ThresholdRule>> {

        private static final Shape<Double> NUMBER = Shapes.number(0, Double.MAX_VALUE);

        @Override
        public List<ThresholdRule> read(Value value, Reading reading) {
            var rules = new ArrayList<ThresholdRule>();
            switch (value) {
                case Items items -> {
                    for (int i = 0; i < items.items().size(); i++) {
                        checks(items.items().get(i), reading.at(i), rules);
                    }
                }
                default -> checks(value, reading, rules);
            }
            return rules;
        }

        private void checks(Value value, Reading reading, List<ThresholdRule> rules) {
            if (value instanceof Entries entries) {
                entries.entries()
                        .forEach(entry -> check(entry, reading.at(entry.key().text()), rules));
            } else {
                reading.expected("a metric with its limit, such as http.response_time.p95: 500,", value);
            }
        }

        private static void check(Entry entry, Reading reading, List<ThresholdRule> rules) {
            ArtilleryMetric metric = metric(entry.key().text(), entry.key().place(), reading);
            Double limit = NUMBER.read(entry.value(), reading);
            if (metric != null && limit != null) {
                String number = new BigDecimal(String.valueOf(limit))
                        .stripTrailingZeros()
                        .toPlainString();
                add(metric, "<", number, entry.value().place(), reading, rules);
            }
        }

        @Override
        public String expected() {
            return "a list of metrics with their limits, such as http.response_time.p95: 500";
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> limits = Map.of("type", "object", "additionalProperties", NUMBER.schema(definitions));
            return Map.of("anyOf", List.of(limits, Map.of("type", "array", "items", limits)));
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Items || value instanceof Entries;
        }
    }
}

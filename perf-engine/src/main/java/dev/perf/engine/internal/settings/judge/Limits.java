package dev.perf.engine.internal.settings.judge;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Spot;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.settings.value.Written;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.text.DurationText;
import dev.perf.text.Nearest;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is judged by: {@code thresholds}.
 *
 * <pre>{@code
 * thresholds:                                         thresholds:
 *   http_req_duration{name:login}: p(95) < 500ms        - 'response_time: p(99) < 2s abort after 30s'
 *   http_req_failed:                                    - 'checks: rate > 99%'
 *     - rate < 1%
 *     - {threshold: rate < 5%, abortOnFail: true}
 *   p95: 500ms
 *   errorRate: 1%
 * }</pre>
 *
 * <p>A metric and what stands under it are together an expression of {@link Threshold}'s grammar; names of {@link PlainLimit}
 * take a limit alone. Metrics of the user's own may be named, so only the plan knows whether there is one of a name.
 */
public final class Limits implements Shape<List<ThresholdRule>> {

    public static final Shape<List<ThresholdRule>> SHAPE = new Limits();

    private static final Shape<Text> EXPRESSION = new Written("an expression such as p(95) < 500ms");
    private static final Shape<Text> WHOLE = new Written("a threshold such as 'response_time: p(95) < 500ms'");

    private static final Key<Text> THRESHOLD = key("threshold", EXPRESSION, "What must be true of the metric.")
            .required()
            .like("p(95) < 500ms");
    private static final Key<Boolean> ABORT =
            key("abortOnFail", Shapes.bool(), "Whether a breach ends the run; false unless given.");
    private static final Key<Duration> DELAY = key(
            "delayAbortEval",
            Units.MILLIS,
            "For how long after the start of the run breaches do not end it; means something with abortOnFail only."
                    + " Milliseconds unless there is a unit, as in k6.");

    /**
     * A limit on a metric.
     *
     * @param expression what stands behind the metric's name
     * @param ending clauses that follow from other keys; empty, or begins with a space
     */
    private record Judged(Text expression, String ending) {}

    private static final Shape<Judged> OBJECT = Mapping.of("a threshold", List.of(THRESHOLD, ABORT, DELAY), fields -> {
        Text expression = fields.get(THRESHOLD);
        Duration delay = fields.get(DELAY, Duration.ZERO);
        String ending =
                fields.get(ABORT, false) ? " abort" + (delay.isZero() ? "" : " after " + DurationText.of(delay)) : "";
        return expression == null ? null : new Judged(expression, ending);
    });

    private static final Shape<List<Judged>> OF_METRIC = Shapes.named(
            "limits", () -> Shapes.listOf(Shapes.either(EXPRESSION.as(text -> new Judged(text, "")), OBJECT)));

    private Limits() {}

    @Override
    public List<ThresholdRule> read(Value value, Reading reading) {
        var rules = new ArrayList<ThresholdRule>();
        switch (value) {
            case Entries entries -> entries.entries().forEach(entry -> metric(entry, reading, rules));
            case Items items -> {
                for (int i = 0; i < items.items().size(); i++) {
                    item(items.items().get(i), reading.at(i), rules);
                }
            }
            case Text text -> item(text, reading, rules);
            case Nothing nothing -> {}
        }
        return List.copyOf(rules);
    }

    /** Without quotes an expression in a list is a mapping of one key, for it has a colon. */
    private static void item(Value item, Reading reading, List<ThresholdRule> rules) {
        if (item instanceof Entries entries) {
            entries.entries().forEach(entry -> metric(entry, reading, rules));
        } else {
            Text whole = WHOLE.read(item, reading);
            if (whole != null) {
                rule(null, new Judged(whole, ""), reading, rules);
            }
        }
    }

    private static void metric(Entry entry, Reading above, List<ThresholdRule> rules) {
        Text name = entry.key();
        Reading reading = above.at(name.text());
        PlainLimit plain = PlainLimit.named(name.text());
        if (plain != null && isPlain(entry.value())) {
            String limit = plain.limit().read(entry.value(), reading);
            if (limit != null) {
                rules.add(new ThresholdRule(
                        Threshold.parse(plain.judged() + " " + limit).expression(),
                        Locations.of(entry.value().place())));
            }
        } else if (isPlain(entry.value()) && !Threshold.builtInMetrics().contains(name.text())) {
            reading.mistake(name.place(), unknown(name.text()));
        } else if (entry.value() instanceof Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                judged(name, items.items().get(i), reading.at(i), rules);
            }
        } else {
            judged(name, entry.value(), reading, rules);
        }
    }

    private static void judged(Text metric, Value value, Reading reading, List<ThresholdRule> rules) {
        Judged judged =
                value instanceof Entries ? OBJECT.read(value, reading) : ofText(EXPRESSION.read(value, reading));
        if (judged != null) {
            rule(metric, judged, reading, rules);
        }
    }

    private static @Nullable Judged ofText(@Nullable Text expression) {
        return expression == null ? null : new Judged(expression, "");
    }

    /** An expression begins with the name of an aggregate and has an operator; a limit does not. */
    private static boolean isPlain(Value value) {
        return value instanceof Text text
                && (text.text().chars().noneMatch(character -> "<>=!".indexOf(character) >= 0)
                        || !Character.isLetter(text.text().strip().charAt(0)));
    }

    private static String unknown(String name) {
        var names = new ArrayList<String>();
        PlainLimit.ALL.forEach(limit -> names.addAll(limit.names()));
        return "no limit of that name; " + Nearest.question(name, names) + "known are "
                + String.join(
                        ", ", PlainLimit.ALL.stream().map(PlainLimit::name).toList())
                + "; what stands under a metric is an expression such as p(95) < 500ms";
    }

    /** Adds the rule that an expression comes to, or notes what is wrong with it at the very word. */
    private static void rule(@Nullable Text metric, Judged judged, Reading reading, List<ThresholdRule> rules) {
        Text text = judged.expression();
        String before = metric == null ? "" : metric.text() + ": ";
        try {
            Threshold threshold = Threshold.parse(before + text.text() + judged.ending());
            rules.add(new ThresholdRule(threshold.expression(), Locations.of(text.place())));
        } catch (InvalidThresholdException refused) {
            int position = refused.position();
            reading.mistake(
                    metric != null && position < metric.text().length()
                            ? Spot.of(metric, position)
                            : Spot.of(
                                    text,
                                    Math.clamp(
                                            position - before.length(),
                                            0,
                                            text.text().length())),
                    refused.reason());
        }
    }

    @Override
    public String expected() {
        return "thresholds, a mapping of metrics or a list of expressions";
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (PlainLimit limit : PlainLimit.ALL) {
            for (String name : limit.names()) {
                properties.put(
                        name,
                        Map.of(
                                "description",
                                limit.description(),
                                "anyOf",
                                List.of(limit.limit().schema(definitions), OF_METRIC.schema(definitions))));
            }
        }
        Map<String, Object> ofMetrics = Map.of(
                "type",
                List.of("object", "null"),
                "properties",
                properties,
                "additionalProperties",
                OF_METRIC.schema(definitions));
        Map<String, Object> whole = Map.of("type", "string");
        return Map.of(
                "anyOf",
                List.of(
                        ofMetrics,
                        whole,
                        Map.of("type", "array", "items", Map.of("anyOf", List.of(whole, ofMetrics)))));
    }

    @Override
    public boolean fits(Value value) {
        return true;
    }
}

package dev.perf.engine.internal.baseline;

import dev.perf.text.Nearest;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The numbers of an earlier run: what its thresholds judged, which may be any part of it, and its metrics, which are those
 * of the whole run.
 */
public final class EarlierRun {

    private static final Map<Double, String> PERCENTILES =
            Map.of(50.0, "p50", 75.0, "p75", 90.0, "p90", 95.0, "p95", 99.0, "p99", 99.9, "p999");
    private static final int SHOWN = 10;

    private final JsonNode metrics;
    private final JsonNode thresholds;

    EarlierRun(JsonNode metrics, JsonNode thresholds) {
        this.metrics = metrics;
        this.thresholds = thresholds;
    }

    /**
     * Returns what the number came to that a threshold judges.
     *
     * @throws UnusableBaselineException if the run does not have it; the message says what it has
     */
    public double valueOf(Threshold threshold) throws UnusableBaselineException {
        Double judged = judged(threshold);
        if (judged != null) {
            return judged;
        }
        boolean wholeRun = threshold.scope() instanceof Scope.WholeRun
                && threshold.window() == null
                && threshold.breachedFor() == null;
        if (!wholeRun) {
            throw new UnusableBaselineException(
                    "the baseline has metrics of its whole run only, and had no threshold on"
                            + " the same number; run it once with one, such as this with a limit of its own");
        }
        return measured(threshold);
    }

    private @Nullable Double judged(Threshold threshold) {
        for (JsonNode one : thresholds.values()) {
            JsonNode actual = one.path("actual");
            if (actual.isNumber() && isSame(threshold, one.path("expression").asString(""))) {
                return actual.asDouble();
            }
        }
        return null;
    }

    private static boolean isSame(Threshold threshold, String expression) {
        try {
            return threshold.judgesTheSameAs(Threshold.parse(expression));
        } catch (InvalidThresholdException other) {
            return false; // limits of soak tests stand among them, and texts of other versions
        }
    }

    private double measured(Threshold threshold) throws UnusableBaselineException {
        String key = key(threshold);
        JsonNode metric = metrics.path(key);
        if (metric.isMissingNode()) {
            throw new UnusableBaselineException("the baseline has no metric " + key + "; " + advice(key));
        }
        String field = field(threshold.aggregate(), metric.path("type").asString(""));
        JsonNode value = metric.path(field);
        if (value.isNumber()) {
            return value.asDouble();
        }
        String aggregate = threshold.aggregate().text();
        throw new UnusableBaselineException(
                value.isNull()
                        ? "too few samples of " + key + " in the baseline bear out " + aggregate
                        : "the baseline does not have " + aggregate + " of " + key + "; there are "
                                + String.join(", ", fields(metric))
                                + ", and what its thresholds judged");
    }

    /** As a result writes it: the tags in the order of the threshold that asks for them. */
    private String key(Threshold threshold) {
        String plain = threshold.metric();
        if (threshold.tags().isEmpty()) {
            return plain;
        }
        Set<String> wanted = threshold.tags().entrySet().stream()
                .map(tag -> tag.getKey() + ":" + tag.getValue())
                .collect(Collectors.toSet());
        String asWritten = threshold.tags().entrySet().stream()
                .map(tag -> tag.getKey() + ":" + tag.getValue())
                .collect(Collectors.joining(",", plain + "{", "}"));
        return metrics.propertyNames().stream()
                .filter(name -> name.startsWith(plain + "{") && name.endsWith("}"))
                .filter(name -> wanted.equals(tags(name.substring(plain.length() + 1, name.length() - 1))))
                .findFirst()
                .orElse(asWritten);
    }

    private static Set<String> tags(String joined) {
        return new HashSet<>(List.of(joined.split(",", -1)));
    }

    private String advice(String key) {
        var names = new TreeSet<>(metrics.propertyNames());
        String nearest = Nearest.to(key, names);
        if (nearest != null) {
            return "did you mean " + nearest + "?";
        }
        List<String> first = names.stream().limit(SHOWN).toList();
        int more = names.size() - first.size();
        return "there are " + String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String field(Aggregate aggregate, String type) {
        return switch (aggregate) {
            case Aggregate.Percentile percentile ->
                percentile.percent() == 100 ? "max" : PERCENTILES.getOrDefault(percentile.percent(), percentile.text());
            case Aggregate.Statistic.MEDIAN -> "p50";
            case Aggregate.Statistic.COUNT -> type.equals("rate") ? "passes" : "count";
            case Aggregate.Statistic statistic -> statistic.text();
        };
    }

    /** Returns the aggregates that there are, as thresholds spell them. */
    private static List<String> fields(JsonNode metric) {
        var found = new ArrayList<String>();
        metric.properties().forEach(field -> {
            if (field.getValue().isNumber()) {
                found.add(spelt(field.getKey()));
            }
        });
        return found;
    }

    private static String spelt(String field) {
        return PERCENTILES.entrySet().stream()
                .filter(known -> known.getValue().equals(field))
                .map(known -> new Aggregate.Percentile(known.getKey()).text())
                .findFirst()
                .orElse(field.equals("passes") ? "count" : field);
    }
}

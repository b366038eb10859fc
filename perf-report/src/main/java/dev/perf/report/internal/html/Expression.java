package dev.perf.report.internal.html;

import dev.perf.metric.Unit;
import dev.perf.result.MetricResult;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a report needs to know of a threshold's text: the metric and aggregate, hence the unit, and whether it speaks of
 * the whole run.
 *
 * @param metric name of the metric
 * @param aggregate {@code p(95)}, {@code rate}, ...
 * @param wholeRun whether there is neither a tag nor a window
 * @param upper whether the limit is not to be exceeded
 */
record Expression(String metric, String aggregate, boolean wholeRun, boolean upper) {

    private static final Pattern SHAPE = Pattern.compile(
            "\\s*([\\w.-]+)\\s*(\\{.*})?\\s*:\\s*(p\\s*\\([^)]*\\)|p\\d[\\d.]*|[a-z]+)\\s*([<>=!]+)(.*)",
            Pattern.DOTALL);

    /** Limits of drift on what changes in an hour. */
    private static final Set<String> PER_HOUR = Set.of("response_time_slope", "error_burn");

    /** Returns what {@code text} says, or null if it is of another form. */
    static @Nullable Expression read(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return null;
        }
        boolean wholeRun = shape.group(2) == null && !shape.group(5).matches("(?s).*\\b(over|for)\\b.*");
        String aggregate = shape.group(3).replaceAll("\\s", "").replaceFirst("^p(\\d[\\d.]*)$", "p($1)");
        return new Expression(
                shape.group(1), aggregate, wholeRun, shape.group(4).startsWith("<"));
    }

    /** Says a number of the threshold in its unit. */
    static String say(ThresholdResult threshold, double value, List<MetricResult> metrics) {
        Expression expression = read(threshold.expression());
        return expression == null ? Format.level(value) : expression.say(value, metrics);
    }

    /** Says a distance between two numbers of the threshold. */
    static String sayDistance(ThresholdResult threshold, double distance, List<MetricResult> metrics) {
        Expression expression = read(threshold.expression());
        return expression != null && expression.aggregate.equals("rate") && expression.isShare(metrics)
                ? Format.number(distance * 100) + "\u00A0pts" + (PER_HOUR.contains(expression.metric) ? "/h" : "")
                : say(threshold, distance, metrics);
    }

    /** Tells whether the text is about how the numbers of a run drifted. */
    boolean isDrift() {
        return PER_HOUR.contains(metric) || metric.equals("throughput_decay");
    }

    private String say(double value, List<MetricResult> metrics) {
        return sayPlain(value, metrics) + (PER_HOUR.contains(metric) ? "/h" : "");
    }

    private String sayPlain(double value, List<MetricResult> metrics) {
        MetricResult found = metrics.stream()
                .filter(result -> result.name().equals(metric))
                .findFirst()
                .orElse(null);
        Unit unit = found != null ? found.unit() : unitWithoutSamples();
        return switch (aggregate) {
            case "count" ->
                Format.value(
                        value,
                        found instanceof MetricResult.Trend || found == null && unit != Unit.BYTES ? Unit.NONE : unit);
            case "rate" ->
                isShare(metrics)
                        ? Format.percent(value)
                        : unit == Unit.BYTES ? Format.bytes(value) + "/s" : Format.perSecond(value);
            case "value" -> Format.value(value, found == null ? Unit.NONE : unit);
            default -> Format.value(value, unit);
        };
    }

    /** Of a metric of the test that has no samples, nothing in the result tells the unit. */
    private Unit unitWithoutSamples() {
        if (metric.startsWith("data_")) {
            return Unit.BYTES;
        }
        return isDrift() || Threshold.builtInMetrics().contains(metric) ? Unit.MILLISECONDS : Unit.NONE;
    }

    private boolean isShare(List<MetricResult> metrics) {
        return metrics.stream()
                .filter(result -> result.name().equals(metric))
                .findFirst()
                .map(result -> result instanceof MetricResult.Rate)
                .orElse(metric.equals("checks")
                        || metric.endsWith("_failed")
                        || metric.equals("throughput_decay")
                        || metric.equals("error_burn"));
    }
}

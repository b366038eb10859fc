package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.template.Template;
import dev.perf.metric.Metric;
import dev.perf.source.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A metric of the user's own as a step takes samples of it: with tags that may be templates. Thread-safe. */
public final class MetricSample {

    private final Metric metric;
    private final Map<String, Template> tags;
    private final @Nullable SeriesByPhase series;

    private MetricSample(Metric metric, Map<String, Template> tags, @Nullable SeriesByPhase series) {
        this.metric = metric;
        this.tags = tags;
        this.series = series;
    }

    /** Compiles a metric; mistakes go to the context. */
    public static MetricSample compile(Metric metric, SourceLocation location, CompileContext context) {
        SeriesRegistry registry = context.series();
        String refusal = registry.metrics().enter(metric);
        if (refusal != null) {
            context.inside("metric \"" + metric.name() + "\"").problem(location, refusal);
            return new MetricSample(metric, Map.of(), null);
        }
        var templates = new LinkedHashMap<String, Template>();
        metric.tags().forEach((key, value) -> {
            context.inside("metric \"" + metric.name() + "\", tag \"" + key + "\"")
                    .checkName(key, CompileContext.NAME_OF_TAG, location);
            templates.put(key, context.template(value, location));
        });
        boolean constant = templates.values().stream().allMatch(Template::isConstant);
        return new MetricSample(
                metric,
                templates,
                constant ? UserMetrics.series(registry, metric, context.tags().and(metric.tags())) : null);
    }

    /**
     * Takes a sample; one that the metric cannot have is counted as an error.
     *
     * @throws dev.perf.scenario.MissingValueException if the session lacks a value of a tag
     */
    public void take(VirtualUser user, double value) {
        if (series != null) {
            UserMetrics.record(user, metric, series, value);
            return;
        }
        Metric tagged = metric;
        for (Map.Entry<String, Template> tag : tags.entrySet()) {
            tagged = tagged.tag(tag.getKey(), tag.getValue().fill(user.session()));
        }
        user.record(tagged, value);
    }
}

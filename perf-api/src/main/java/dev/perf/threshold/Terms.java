package dev.perf.threshold;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a threshold says, whether or not it makes sense: {@link Rules} tell that.
 *
 * @param metric name of the metric judged
 * @param tags tags that samples must carry, in the order written
 * @param aggregate how samples become one number
 * @param comparison how that number must compare with the limit
 * @param limit the number to compare with, in the unit that the metric implies where none was written
 * @param minSamples how many samples there must be; {@link #ANY_NUMBER} if one is enough
 * @param scope which part of the run is judged
 * @param abortAfter time from which a breach aborts the run; null if none does
 */
record Terms(
        String metric,
        Map<String, String> tags,
        Aggregate aggregate,
        Comparison comparison,
        Limit limit,
        long minSamples,
        Scope scope,
        @Nullable Duration abortAfter) {

    /** No number of samples is demanded. */
    static final long ANY_NUMBER = 0;

    Terms {
        Objects.requireNonNull(scope, "scope");
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        limit = withImpliedUnit(metric, aggregate, limit);
    }

    private static Limit withImpliedUnit(String metric, Aggregate aggregate, Limit limit) {
        MetricFacts builtIn = BuiltInMetric.named(metric);
        return builtIn == null ? limit : withImpliedUnit(builtIn, aggregate, limit);
    }

    private static Limit withImpliedUnit(MetricFacts facts, Aggregate aggregate, Limit limit) {
        return limit.unit() != Limit.Unit.NONE
                ? limit
                : new Limit(limit.number(), facts.quantityOf(aggregate).baseUnit());
    }

    /** Returns these terms with the unit that the metric implies, where none was written. */
    Terms withImpliedUnit(MetricFacts facts) {
        return new Terms(
                metric,
                tags,
                aggregate,
                comparison,
                withImpliedUnit(facts, aggregate, limit),
                minSamples,
                scope,
                abortAfter);
    }

    Terms withTag(String name, String value) {
        return new Terms(
                metric, Tags.added(tags, name, value), aggregate, comparison, limit, minSamples, scope, abortAfter);
    }

    Terms withMinSamples(long count) {
        return new Terms(metric, tags, aggregate, comparison, limit, count, scope, abortAfter);
    }

    Terms withScope(Scope other) {
        return new Terms(metric, tags, aggregate, comparison, limit, minSamples, other, abortAfter);
    }

    Terms withAbortAfter(Duration runTime) {
        return new Terms(metric, tags, aggregate, comparison, limit, minSamples, scope, runTime);
    }
}

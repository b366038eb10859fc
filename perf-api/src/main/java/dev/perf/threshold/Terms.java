package dev.perf.threshold;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a threshold says, whether or not it makes sense: {@link Rules} tell that.
 *
 * @param metric name of the metric judged
 * @param tags tags that samples must carry, in the order written
 * @param aggregate how samples become one number
 * @param comparison how that number must compare with the limit
 * @param limit the number to compare with, in the unit that the metric implies where none was written; null where it
 *     follows from a baseline that is not known yet
 * @param relative how the limit follows from a baseline; null where it does not
 * @param minSamples how many samples there must be; {@link #ANY_NUMBER} if one is enough
 * @param scope which part of the run is judged
 * @param window length of the windows of it, of which the worst counts; null where it is judged as one
 * @param breachedFor how long the limit must be broken without interruption; null where any breach counts
 * @param abortAfter time from which a breach aborts the run; null if none does
 * @param baseline what the baseline came to; null where it is not known, or none is needed
 */
record Terms(
        String metric,
        Map<String, String> tags,
        Aggregate aggregate,
        Comparison comparison,
        @Nullable Limit limit,
        @Nullable BaselineLimit relative,
        long minSamples,
        Scope scope,
        @Nullable Duration window,
        @Nullable Duration breachedFor,
        @Nullable Duration abortAfter,
        @Nullable Double baseline) {

    /** No number of samples is demanded. */
    static final long ANY_NUMBER = 0;

    Terms {
        Objects.requireNonNull(scope, "scope");
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        limit = withImpliedUnit(metric, aggregate, limit);
    }

    /** Says no more than what is judged and how. */
    Terms(String metric, Map<String, String> tags, Aggregate aggregate, Comparison comparison, Limit limit) {
        this(metric, tags, aggregate, comparison, limit, null, ANY_NUMBER, Scope.WHOLE_RUN, null, null, null, null);
    }

    /** Says no more than what is judged, how, and by which baseline. */
    Terms(String metric, Map<String, String> tags, Aggregate aggregate, Comparison comparison, BaselineLimit limit) {
        this(metric, tags, aggregate, comparison, null, limit, ANY_NUMBER, Scope.WHOLE_RUN, null, null, null, null);
    }

    private static @Nullable Limit withImpliedUnit(String metric, Aggregate aggregate, @Nullable Limit limit) {
        MetricFacts builtIn = BuiltInMetric.named(metric);
        return builtIn == null || limit == null ? limit : withImpliedUnit(builtIn, aggregate, limit);
    }

    private static Limit withImpliedUnit(MetricFacts facts, Aggregate aggregate, Limit limit) {
        return limit.unit() != Limit.Unit.NONE
                ? limit
                : new Limit(limit.number(), facts.quantityOf(aggregate).baseUnit());
    }

    /** Returns these terms with the unit that the metric implies, where none was written. */
    Terms withImpliedUnit(MetricFacts facts) {
        return limit == null ? this : with(draft -> draft.limit = withImpliedUnit(facts, aggregate, limit));
    }

    /** Returns these terms with the limit that follows from what the baseline came to. */
    Terms against(BaselineLimit of, double known) {
        return with(draft -> {
            draft.baseline = known;
            draft.limit = new Limit(of.of(known), Limit.Unit.NONE);
        });
    }

    Terms withTag(String name, String value) {
        return with(draft -> draft.tags = Tags.added(tags, name, value));
    }

    Terms with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A copy in which something is changed. */
    static final class Draft {
        private final Terms of;
        private Map<String, String> tags;

        @Nullable
        private Limit limit;

        long minSamples;
        Scope scope;

        @Nullable
        Duration window;

        @Nullable
        Duration breachedFor;

        @Nullable
        Duration abortAfter;

        @Nullable
        private Double baseline;

        private Draft(Terms of) {
            this.of = of;
            this.tags = of.tags;
            this.limit = of.limit;
            this.minSamples = of.minSamples;
            this.scope = of.scope;
            this.window = of.window;
            this.breachedFor = of.breachedFor;
            this.abortAfter = of.abortAfter;
            this.baseline = of.baseline;
        }

        private Terms finished() {
            return new Terms(
                    of.metric,
                    tags,
                    of.aggregate,
                    of.comparison,
                    limit,
                    of.relative,
                    minSamples,
                    scope,
                    window,
                    breachedFor,
                    abortAfter,
                    baseline);
        }
    }
}

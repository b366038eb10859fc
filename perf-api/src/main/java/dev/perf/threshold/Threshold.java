package dev.perf.threshold;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on a metric of the run: what must be true of one number for the run to pass.
 *
 * <p>A threshold is written as text, with {@link #parse}, or in Java, with {@link Thresholds}:
 *
 * {@snippet :
 * Threshold.parse("response_time{name:login}: p(95) < 500ms over 10s abort after 30s");
 * Thresholds.responseTime("login").p95().below(ofMillis(500)).over(ofSeconds(10)).abortRunAfter(ofSeconds(30));
 * }
 *
 * <p>The grammar, of which k6's expressions are a subset:
 *
 * <pre>
 * threshold  = metric [ "{" tag { "," tag } "}" ] ":" aggregate operator limit
 *              [ "of" digits "samples" ] [ "over" duration ] [ "abort" [ "after" duration ] ]
 * metric     = ( letter | "_" ) { letter | digit | "_" | "." | "-" }
 * tag        = text ":" text                 the sample has this tag with this value
 * text       = quoted | bare
 * quoted     = '"' { any | '\"' | '\\' } '"'  or the same in single quotes
 * bare       = any but "," and "}", nor ":" in a tag's name; braces may come in pairs
 * aggregate  = "avg" | "med" | "min" | "max" | "stddev" | "count" | "rate" | "value"
 *            | "p(" number ")" | "p" number   percentile, more than 0 and at most 100
 * operator   = "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "===" | "!="
 * limit      = number [ unit ]
 * number     = [ "+" | "-" ] ( digits [ "." digits ] | "." digits ) [ ( "e" | "E" ) [ "+" | "-" ] digits ]
 * unit       = time | "%" | "/s" | "/min" | "/h" | size | size "/s"
 * size       = "B" | "kB" | "MB" | "GB"      1 kB is 1000 B
 * time       = "ns" | "us" | "µs" | "ms" | "s" | "m" | "min" | "h"
 * duration   = number time { number time }   from large units to small, as in 1m30s
 * </pre>
 *
 * <p>{@code of 1000 samples} demands at least so many samples of a Trend or Rate.
 *
 * <p>Whitespace may stand between any two tokens and is needed only between two words. Names and keywords are
 * case-sensitive. A limit without unit is in milliseconds on a time, a ratio on a Rate, per second on the rate
 * of a Counter, bytes on a size. Units of a built-in metric are checked at once, those of any other metric by
 * {@link #requireKind}.
 *
 * <p>Thresholds are equal by meaning: units, spelling and order of tags do not count. Immutable.
 */
public final class Threshold {

    /** No number of samples is demanded. */
    static final long ANY_NUMBER = 0;

    private final String metric;
    private final Map<String, String> tags;
    private final Aggregate aggregate;
    private final Comparison comparison;
    private final Limit limit;
    private final long minSamples;
    private final @Nullable Duration window;
    private final @Nullable Duration abortAfter;

    /** Takes what it is given, but for a missing unit that the metric implies; {@link Rules} are for the caller. */
    Threshold(
            String metric,
            Map<String, String> tags,
            Aggregate aggregate,
            Comparison comparison,
            Limit limit,
            long minSamples,
            @Nullable Duration window,
            @Nullable Duration abortAfter) {
        this.metric = metric;
        this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        this.aggregate = aggregate;
        this.comparison = comparison;
        this.limit = withImpliedUnit(metric, aggregate, limit);
        this.minSamples = minSamples;
        this.window = window;
        this.abortAfter = abortAfter;
    }

    private static Limit withImpliedUnit(String metric, Aggregate aggregate, Limit limit) {
        BuiltInMetric builtIn = BuiltInMetric.named(metric);
        return builtIn == null || limit.unit() != Limit.Unit.NONE
                ? limit
                : new Limit(limit.number(), builtIn.quantityOf(aggregate).baseUnit());
    }

    /**
     * Reads a threshold.
     *
     * @param expression text of the grammar above
     * @return the threshold
     * @throws InvalidThresholdException if the text does not follow the grammar, or if aggregate, unit or limit
     *     do not fit a built-in metric
     */
    public static Threshold parse(String expression) {
        return Parser.parse(Objects.requireNonNull(expression, "expression"));
    }

    /** Returns the names of the metrics that Perf measures, in alphabetical order. */
    public static SortedSet<String> builtInMetrics() {
        return BuiltInMetric.names();
    }

    /**
     * Returns the metric judged.
     *
     * @return a name, {@code http_req_duration}
     */
    public String metric() {
        return metric;
    }

    /**
     * Returns the tags a sample must carry to be judged, all of them.
     *
     * @return values by tag name, in the order written; empty if every sample counts
     */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * Returns how samples become one number.
     *
     * @return the aggregate
     */
    public Aggregate aggregate() {
        return aggregate;
    }

    /**
     * Returns how that number must compare with the limit.
     *
     * @return the comparison
     */
    public Comparison comparison() {
        return comparison;
    }

    /**
     * Returns the number to compare with. Where the author left out a unit that the metric implies, it is here.
     *
     * @return the limit
     */
    public Limit limit() {
        return limit;
    }

    /**
     * Returns how many samples the run, or each window that is judged, must have.
     *
     * @return the number, or 0 if one sample is enough
     */
    public long minSamples() {
        return minSamples;
    }

    /**
     * Returns the length of the sliding window that is judged.
     *
     * @return a positive duration, or {@code null} if the whole run is judged
     */
    public @Nullable Duration window() {
        return window;
    }

    /**
     * Returns the time from the start of the run after which a breach aborts it.
     *
     * @return zero if any breach aborts the run, or {@code null} if none does
     */
    public @Nullable Duration abortAfter() {
        return abortAfter;
    }

    /**
     * Narrows the threshold to samples that carry a tag, besides those it asks for already.
     *
     * @param name name of the tag
     * @param value value of the tag
     * @return a narrower threshold
     * @throws IllegalArgumentException if {@code name} is empty, or asked for with another value already
     */
    public Threshold withTag(String name, String value) {
        return checked(
                metric, Tags.added(tags, name, value), aggregate, comparison, limit, minSamples, window, abortAfter);
    }

    /**
     * Demands a number of samples, for a percentile of few says little: the threshold fails where the run has fewer. A
     * window with fewer is not judged, and the threshold fails if that is so of all windows. As long as there are too
     * few, it does not abort the run.
     *
     * @param count number of samples, in place of any set before
     * @return a threshold that demands them
     * @throws InvalidThresholdException if {@code count} is not positive, or if the metric is known to be a Counter or
     *     Gauge, which has no samples to count
     */
    public Threshold minSamples(long count) {
        Threshold demanding = new Threshold(metric, tags, aggregate, comparison, limit, count, window, abortAfter);
        if (count <= 0) {
            throw new InvalidThresholdException(
                    expression(),
                    Objects.requireNonNull(Expression.of(this).positions().get(Expression.Part.LIMIT)),
                    "number of samples must be at least 1, got " + count);
        }
        return Rules.check(demanding, Expression.of(demanding));
    }

    /**
     * Judges a sliding window instead of the whole run: the threshold breaks as soon as one window breaks it.
     *
     * @param window length of the window, in place of any set before
     * @return a threshold over that window
     * @throws InvalidThresholdException if {@code window} is not positive
     */
    public Threshold over(Duration window) {
        Objects.requireNonNull(window, "window");
        return checked(metric, tags, aggregate, comparison, limit, minSamples, window, abortAfter);
    }

    /**
     * Aborts the run on the first breach.
     *
     * @return a threshold that aborts
     */
    public Threshold abortRun() {
        return abortRunAfter(Duration.ZERO);
    }

    /**
     * Aborts the run on a breach, but lets breaches pass in the beginning, when there are few samples.
     *
     * @param runTime time from the start of the run, in place of any set before; zero is {@link #abortRun}
     * @return a threshold that aborts
     * @throws InvalidThresholdException if {@code runTime} is negative
     */
    public Threshold abortRunAfter(Duration runTime) {
        Objects.requireNonNull(runTime, "runTime");
        return checked(metric, tags, aggregate, comparison, limit, minSamples, window, runTime);
    }

    static Threshold checked(
            String metric,
            Map<String, String> tags,
            Aggregate aggregate,
            Comparison comparison,
            Limit limit,
            long minSamples,
            @Nullable Duration window,
            @Nullable Duration abortAfter) {
        Threshold threshold = new Threshold(metric, tags, aggregate, comparison, limit, minSamples, window, abortAfter);
        return Rules.check(threshold, Expression.of(threshold));
    }

    /**
     * Checks aggregate, unit and limit against the kind of the metric. Built-in metrics are checked on creation;
     * this is for the user's metrics, whose kind shows when the run declares them.
     *
     * @param kind kind of the metric of this threshold
     * @throws InvalidThresholdException if the threshold cannot be judged on such a metric
     */
    public void requireKind(MetricKind kind) {
        Rules.checkKind(this, kind);
    }

    /**
     * Tells whether a value satisfies this threshold.
     *
     * @param actual aggregate of the samples in the base unit; {@code NaN} if there are none
     * @return {@code true} if it does; {@code false} for {@code NaN}, since no samples is not a pass
     */
    public boolean holds(double actual) {
        return comparison.holds(actual, limit.inBaseUnit());
    }

    /**
     * Measures how far a value is from the limit: {@code limit - actual} for {@code <} and {@code <=},
     * {@code actual - limit} for {@code >} and {@code >=}, {@code -|actual - limit|} for {@code ==},
     * {@code |actual - limit|} for {@code !=}.
     *
     * @param actual aggregate of the samples in the base unit; {@code NaN} if there are none
     * @return room left in the base unit, positive only if the threshold holds and negative only if it does not;
     *     at zero the comparison decides. {@code NaN} for {@code NaN}
     */
    public double margin(double actual) {
        return comparison.margin(actual, limit.inBaseUnit());
    }

    /**
     * Writes a value of this threshold for people: {@code 312 ms}, {@code 99.2 %}, {@code 105/s}.
     *
     * <p>Three significant digits, all digits before the point, and as many more as it takes to stay on the
     * proper side of the limit: 500.004 ms is never shown as the limit of 500 ms that it missed.
     *
     * @param value an actual value or a margin, in the base unit
     * @return number and unit, or {@code no samples} for {@code NaN}
     */
    public String format(double value) {
        BuiltInMetric builtIn = BuiltInMetric.named(metric);
        Quantity quantity = builtIn == null ? limit.unit().quantity() : builtIn.quantityOf(aggregate);
        return HumanNumbers.format(value, quantity, limit);
    }

    /**
     * Returns this threshold as canonical text: one space where the grammar allows any, units where they are
     * implied, quotes only where needed. {@link #parse} turns it into an equal threshold.
     *
     * @return the expression
     */
    public String expression() {
        return Expression.of(this).text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Threshold that
                && metric.equals(that.metric)
                && tags.equals(that.tags)
                && aggregate.equals(that.aggregate)
                && comparison == that.comparison
                && limit.equals(that.limit)
                && minSamples == that.minSamples
                && Objects.equals(window, that.window)
                && Objects.equals(abortAfter, that.abortAfter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metric, tags, aggregate, comparison, limit, minSamples, window, abortAfter);
    }

    /** Returns {@link #expression()}. */
    @Override
    public String toString() {
        return expression();
    }
}

package dev.perf.threshold;

import static dev.perf.source.Given.given;

import dev.perf.metric.Metric;
import dev.perf.text.DurationText;
import dev.perf.threshold.Expression.Part;
import java.time.Duration;
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
 *              [ "of" digits "samples" ] [ "in" "stage" name | "from" duration [ "to" duration ] ]
 *              [ "over" ( duration | "steady" ) ] [ "for" duration ] [ "abort" [ "after" duration ] ]
 * metric     = ( letter | "_" ) { letter | digit | "_" | "." | "-" }
 * tag        = text ":" text                 the sample has this tag with this value
 * text       = quoted | bare
 * quoted     = '"' { any | '\"' | '\\' } '"'  or the same in single quotes
 * bare       = any but "," and "}", nor ":" in a tag's name; braces may come in pairs
 * name       = quoted, or any up to the next space
 * aggregate  = "avg" | "med" | "min" | "max" | "stddev" | "count" | "rate" | "value"
 *            | "p(" number ")" | "p" number   percentile, more than 0 and at most 100
 * operator   = "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "===" | "!="
 * limit      = number [ unit ] | "baseline" [ ( "+" | "-" ) number [ unit ] | "*" number ]
 * number     = [ "+" | "-" ] ( digits [ "." digits ] | "." digits ) [ ( "e" | "E" ) [ "+" | "-" ] digits ]
 * unit       = time | "%" | "/s" | "/min" | "/h" | size | size "/s"
 * size       = "B" | "kB" | "MB" | "GB"      1 kB is 1000 B
 * time       = "ns" | "us" | "µs" | "ms" | "s" | "m" | "min" | "h"
 * duration   = number time { number time }   from large units to small, as in 1m30s
 * </pre>
 *
 * <p>{@code of 1000 samples} demands at least so many samples of a Trend or Rate. {@code over steady} excludes a stage,
 * a stretch and {@code for}.
 *
 * <p>Whitespace may stand between any two tokens and is needed only between two words. Names and keywords are
 * case-sensitive. A limit without unit is in milliseconds on a time, a ratio on a Rate, per second on the rate
 * of a Counter, bytes on a size. Units of a built-in metric are checked at once, those of any other metric by
 * {@link #requireKind}.
 *
 * <p>Thresholds are equal by meaning: units, spelling and order of tags do not count. Immutable.
 */
public final class Threshold {

    private final Terms terms;

    /** It takes decimals to make, and is asked for in each interval of a run. */
    private final @Nullable Double limitInBaseUnit;

    private Threshold(Terms terms) {
        Limit limit = terms.limit();
        this.terms = terms;
        this.limitInBaseUnit = limit == null ? null : (Double) limit.inBaseUnit();
    }

    static Threshold of(Terms terms) {
        return of(terms, Expression.of(terms));
    }

    /**
     * Makes a threshold of what makes sense.
     *
     * @param expression where mistakes are to be located
     * @throws InvalidThresholdException at the first mistake
     */
    static Threshold of(Terms terms, Expression expression) {
        Rules.check(terms, expression);
        return new Threshold(terms);
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
        return Parser.parse(given(expression, "expression"));
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
        return terms.metric();
    }

    /**
     * Returns the tags a sample must carry to be judged, all of them.
     *
     * @return values by tag name, in the order written; empty if every sample counts
     */
    public Map<String, String> tags() {
        return terms.tags();
    }

    /**
     * Returns how samples become one number.
     *
     * @return the aggregate
     */
    public Aggregate aggregate() {
        return terms.aggregate();
    }

    /**
     * Returns how that number must compare with the limit.
     *
     * @return the comparison
     */
    public Comparison comparison() {
        return terms.comparison();
    }

    /**
     * Returns the number to compare with. Where the author left out a unit that the metric implies, it is here.
     *
     * @return the limit
     * @throws IllegalStateException if it follows from a baseline that the threshold was not set {@link #against}
     */
    public Limit limit() {
        Limit limit = terms.limit();
        if (limit == null) {
            throw new IllegalStateException("threshold \"" + expression()
                    + "\" has no limit before it is set against what its baseline came to");
        }
        return limit;
    }

    /**
     * Returns how the limit follows from what an earlier run came to.
     *
     * @return the relation, or {@code null} if the limit is a number of its own
     */
    public @Nullable BaselineLimit baselineLimit() {
        return terms.relative();
    }

    /**
     * Returns what the baseline came to that this threshold was set against.
     *
     * @return the value in the base unit, or {@code null} if there is none
     */
    public @Nullable Double baseline() {
        return terms.baseline();
    }

    /**
     * Sets a threshold whose limit follows from a baseline against what that came to.
     *
     * @param baseline the aggregate of the earlier run, in the base unit
     * @return a threshold with a limit, and the same expression
     * @throws IllegalStateException if the limit is a number of its own
     * @throws IllegalArgumentException if {@code baseline} is not finite
     */
    public Threshold against(double baseline) {
        BaselineLimit relative = terms.relative();
        if (relative == null) {
            throw new IllegalStateException("threshold \"" + expression() + "\" has nothing to do with a baseline");
        }
        if (!Double.isFinite(baseline)) {
            throw new IllegalArgumentException("baseline must be a finite number, got " + baseline);
        }
        return new Threshold(terms.against(relative, baseline));
    }

    /**
     * Tells whether this threshold judges the same number as another, whatever the limits: that of the same metric, tags,
     * aggregate and part of the run. Of windows and breaches that last the worst is judged, so there the comparisons have
     * to agree too.
     */
    public boolean judgesTheSameAs(Threshold other) {
        given(other, "other");
        boolean one = terms.window() == null && terms.breachedFor() == null;
        return metric().equals(other.metric())
                && tags().equals(other.tags())
                && aggregate().equals(other.aggregate())
                && scope().equals(other.scope())
                && Objects.equals(window(), other.window())
                && Objects.equals(breachedFor(), other.breachedFor())
                && (one || comparison().isUpper() == other.comparison().isUpper());
    }

    /**
     * Returns how many samples the part of the run that is judged, or each window of it, must have.
     *
     * @return the number, or 0 if one sample is enough
     */
    public long minSamples() {
        return terms.minSamples();
    }

    /**
     * Returns which part of the run is judged.
     *
     * @return the whole run unless set otherwise
     */
    public Scope scope() {
        return terms.scope();
    }

    /**
     * Says in words what part of the run is judged.
     *
     * @return for example {@code whole run}, {@code stage "peak"} or {@code 30s to 2m, each 10s}
     */
    public String describeScope() {
        String part = switch (scope()) {
            case Scope.WholeRun ignored -> "whole run";
            case Scope.Stage stage -> "stage \"" + stage.name() + "\"";
            case Scope.Span span -> {
                Duration to = span.to();
                yield to == null
                        ? "from " + DurationText.of(span.from()) + " on"
                        : DurationText.of(span.from()) + " to " + DurationText.of(to);
            }
            case Scope.SteadyState ignored -> "steady state";
        };
        Duration window = window();
        return window == null ? part : part + ", each " + DurationText.of(window);
    }

    /**
     * Returns the length of the sliding window, of which the worst counts.
     *
     * @return the length, or {@code null} if the part of the run that is judged is judged as one
     */
    public @Nullable Duration window() {
        return terms.window();
    }

    /**
     * Returns how long the limit must be broken without interruption for the threshold to break.
     *
     * @return the time, or {@code null} if any breach breaks it
     */
    public @Nullable Duration breachedFor() {
        return terms.breachedFor();
    }

    /**
     * Returns the time from the start of the run after which a breach aborts it.
     *
     * @return zero if any breach aborts the run, or {@code null} if none does
     */
    public @Nullable Duration abortAfter() {
        return terms.abortAfter();
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
        return of(terms.withTag(given(name, "name"), given(value, "value")));
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
        if (count <= 0) {
            throw Expression.of(terms).mistake(Part.LIMIT, "number of samples must be at least 1, got " + count);
        }
        return of(terms.with(draft -> draft.minSamples = count));
    }

    /**
     * Judges a stage of the load instead of the whole run. Counted is what iterations did that began in it; rates per
     * second are over the time of the stage. In text: {@code in stage peak}.
     *
     * @param stage name of the stage, as {@code named(...)} of the load gives it
     * @return a threshold over that stage, in place of any part of the run set before
     * @throws InvalidThresholdException if {@code stage} is blank, or the threshold asks for the tag {@code stage} already
     */
    public Threshold inStage(String stage) {
        given(stage, "stage");
        return of(terms.with(draft -> draft.scope = new Scope.Stage(stage)));
    }

    /**
     * Judges the run from a time on. In text: {@code from 30s}.
     *
     * @param from time since the start of the load, the warm-up included; the warm-up itself is never judged
     * @return a threshold from then on, in place of any part of the run set before
     * @throws InvalidThresholdException if {@code from} is negative
     */
    public Threshold from(Duration from) {
        given(from, "from");
        return of(terms.with(draft -> draft.scope = new Scope.Span(from, null)));
    }

    /**
     * Judges a stretch of the run. In text: {@code from 30s to 2m}.
     *
     * @param from time since the start of the load, the warm-up included; the warm-up itself is never judged
     * @param to time since the start of the load, later than {@code from}
     * @return a threshold over that stretch, in place of any part of the run set before
     * @throws InvalidThresholdException if {@code from} is negative or {@code to} not later
     */
    public Threshold between(Duration from, Duration to) {
        given(from, "from");
        given(to, "to");
        return of(terms.with(draft -> draft.scope = new Scope.Span(from, to)));
    }

    /**
     * Judges sliding windows of the run, or of the part of it that is judged, instead of all of it as one: the threshold
     * breaks as soon as one window breaks it. In text: {@code over 10s}.
     *
     * @param window length of the window, in place of any set before and of the steady state
     * @return a threshold over that window
     * @throws InvalidThresholdException if {@code window} is not positive
     */
    public Threshold over(Duration window) {
        given(window, "window");
        return of(terms.with(draft -> {
            draft.window = window;
            draft.scope = draft.scope instanceof Scope.SteadyState ? Scope.WHOLE_RUN : draft.scope;
        }));
    }

    /**
     * Lets short breaches pass: the threshold breaks when its limit was broken at the end of each interval for that long
     * without interruption, as a Prometheus alert fires. An interval is a second, or a tenth of one in runs of less than
     * 10 s. With {@link #over} the window that ends with the interval is judged, without it the interval by itself. Those
     * without samples, or with fewer than {@linkplain #minSamples(long) demanded}, say nothing: they neither make a breach
     * nor end one. In text: {@code for 30s}.
     *
     * @param time how long, in place of any set before
     * @return a threshold that only lasting breaches break
     * @throws InvalidThresholdException if {@code time} is not positive, if the steady state is judged, or if a count is
     *     judged without windows
     */
    public Threshold breachedFor(Duration time) {
        given(time, "time");
        return of(terms.with(draft -> draft.breachedFor = time));
    }

    /**
     * Judges the run from the moment it was steady instead of the whole run, so that a slow beginning of a length that
     * nobody knows beforehand does not count. The moment is the one that the report shows, found after the run by
     * {@link dev.perf.result.SteadyState}; where none is found, the threshold does not hold and says so. In text:
     * {@code over steady}.
     *
     * @return a threshold over the steady state, in place of any window or part of the run set before
     * @throws InvalidThresholdException if the threshold aborts the run, for only the end of the run shows from when on it
     *     was steady; or if only lasting breaches are to break it, for the steady state is judged as one
     */
    public Threshold overSteadyState() {
        return of(terms.with(draft -> {
            draft.scope = Scope.STEADY_STATE;
            draft.window = null;
        }));
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
        given(runTime, "runTime");
        return of(terms.with(draft -> draft.abortAfter = runTime));
    }

    /**
     * Checks aggregate, unit and limit against the kind of the metric. Built-in metrics are checked on creation;
     * this is for the user's metrics, whose kind shows when the run declares them.
     *
     * @param kind kind of the metric of this threshold
     * @throws InvalidThresholdException if the threshold cannot be judged on such a metric
     */
    public void requireKind(MetricKind kind) {
        Rules.checkKind(terms, given(kind, "kind"));
    }

    /**
     * Checks aggregate, unit and limit against a metric of the user's own, and gives the limit the metric's unit where
     * none was written.
     *
     * @param metric the metric that this threshold names
     * @return this threshold, with its unit
     * @throws InvalidThresholdException if the threshold cannot be judged on such a metric
     */
    public Threshold on(Metric metric) {
        MetricFacts facts = MetricFacts.of(given(metric, "metric"));
        Rules.checkFacts(terms, facts);
        return new Threshold(terms.withImpliedUnit(facts));
    }

    /**
     * Tells whether a value satisfies this threshold.
     *
     * @param actual aggregate of the samples in the base unit; {@code NaN} if there are none
     * @return {@code true} if it does; {@code false} for {@code NaN}, since no samples is not a pass
     */
    public boolean holds(double actual) {
        return terms.comparison().holds(actual, limitInBaseUnit());
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
        return terms.comparison().margin(actual, limitInBaseUnit());
    }

    private double limitInBaseUnit() {
        return limitInBaseUnit == null ? limit().inBaseUnit() : limitInBaseUnit;
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
        MetricFacts builtIn = BuiltInMetric.named(metric());
        Quantity quantity = builtIn == null ? limit().unit().quantity() : builtIn.quantityOf(aggregate());
        return HumanNumbers.format(value, quantity, limit());
    }

    /**
     * Returns this threshold as canonical text: one space where the grammar allows any, units where they are
     * implied, quotes only where needed. {@link #parse} turns it into an equal threshold.
     *
     * @return the expression
     */
    public String expression() {
        return Expression.of(terms).text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Threshold that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** Returns {@link #expression()}. */
    @Override
    public String toString() {
        return expression();
    }
}

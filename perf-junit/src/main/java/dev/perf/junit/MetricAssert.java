package dev.perf.junit;

import dev.perf.metric.Unit;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.MetricResult.Counter;
import dev.perf.result.MetricResult.Gauge;
import dev.perf.result.MetricResult.Rate;
import dev.perf.result.MetricResult.Trend;

/**
 * Assertions on a metric. What can be asked follows from its kind: a trend has a count, percentiles, mean, min and max;
 * a counter count and perSecond; a rate has rate and count; a gauge value, lowest and highest. Anything else fails.
 */
public final class MetricAssert {

    private final Judge judge;
    private final MetricResult metric;

    MetricAssert(Judge judge, MetricResult metric) {
        this.judge = judge;
        this.metric = metric;
    }

    /** Goes on with the median of a trend. */
    public TimeAssert<MetricAssert> p50() {
        return percentile(50);
    }

    /** Goes on with the 90th percentile of a trend. */
    public TimeAssert<MetricAssert> p90() {
        return percentile(90);
    }

    /** Goes on with the 95th percentile of a trend. */
    public TimeAssert<MetricAssert> p95() {
        return percentile(95);
    }

    /** Goes on with the 99th percentile of a trend. */
    public TimeAssert<MetricAssert> p99() {
        return percentile(99);
    }

    /**
     * Goes on with a percentile of a trend.
     *
     * @param percentile in (0, 100]
     * @throws IllegalArgumentException if {@code percentile} is outside that range
     */
    public TimeAssert<MetricAssert> percentile(double percentile) {
        return time(TimeStatistic.percentile(percentile));
    }

    /** Goes on with the arithmetic mean of a trend. */
    public TimeAssert<MetricAssert> mean() {
        return time(TimeStatistic.MEAN);
    }

    /** Goes on with the lowest value of a trend. */
    public TimeAssert<MetricAssert> min() {
        return time(TimeStatistic.MIN);
    }

    /** Goes on with the highest value of a trend. */
    public TimeAssert<MetricAssert> max() {
        return time(TimeStatistic.MAX);
    }

    /** Goes on with the sum of a counter, or the number of samples of a trend or rate. */
    public NumberAssert<MetricAssert> count() {
        return switch (metric) {
            case Counter counter -> number("count", Quantity.NUMBER, counter.count(), -1);
            case Trend trend ->
                number("count", Quantity.NUMBER, trend.distribution().count(), -1);
            case Rate rate -> number("count", Quantity.NUMBER, rate.passes() + rate.fails(), -1);
            case Gauge gauge -> noNumber("count");
        };
    }

    /** Goes on with the sum of a counter, per second of the run. */
    public NumberAssert<MetricAssert> perSecond() {
        return metric instanceof Counter counter
                ? number("per second", Quantity.RATE, counter.perSecond(), -1)
                : noNumber("perSecond");
    }

    /** Goes on with the share of passes of a rate, from 0 to 1; there must be samples. */
    public NumberAssert<MetricAssert> rate() {
        if (!(metric instanceof Rate rate)) {
            return noNumber("rate");
        }
        long samples = rate.passes() + rate.fails();
        return number("rate", Quantity.SHARE, samples == 0 ? Double.NaN : rate.rate(), samples);
    }

    /** Goes on with the last value of a gauge. */
    public NumberAssert<MetricAssert> value() {
        return metric instanceof Gauge gauge ? number("value", Quantity.NUMBER, gauge.value(), -1) : noNumber("value");
    }

    /** Goes on with the lowest value of a gauge. */
    public NumberAssert<MetricAssert> lowest() {
        return metric instanceof Gauge gauge ? number("lowest", Quantity.NUMBER, gauge.min(), -1) : noNumber("lowest");
    }

    /** Goes on with the highest value of a gauge. */
    public NumberAssert<MetricAssert> highest() {
        return metric instanceof Gauge gauge
                ? number("highest", Quantity.NUMBER, gauge.max(), -1)
                : noNumber("highest");
    }

    /**
     * Goes on with a percentile of a trend of bytes or plain numbers, in its unit; 100 is the maximum.
     *
     * @param percentile in (0, 100]
     */
    public NumberAssert<MetricAssert> percentileValue(double percentile) {
        return metric instanceof Trend trend
                ? number(
                        "p(" + percentile + ")",
                        Quantity.NUMBER,
                        trend.distribution().isEmpty() ? Double.NaN : trend.percentile(percentile),
                        trend.distribution().count())
                : noNumber("percentileValue");
    }

    private TimeAssert<MetricAssert> time(TimeStatistic statistic) {
        if (metric instanceof Trend trend && trend.unit() != Unit.MILLISECONDS) {
            judge.object(Violation.missing("metric " + metric.key() + " is a trend of "
                    + (trend.unit() == Unit.BYTES ? "bytes" : "plain numbers")
                    + " and has no times; ask for percentileValue(...)"));
            return statistic.of(judge.silenced(), this, metric.key(), Distribution.EMPTY);
        }
        if (metric instanceof Trend trend) {
            return statistic.of(judge, this, metric.key(), trend.distribution());
        }
        objectToKind(statistic.name());
        return statistic.of(judge.silenced(), this, metric.key(), Distribution.EMPTY);
    }

    private NumberAssert<MetricAssert> number(String what, Quantity quantity, double actual, long samples) {
        return new NumberAssert<>(new Measured<>(judge, this, metric.key() + " " + what, quantity, actual, samples));
    }

    private NumberAssert<MetricAssert> noNumber(String what) {
        objectToKind(what);
        return new NumberAssert<>(
                new Measured<>(judge.silenced(), this, metric.key() + " " + what, Quantity.NUMBER, Double.NaN, -1));
    }

    private void objectToKind(String what) {
        String has = switch (metric) {
            case Trend trend -> "trend and has count, percentiles, mean, min and max";
            case Counter counter -> "counter and has count and perSecond";
            case Rate rate -> "rate and has rate and count";
            case Gauge gauge -> "gauge and has value, lowest and highest";
        };
        judge.object(Violation.missing("metric " + metric.key() + " is a " + has + ", but no " + what));
    }
}

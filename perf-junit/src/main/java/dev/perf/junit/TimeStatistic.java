package dev.perf.junit;

import dev.perf.result.Distribution;
import java.time.Duration;
import java.util.function.Function;

/** One number that many times come to. */
record TimeStatistic(String name, Function<Distribution, Duration> function) {

    static final TimeStatistic MEAN = new TimeStatistic("mean", Distribution::mean);
    static final TimeStatistic MIN = new TimeStatistic("min", Distribution::min);
    static final TimeStatistic MAX = new TimeStatistic("max", Distribution::max);

    static TimeStatistic percentile(double percentile) {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile must be in (0, 100], got " + percentile);
        }
        return new TimeStatistic(
                "p" + Quantity.NUMBER.limit(percentile), distribution -> distribution.percentile(percentile));
    }

    <P> TimeAssert<P> of(Judge judge, P parent, String subject, Distribution times) {
        double nanos = times.isEmpty() ? Double.NaN : function.apply(times).toNanos();
        return new TimeAssert<>(
                new Measured<>(judge, parent, subject + " " + name, Quantity.TIME, nanos, times.count()));
    }
}

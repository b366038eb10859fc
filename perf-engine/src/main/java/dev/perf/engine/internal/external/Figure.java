package dev.perf.engine.internal.external;

import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Aggregate.Statistic;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a tool reports of one metric. */
sealed interface Figure {

    /** Returns the number that a threshold judges; null where it was not reported. */
    @Nullable
    Double value(Aggregate aggregate, double seconds);

    /** Returns on how many samples it rests. */
    long samples();

    /** Says what is reported, as thresholds spell it. */
    String reported();

    MetricResult result(String name, Map<String, String> tags, double seconds);

    /** Things counted. */
    record Count(long count) implements Figure {

        @Override
        public @Nullable Double value(Aggregate aggregate, double seconds) {
            return aggregate == Statistic.COUNT
                    ? Double.valueOf(count)
                    : aggregate == Statistic.RATE ? Double.valueOf(perSecond(seconds)) : null;
        }

        @Override
        public long samples() {
            return count;
        }

        @Override
        public String reported() {
            return "count and rate";
        }

        @Override
        public MetricResult result(String name, Map<String, String> tags, double seconds) {
            return new MetricResult.Counter(name, tags, count, perSecond(seconds));
        }

        private double perSecond(double seconds) {
            return seconds > 0 ? count / seconds : 0;
        }
    }

    /** Things that are so or not. */
    record Share(long passes, long fails) implements Figure {

        @Override
        public @Nullable Double value(Aggregate aggregate, double seconds) {
            return aggregate == Statistic.COUNT
                    ? Double.valueOf(passes)
                    : aggregate == Statistic.RATE && samples() > 0 ? Double.valueOf((double) passes / samples()) : null;
        }

        @Override
        public long samples() {
            return passes + fails;
        }

        @Override
        public String reported() {
            return "rate and count";
        }

        @Override
        public MetricResult result(String name, Map<String, String> tags, double seconds) {
            return new MetricResult.Rate(name, tags, passes, fails);
        }
    }

    /**
     * Times of which a few figures are reported, in milliseconds.
     *
     * @param percentiles the value by percentile
     */
    record Times(long samples, double min, double mean, double max, NavigableMap<Double, Double> percentiles)
            implements Figure {

        @Override
        public @Nullable Double value(Aggregate aggregate, double seconds) {
            if (samples == 0) {
                return null;
            }
            return switch (aggregate) {
                case Aggregate.Percentile percentile when percentile.percent() == 100 -> max;
                case Aggregate.Percentile percentile -> percentiles.get(percentile.percent());
                case Statistic.MEDIAN -> percentiles.get(50.0);
                case Statistic.MEAN -> mean;
                case Statistic.MIN -> min;
                case Statistic.MAX -> max;
                case Statistic.COUNT -> Double.valueOf(samples);
                case Statistic.RATE, Statistic.VALUE, Statistic.STANDARD_DEVIATION -> null;
            };
        }

        @Override
        public String reported() {
            return percentiles.keySet().stream()
                    .filter(percent -> percent > 0 && percent < 100)
                    .map(percent -> new Aggregate.Percentile(percent).text())
                    .collect(Collectors.joining(", ", "avg, min, max, ", ""));
        }

        @Override
        public MetricResult result(String name, Map<String, String> tags, double seconds) {
            return new MetricResult.Trend(name, tags, distribution());
        }

        /**
         * Returns values that have these figures. What lies between two percentiles is not known; it is taken for the higher of
         * both, so that no percentile comes out better than it was.
         */
        Distribution distribution() {
            if (samples == 0) {
                return Distribution.EMPTY;
            }
            var counts = new TreeMap<Long, Long>();
            long highest = nanos(min);
            long counted = 0;
            for (Map.Entry<Double, Double> reported : percentiles.entrySet()) {
                // Rounding may take a percentile beyond the maximum.
                highest = Math.max(highest, nanos(Math.min(max, reported.getValue())));
                long rank = Math.min(samples, (long) Math.ceil(Math.nextDown(reported.getKey()) / 100 * samples));
                if (rank > counted) {
                    counts.merge(highest, rank - counted, Long::sum);
                    counted = rank;
                }
            }
            highest = Math.max(highest, nanos(max));
            if (counted < samples) {
                counts.merge(highest, samples - counted, Long::sum);
            }
            return Distribution.of(
                    counts.keySet().stream().mapToLong(Long::longValue).toArray(),
                    counts.values().stream().mapToLong(Long::longValue).toArray(),
                    nanos(min),
                    highest,
                    mean * 1e6 * samples);
        }

        private static long nanos(double millis) {
            return Math.round(Math.clamp(millis, 0, Row.MOST.doubleValue()) * 1e6);
        }
    }
}

package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import dev.perf.threshold.Aggregate;
import org.jspecify.annotations.Nullable;

/** What a metric came to over some time; values of neighbouring times add up. */
sealed interface MetricValue {

    /** How many samples it rests on. */
    long samples();

    /** Returns this value and {@code later}, of the same type, as one. */
    MetricValue plus(MetricValue later);

    /**
     * Returns the number that {@code aggregate} makes of it, in the base unit of thresholds: milliseconds, shares,
     * counts, counts per second; null where there are no samples, or where the metric has no such aggregate.
     */
    @Nullable
    Double aggregate(Aggregate aggregate);

    record Trend(Distribution distribution) implements MetricValue {
        @Override
        public long samples() {
            return distribution.count();
        }

        @Override
        public MetricValue plus(MetricValue later) {
            return new Trend(distribution.plus(((Trend) later).distribution));
        }

        @Override
        public @Nullable Double aggregate(Aggregate aggregate) {
            if (distribution.isEmpty()) {
                return null;
            }
            return switch (aggregate) {
                case Aggregate.Percentile percentile -> millis(distribution.percentile(percentile.percent()));
                case Aggregate.Statistic statistic ->
                    switch (statistic) {
                        case MEAN -> millis(distribution.mean());
                        case MEDIAN -> millis(distribution.p50());
                        case MIN -> millis(distribution.min());
                        case MAX -> millis(distribution.max());
                        case STANDARD_DEVIATION -> millis(distribution.standardDeviation());
                        case COUNT -> (double) distribution.count();
                        case RATE, VALUE -> null;
                    };
            };
        }

        private static double millis(java.time.Duration duration) {
            return duration.toNanos() / 1e6;
        }
    }

    record Counter(long count, double seconds) implements MetricValue {
        @Override
        public long samples() {
            return count;
        }

        @Override
        public MetricValue plus(MetricValue later) {
            Counter other = (Counter) later;
            return new Counter(count + other.count, seconds + other.seconds);
        }

        @Override
        public @Nullable Double aggregate(Aggregate aggregate) {
            if (aggregate == Aggregate.Statistic.COUNT) {
                return (double) count;
            }
            return aggregate == Aggregate.Statistic.RATE && seconds > 0 ? count / seconds : null;
        }
    }

    record Rate(long passes, long fails) implements MetricValue {
        @Override
        public long samples() {
            return passes + fails;
        }

        @Override
        public MetricValue plus(MetricValue later) {
            Rate other = (Rate) later;
            return new Rate(passes + other.passes, fails + other.fails);
        }

        @Override
        public @Nullable Double aggregate(Aggregate aggregate) {
            if (samples() == 0) {
                return null;
            }
            if (aggregate == Aggregate.Statistic.COUNT) {
                return (double) passes;
            }
            return aggregate == Aggregate.Statistic.RATE ? (Double) ((double) passes / samples()) : null;
        }
    }

    /**
     * A level.
     *
     * @param value the latest
     * @param sum all values that it was set to together
     * @param count how many these are
     */
    record Gauge(double value, double min, double max, double sum, long count) implements MetricValue {

        /** A level that was set once. */
        Gauge(double value) {
            this(value, value, value, value, 1);
        }

        @Override
        public long samples() {
            return 1;
        }

        @Override
        public MetricValue plus(MetricValue later) {
            Gauge other = (Gauge) later;
            return new Gauge(
                    other.value,
                    Math.min(min, other.min),
                    Math.max(max, other.max),
                    sum + other.sum,
                    count + other.count);
        }

        @Override
        public @Nullable Double aggregate(Aggregate aggregate) {
            if (aggregate == Aggregate.Statistic.VALUE) {
                return value;
            }
            if (aggregate == Aggregate.Statistic.MIN) {
                return min;
            }
            if (aggregate == Aggregate.Statistic.MEAN) {
                return sum / count;
            }
            return aggregate == Aggregate.Statistic.MAX ? max : null;
        }
    }
}

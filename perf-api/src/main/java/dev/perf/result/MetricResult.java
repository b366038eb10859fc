package dev.perf.result;

import dev.perf.metric.Unit;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** What one metric, or the part of it that carries certain tags, came to. Names and meanings are k6's. */
public sealed interface MetricResult {

    /** Returns the name of the metric. */
    String name();

    /** Returns the tags that samples had to carry to be counted here; empty for all samples. */
    Map<String, String> tags();

    /** Returns {@code name} or {@code name{tag:value}}, the form used in thresholds. */
    default String key() {
        return tags().isEmpty()
                ? name()
                : name()
                        + tags().entrySet().stream()
                                .map(tag -> tag.getKey() + ":" + tag.getValue())
                                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Returns what the values count; rates have no unit. */
    Unit unit();

    /**
     * A distribution of values.
     *
     * @param distribution of times the times, of other values as many milliseconds as there are units: 12 kB are 12,000 ms
     */
    record Trend(String name, Map<String, String> tags, Distribution distribution, Unit unit) implements MetricResult {
        public Trend {
            tags = OrderedTags.copy(tags);
        }

        /** Creates a trend of times. */
        public Trend(String name, Map<String, String> tags, Distribution distribution) {
            this(name, tags, distribution, Unit.MILLISECONDS);
        }

        /** Returns the value in the unit that not more than {@code percent} of the samples are above; 0 without samples. */
        public double percentile(double percent) {
            return inUnit(distribution.percentile(percent));
        }

        /** Returns the mean in the unit; 0 without samples. */
        public double mean() {
            return inUnit(distribution.mean());
        }

        /** Returns the smallest sample in the unit; 0 without samples. */
        public double min() {
            return inUnit(distribution.min());
        }

        /** Returns the greatest sample in the unit; 0 without samples. */
        public double max() {
            return inUnit(distribution.max());
        }

        private static double inUnit(Duration value) {
            return value.toNanos() / 1e6;
        }
    }

    /**
     * Things counted.
     *
     * @param count the sum
     * @param perSecond the sum divided by the length of the run
     */
    record Counter(String name, Map<String, String> tags, long count, double perSecond, Unit unit)
            implements MetricResult {
        public Counter {
            tags = OrderedTags.copy(tags);
        }

        /** Creates a counter of Perf's own: of data, where its name says so, else of events. */
        public Counter(String name, Map<String, String> tags, long count, double perSecond) {
            this(name, tags, count, perSecond, name.startsWith("data_") ? Unit.BYTES : Unit.NONE);
        }
    }

    /**
     * Things that are so or not. As in k6, a pass is a sample that is true: for {@code http_req_failed}, a request
     * that failed.
     */
    record Rate(String name, Map<String, String> tags, long passes, long fails) implements MetricResult {
        public Rate {
            tags = OrderedTags.copy(tags);
        }

        @Override
        public Unit unit() {
            return Unit.NONE;
        }

        /** Returns the share of passes, from 0 to 1; 0 where there are no samples. */
        public double rate() {
            return passes + fails == 0 ? 0 : (double) passes / (passes + fails);
        }
    }

    /** A level: its last, lowest and highest value. */
    record Gauge(String name, Map<String, String> tags, double value, double min, double max, Unit unit)
            implements MetricResult {
        public Gauge {
            tags = OrderedTags.copy(tags);
        }

        /** Creates a level in plain numbers. */
        public Gauge(String name, Map<String, String> tags, double value, double min, double max) {
            this(name, tags, value, min, max, Unit.NONE);
        }
    }
}

package dev.perf.result;

import java.util.Collections;
import java.util.LinkedHashMap;
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

    /** Times. */
    record Trend(String name, Map<String, String> tags, Distribution distribution) implements MetricResult {
        public Trend {
            tags = copy(tags);
        }
    }

    /**
     * Things counted.
     *
     * @param count the sum
     * @param perSecond the sum divided by the length of the run
     */
    record Counter(String name, Map<String, String> tags, long count, double perSecond) implements MetricResult {
        public Counter {
            tags = copy(tags);
        }
    }

    /**
     * Things that are so or not. As in k6, a pass is a sample that is true: for {@code http_req_failed}, a request
     * that failed.
     */
    record Rate(String name, Map<String, String> tags, long passes, long fails) implements MetricResult {
        public Rate {
            tags = copy(tags);
        }

        /** Returns the share of passes, from 0 to 1; 0 where there are no samples. */
        public double rate() {
            return passes + fails == 0 ? 0 : (double) passes / (passes + fails);
        }
    }

    /** A level: its last, lowest and highest value. */
    record Gauge(String name, Map<String, String> tags, double value, double min, double max) implements MetricResult {
        public Gauge {
            tags = copy(tags);
        }
    }

    private static Map<String, String> copy(Map<String, String> tags) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}

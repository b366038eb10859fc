package dev.perf.report.internal.output;

import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The requests of an interval, steps in plain Java among them, added up to what outputs tell apart: scenario, group, name
 * and outcome, and beside that the status codes and kinds of failures.
 *
 * <p>Counts are exact. Times are told apart by series: where only some requests of a series failed in the interval, as when
 * a check of a response with status 200 does not hold, all its times are among those of the good ones.
 */
public final class Requests {

    private static final Set<String> READ = Set.of(
            "http_reqs",
            "http_req_failed",
            "http_req_duration",
            "response_time",
            "data_sent",
            "data_received",
            "step_failed",
            "step_duration");

    private final Map<Key, Row> rows = new LinkedHashMap<>();
    private final Map<Code, Long> codes = new LinkedHashMap<>();
    private final Map<Failure, Long> failures = new LinkedHashMap<>();

    /**
     * What requests are told apart by.
     *
     * @param group empty for none
     */
    public record Key(String scenario, String group, String request, boolean failed) {

        /** Returns {@code ok} or {@code failed}. */
        public String outcome() {
            return failed ? "failed" : "ok";
        }
    }

    /**
     * A status code of requests.
     *
     * @param code {@code 0} where no response came, empty for steps in plain Java
     */
    public record Code(Key key, String code) {}

    /**
     * A kind of failure of requests.
     *
     * @param kind as in {@code docs/http.md}; {@code step} for steps in plain Java
     */
    public record Failure(String scenario, String request, String kind) {}

    /** What the requests of a key came to. */
    public static final class Row {
        private long count;
        private long sent;
        private long received;
        private Distribution response = Distribution.EMPTY;
        private Distribution service = Distribution.EMPTY;

        /** Returns how many there were. */
        public long count() {
            return count;
        }

        /** Returns the bytes sent. */
        public long sent() {
            return sent;
        }

        /** Returns the bytes received. */
        public long received() {
            return received;
        }

        /** Returns their response times. */
        public Distribution response() {
            return response;
        }

        /** Returns their service times. */
        public Distribution service() {
            return service;
        }
    }

    /** What one series came to. */
    private static final class Series {
        private final Map<String, String> tags;
        private long ok;
        private long failed;
        private long sent;
        private long received;
        private boolean isStep;
        private Distribution response = Distribution.EMPTY;
        private Distribution service = Distribution.EMPTY;

        Series(Map<String, String> tags) {
            this.tags = tags;
        }

        void add(MetricResult metric) {
            switch (metric) {
                case MetricResult.Rate rate -> {
                    failed += rate.passes();
                    ok += rate.fails();
                    isStep |= rate.name().startsWith("step");
                }
                case MetricResult.Counter counter when counter.name().equals("data_sent") -> sent += counter.count();
                case MetricResult.Counter counter
                when counter.name().equals("data_received") -> received += counter.count();
                case MetricResult.Trend trend
                when trend.name().equals("response_time") -> response = response.plus(trend.distribution());
                case MetricResult.Trend trend -> service = service.plus(trend.distribution());
                case MetricResult.Counter ignored -> {}
                case MetricResult.Gauge ignored -> {}
            }
        }
    }

    private Requests() {}

    /** Adds up the series of an interval. */
    public static Requests of(Collection<MetricResult> metrics) {
        var series = new LinkedHashMap<Map<String, String>, Series>();
        Series last = null;
        for (MetricResult metric : metrics) {
            if (READ.contains(metric.name())) {
                // The metrics of a series stand together.
                if (last == null || !last.tags.equals(metric.tags())) {
                    last = series.computeIfAbsent(metric.tags(), Series::new);
                }
                last.add(metric);
            }
        }
        var all = new Requests();
        series.values().forEach(all::add);
        return all;
    }

    /** Tells whether the samples of a metric are counted here. */
    public static boolean cover(String metric) {
        return metric.startsWith("http_req_")
                        && !metric.equals("http_req_retries")
                        && !metric.equals("http_req_cache_hits")
                || READ.contains(metric);
    }

    private void add(Series series) {
        if (series.ok + series.failed == 0) {
            return;
        }
        Key ok = key(series, false);
        Key failed = key(series, true);
        Row times = row(series.ok == 0 ? failed : ok);
        times.sent += series.sent;
        times.received += series.received;
        times.response = times.response.plus(series.response);
        times.service = times.service.plus(series.service);
        count(series, ok, series.ok);
        count(series, failed, series.failed);
        if (series.failed > 0) {
            failures.merge(new Failure(ok.scenario(), ok.request(), kind(series)), series.failed, Long::sum);
        }
    }

    private void count(Series series, Key key, long count) {
        if (count > 0) {
            row(key).count += count;
            codes.merge(new Code(key, series.tags.getOrDefault("status", "")), count, Long::sum);
        }
    }

    private Row row(Key key) {
        return rows.computeIfAbsent(key, any -> new Row());
    }

    private static Key key(Series series, boolean failed) {
        return new Key(
                series.tags.getOrDefault("scenario", ""),
                series.tags.getOrDefault("group", ""),
                series.tags.getOrDefault("name", ""),
                failed);
    }

    /** Where a response came, its status is to blame if that alone would have failed it, else a check. */
    private static String kind(Series series) {
        String error = series.tags.get("error");
        if (error != null) {
            return error;
        }
        if (series.isStep) {
            return "step";
        }
        String status = series.tags.getOrDefault("status", "0");
        return status.length() == 3 && status.charAt(0) >= '4' ? "status" : "check";
    }

    /** Returns what each key came to. */
    public Map<Key, Row> rows() {
        return rows;
    }

    /** Returns how often each status code came. */
    public Map<Code, Long> codes() {
        return codes;
    }

    /** Returns how many requests failed of each kind. */
    public Map<Failure, Long> failures() {
        return failures;
    }
}

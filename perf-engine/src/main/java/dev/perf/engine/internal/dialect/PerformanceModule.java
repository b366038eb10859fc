package dev.perf.engine.internal.dialect;

import static dev.perf.engine.internal.dialect.Actions.flag;
import static dev.perf.engine.internal.dialect.Actions.moved;
import static dev.perf.engine.internal.dialect.Actions.noted;
import static dev.perf.engine.internal.dialect.Actions.refused;
import static dev.perf.engine.internal.dialect.Actions.within;
import static dev.perf.engine.internal.dialect.Actions.word;
import static dev.perf.engine.internal.dialect.Actions.words;
import static dev.perf.engine.internal.dialect.Table.keys;
import static dev.perf.engine.internal.dialect.Table.on;

import dev.perf.engine.internal.dialect.Actions.Word;
import dev.perf.engine.internal.document.Value.Entries;
import java.util.List;

/** The defaults of a module that puts load on with one tool or another, under {@code performance}. */
final class PerformanceModule implements Dialect {

    private static final String ROOT = "performance";

    private static final Table METRICS = Table.of(
            "performance.metrics",
            on(
                    keys("collect_response_times", "collect_throughput", "collect_error_rates"),
                    flag(noted("measured in each run"), noted("not used: measured in each run, at no cost"))));

    private static final Table THRESHOLDS = Table.of(
            "performance.thresholds",
            on("max_avg_response_time_ms", moved("thresholds.avg", Values.in("ms"))),
            on("max_p95_response_time_ms", moved("thresholds.p95", Values.in("ms"))),
            on("max_p99_response_time_ms", moved("thresholds.p99", Values.in("ms"))),
            on("max_error_rate_percent", moved("thresholds.errorRate", Values::percent)),
            on("min_throughput_rps", moved("thresholds.throughput")));

    private static final Table TABLE = Table.of(
            ROOT,
            on(
                    "tool",
                    words(
                            word(noted("not used: Perf puts the load on itself"), "auto", "perf"),
                            other("locust"),
                            other("k6"),
                            other("ab"),
                            other("jmeter"))),
            on("default_users", moved("users")),
            on("default_duration", moved("duration")),
            on("default_ramp_up", moved("rampUp")),
            on("metrics", within(METRICS)),
            on("thresholds", within(THRESHOLDS)));

    private static final Table FILE = Table.of("a file of the performance module", on(ROOT, within(TABLE)))
            .keepingOthers();

    @Override
    public String name() {
        return "the performance module";
    }

    @Override
    public List<String> roots() {
        return List.of(ROOT);
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        FILE.rewrite(root, at);
    }

    private static Word other(String tool) {
        return word(
                refused("files are run by Perf itself; to run " + tool + " and judge what it measures: perf run-with "
                        + tool),
                tool);
    }
}

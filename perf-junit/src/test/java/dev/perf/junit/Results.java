package dev.perf.junit;

import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds results of a test named "shop" that measured for ten seconds. */
final class Results {

    static final Path REPORT = Path.of("/reports/shop/1");
    static final String LINK = "file:///reports/shop/1/index.html";

    private final Verdict verdict;
    private final String reason;
    private final List<ThresholdResult> thresholds = new ArrayList<>();
    private final List<RequestResult> requests = new ArrayList<>();
    private final List<MetricResult> metrics = new ArrayList<>();
    private final List<ErrorResult> errors = new ArrayList<>();
    private Ledger ledger = new Ledger(100, 100, 0, 100, 0, 0);
    private @Nullable Path report = REPORT;

    private Results(Verdict verdict, String reason) {
        this.verdict = verdict;
        this.reason = reason;
    }

    static Results passed() {
        return new Results(Verdict.PASSED, "all thresholds held");
    }

    static Results failed() {
        return new Results(Verdict.FAILED, "a threshold did not hold")
                .threshold(false, "response_time: p(95) < 300ms", 312.0, 300, "312 ms, 12 ms too much");
    }

    static Results invalid() {
        return new Results(Verdict.INVALID, "the generator was the limit: busiest core 100 %");
    }

    static Results aborted() {
        return new Results(Verdict.ABORTED, "stopped from outside");
    }

    Results threshold(boolean passed, String expression, Double actual, double limit, String message) {
        thresholds.add(new ThresholdResult(expression, passed, actual, limit, limit - actual, 1204, null, message));
        return this;
    }

    /** Adds requests whose response times are {@code millis}, each {@code times} times, and service times half that. */
    Results request(String name, long failed, long times, double... millis) {
        Distribution response = times(times, millis);
        Distribution service =
                times(times, Arrays.stream(millis).map(value -> value / 2).toArray());
        requests.add(new RequestResult(name, response.count(), failed, response, service, Map.of(), 0, 0));
        return this;
    }

    Results metric(MetricResult metric) {
        metrics.add(metric);
        return this;
    }

    Results error(String kind, String request, String message, long count) {
        errors.add(new ErrorResult(kind, request, message, count, Duration.ZERO, Duration.ofSeconds(1)));
        return this;
    }

    Results ledger(Ledger ledger) {
        this.ledger = ledger;
        return this;
    }

    Results report(@Nullable Path folder) {
        this.report = folder;
        return this;
    }

    RunResult build() {
        return RunResult.builder("shop", "1", Instant.EPOCH)
                .verdict(verdict, reason)
                .duration(Duration.ofSeconds(10))
                .seed(42)
                .ledger(ledger)
                .thresholds(thresholds)
                .requests(requests)
                .metrics(metrics)
                .errors(errors)
                .generator(new GeneratorHealth(GeneratorHealth.State.GOOD, "not the limit", List.of()))
                .environment(new Environment("0", "25", "Linux", "host", 4, 1))
                .report(report)
                .build();
    }

    /** Returns the distribution of ascending {@code millis}, each {@code times} times. */
    static Distribution times(long times, double... millis) {
        long[] nanos = Arrays.stream(millis)
                .mapToLong(value -> Math.round(value * 1e6))
                .toArray();
        long[] counts = new long[nanos.length];
        Arrays.fill(counts, times);
        return nanos.length == 0
                ? Distribution.EMPTY
                : Distribution.of(
                        nanos,
                        counts,
                        nanos[0],
                        nanos[nanos.length - 1],
                        times * (double) Arrays.stream(nanos).sum());
    }
}

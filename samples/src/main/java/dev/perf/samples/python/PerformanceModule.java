package dev.perf.samples.python;

import static dev.perf.Perf.benchmark;
import static dev.perf.Perf.benchmarkAsync;
import static dev.perf.Perf.compare;
import static dev.perf.Perf.counter;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.trend;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.threshold.Thresholds.failedRequests;
import static java.time.Duration.ofSeconds;

import dev.perf.Benchmark;
import dev.perf.BenchmarkComparison;
import dev.perf.CapacityTest;
import dev.perf.LoadTest;
import dev.perf.metric.Counter;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * What a module for performance tests in Python offers behind one facade: a load test of a URL, a benchmark of it by a
 * number of requests, a stress test in steps, measurements of one's own code, and benchmarks of functions.
 */
public final class PerformanceModule {

    private PerformanceModule() {}

    // tag::load[]
    /** {@code client.load_test(target_url, users=100, duration=60, ramp_up=10)}; the ramp-up is part of the duration. */
    static LoadTest load(String targetUrl, int users, Duration duration, Duration rampUp) {
        return loadTest("load test")
                .run(endpoint(targetUrl), users().rampTo(users).over(rampUp).hold(duration.minus(rampUp)))
                .threshold("http_req_duration: avg < 500") // max_avg_response_time_ms
                .threshold("http_req_failed: rate < 5%") // max_error_rate_percent
                .threshold("http_reqs: rate > 10"); // min_throughput_rps
    }

    private static Scenario endpoint(String targetUrl) {
        return scenario("endpoint").exec(http("endpoint").get(targetUrl));
    }
    // end::load[]

    // tag::requests[]
    /** {@code client.benchmark(target_url, requests=1000)}, and {@code ab -n 1000 -c 10}. */
    static LoadTest requests(String targetUrl, long requests, int concurrency) {
        return loadTest("benchmark").run(endpoint(targetUrl), users(concurrency).sharedIterations(requests));
    }
    // end::requests[]

    // tag::stress[]
    /** {@code client.stress_test(target_url, start_users=10, max_users=200, step_users=10, step_duration=30)}. */
    static CapacityTest<Integer> stress(
            String targetUrl, int startUsers, int maxUsers, int stepUsers, Duration stepDuration) {
        return loadTest("stress test")
                .stressByUsers(endpoint(targetUrl))
                .from(startUsers)
                .to(maxUsers)
                .raisingBy(stepUsers)
                .settling(stepDuration.dividedBy(6))
                .measuring(stepDuration)
                .holding("http_req_duration: avg < 500")
                .holding(failedRequests().rate().below(0.05));
    }
    // end::stress[]

    // tag::collector[]
    static final Trend RESPONSE_TIMES = trend("collected_response_times", Unit.MILLISECONDS);
    static final Counter ERRORS = counter("collected_errors");

    /** {@code collector.record_response_time(150.5)} and {@code collector.record_error("timeout", "...")}. */
    static Scenario collecting(Callable<?> yourCode) {
        return scenario("your code").exec("call", user -> {
            long start = System.nanoTime();
            try {
                yourCode.call();
                RESPONSE_TIMES.add(user, Duration.ofNanos(System.nanoTime() - start));
            } catch (IllegalStateException refused) {
                ERRORS.tag("type", "refused").add(user, 1);
            }
        });
    }

    /** {@code collector.get_metrics()} is the result of this test. */
    static LoadTest collection(Callable<?> yourCode, int users, long calls) {
        return loadTest("metrics collector")
                .metrics(RESPONSE_TIMES, ERRORS)
                .run(collecting(yourCode), users(users).sharedIterations(calls))
                .threshold("collected_response_times: p(95) < 500");
    }
    // end::collector[]

    // tag::functions[]
    /** {@code runner.benchmark_sync(func, iterations=1000)}. */
    static final Benchmark SYNC =
            benchmark("my_sync_func", () -> price(1_999)).warmUp(10).iterations(1_000);

    /** {@code runner.benchmark_async(func, iterations=1000, warmup_iterations=10)}. */
    static final Benchmark ASYNC = benchmarkAsync(
                    "my_async_func", it -> CompletableFuture.supplyAsync(() -> price(1_999)))
            .warmUp(10)
            .iterations(1_000);

    /** {@code runner.compare_benchmarks([result1, result2])}, with intervals that say whether the difference is real. */
    static final BenchmarkComparison COMPARISON = compare(SYNC, ASYNC);
    // end::functions[]

    private static String price(long cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    /** Runs what the first argument names: load, which is the default, requests, stress or functions. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            String url = shop.url() + "/health";
            switch (arguments.length == 0 ? "load" : arguments[0]) {
                case "load" -> load(url, 20, ofSeconds(20), ofSeconds(3)).main();
                case "requests" -> requests(url, 1_000, 10).main();
                case "stress" -> stress(url, 10, 40, 10, ofSeconds(3)).main();
                case "functions" -> COMPARISON.main();
                default -> System.err.println("load, requests, stress or functions, got " + arguments[0]);
            }
        }
    }
}

package dev.perf.benchmarks;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;

import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * A fresh user for each of 20,000 arrivals per second, twice: from a cold start, and again when warm. Prints a line of
 * figures for each: {@code OpenLoad url seconds}.
 */
final class OpenLoad {

    static final int RATE = 20_000;

    private static final Scenario GET =
            scenario("get").exec(http("small").get("/small").check(status().is(200)));

    private OpenLoad() {}

    public static void main(String... arguments) throws InterruptedException {
        print("cold", arguments);
        print("warm", arguments);
    }

    private static void print(String state, String... arguments) throws InterruptedException {
        long before = cpuNanos();
        RunResult result = loadTest("open")
                .http(http -> http.baseUrl(arguments[0]))
                .run(GET, arrivals(perSecond(RATE)).during(Duration.ofSeconds(Integer.parseInt(arguments[1]))))
                .run(RunOptions.DEFAULTS.withoutReport());
        double cpuMicros =
                (cpuNanos() - before) / 1e3 / Math.max(1, result.ledger().started());
        double lagMillis = result.metrics().stream()
                .filter(metric -> metric.name().equals("schedule_lag"))
                .map(MetricResult.Trend.class::cast)
                .mapToDouble(trend -> trend.distribution().p99().toNanos() / 1e6)
                .max()
                .orElse(Double.NaN);
        System.out.println(Figures.line(
                "state",
                state,
                "started",
                result.ledger().started(),
                "dropped",
                result.ledger().dropped(),
                "failed",
                result.ledger().failed(),
                "cpuMicros",
                cpuMicros,
                "lagP99Millis",
                lagMillis));
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}

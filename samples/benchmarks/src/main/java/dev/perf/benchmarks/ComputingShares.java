package dev.perf.benchmarks;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;

import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the limit of computing steps is calibrated on: 500 arrivals per second of a request to a {@link SteadyServer}, while
 * other users compute, 150 ms at a time, for a growing share of the carriers' time. Prints a row for each share.
 *
 * <p>The server: {@code taskset -c 0,1 java -cp ... dev.perf.benchmarks.GeneratorLimits serve}; it prints its port. The
 * generator, where it has two carriers: {@code taskset -c 2,3 java -cp ... dev.perf.benchmarks.ComputingShares
 * http://127.0.0.1:port [share]...}.
 */
final class ComputingShares {

    private static final Duration STEP = Duration.ofMillis(150);
    private static final List<Double> SHARES = List.of(0.0, 0.05, 0.10, 0.15, 0.25, 0.35);

    private static final int SECONDS = 6;

    private ComputingShares() {}

    public static void main(String... arguments) throws InterruptedException {
        int carriers = Runtime.getRuntime().availableProcessors();
        run(arguments[0], 0.1, carriers, 3); // the JVM warms up
        System.out.println("| Carriers | Share computing | p50 | p95 | p99 | max | Said so |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (double share : arguments.length > 1 ? shares(arguments) : SHARES) {
            RunResult result = run(arguments[0], share, carriers, SECONDS);
            Distribution times = result.request("get").responseTime();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.0f %% | %.1f ms | %.1f ms | %.1f ms | %.0f ms | %s |%n",
                    carriers,
                    share * 100,
                    millis(times, 50),
                    millis(times, 95),
                    millis(times, 99),
                    millis(times, 100),
                    said(result));
        }
    }

    private static List<Double> shares(String... arguments) {
        return Stream.of(arguments).skip(1).map(Double::valueOf).toList();
    }

    private static RunResult run(String url, double share, int carriers, int seconds) throws InterruptedException {
        Duration time = Duration.ofSeconds(seconds);
        var test = loadTest("computing")
                .http(http -> http.baseUrl(url))
                .warmUp(Duration.ofSeconds(1))
                .run(
                        scenario("get").exec(http("get").get("/").check(status().is(200))),
                        arrivals(perSecond(500)).during(time));
        if (share > 0) {
            double rate = share * carriers / (STEP.toMillis() / 1e3);
            test = test.run(
                    scenario("compute").exec(exec("compute", user -> compute())),
                    arrivals(perSecond(rate)).during(time).poisson());
        }
        return test.run(RunOptions.DEFAULTS.withoutReport());
    }

    private static double millis(Distribution times, double percentile) {
        return times.percentile(percentile).toNanos() / 1e6;
    }

    private static void compute() {
        long end = System.nanoTime() + STEP.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static String said(RunResult result) {
        var said = new StringBuilder().append(result.generator().state());
        for (Signal signal : result.generator().signals()) {
            if (signal.name().equals("computing steps")
                    || signal.name().equals("schedule lag p95")
                    || signal.name().startsWith("virtual threads")) {
                said.append("; ")
                        .append(signal.name())
                        .append(' ')
                        .append(signal.value().split(", over|: step|; step", 2)[0]);
            }
        }
        return said.toString();
    }
}

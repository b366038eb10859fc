package dev.perf.benchmarks;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;

import dev.perf.report.compare.Change;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.StoredRun;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often a comparison of two runs is right: {@code ComparisonExperiment pairs seconds factor}, 20 pairs of runs of 12
 * seconds and 1.1 unless given. Of each pair, both runs meet a shop of their own; first nothing differs between the shops,
 * then the second one takes that many times as long. Prints a line for each pair, and how many were found.
 */
final class ComparisonExperiment {

    private static final int RATE = 40;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private static final Scenario VISITOR = scenario("visitor")
            .feed(csv("users.csv").circular())
            .exec(
                    http("login")
                            .post("/auth/login")
                            .json(Map.of("username", "#{username}", "password", "#{password}"))
                            .check(status().is(200))
                            .save("token", jsonPath("$.token")),
                    http("list products")
                            .get("/api/products")
                            .bearer("#{token}")
                            .save("id", jsonPath("$.data[0].id")),
                    http("product").get("/api/products/#{id}").bearer("#{token}"),
                    http("add to cart")
                            .post("/api/cart")
                            .bearer("#{token}")
                            .json(Map.of("productId", "#{id}", "quantity", 1))
                            .check(status().is(201)),
                    http("checkout").post("/api/checkout").bearer("#{token}").check(status().is(201)));

    private ComparisonExperiment() {}

    public static void main(String... arguments) throws InterruptedException {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12;
        double factor = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 1.1;
        run(seconds, 1); // the first run of a process is slower than all others
        series("no change", pairs, seconds, 1);
        series(String.format(Locale.ROOT, "%.2f times the latency", factor), pairs, seconds, factor);
    }

    private static void series(String what, int pairs, int seconds, double factor) throws InterruptedException {
        int worse = 0;
        int better = 0;
        int refused = 0;
        for (int pair = 1; pair <= pairs; pair++) {
            RunComparison comparison = RunComparison.of(run(seconds, 1), run(seconds, factor));
            List<Change> found = Stream.of(Judgement.WORSE, Judgement.BETTER)
                    .flatMap(judgement -> comparison.changes(judgement).stream())
                    .toList();
            worse += comparison.changes(Judgement.WORSE).isEmpty() ? 0 : 1;
            better += comparison.changes(Judgement.BETTER).isEmpty() ? 0 : 1;
            refused += comparison.outcome() == RunComparison.Outcome.REFUSED ? 1 : 0;
            System.out.println(what + ", pair " + pair + ": " + comparison.outcome() + ", " + comparison.reason() + "; "
                    + (found.isEmpty() ? comparison.changes() : found)
                            .stream().map(Change::describe).collect(Collectors.joining("; ")));
        }
        System.out.println(
                what + ": of " + pairs + " pairs " + worse + " worse, " + better + " better, " + refused + " refused");
    }

    private static StoredRun run(int seconds, double factor) throws InterruptedException {
        try (DemoShop shop = DemoShop.builder().slowDown(factor).start()) {
            return StoredRun.of(loadTest("comparison experiment")
                    .http(http -> http.baseUrl(shop.url()))
                    .warmUp(WARM_UP)
                    .run(VISITOR, arrivals(perSecond(RATE)).during(WARM_UP.plusSeconds(seconds)))
                    .run(RunOptions.DEFAULTS.withoutReport()));
        }
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.Mistakes;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** Names without end, made up by lambda steps. */
class SeriesLimitTest {

    private static final int LIMIT = 20;
    private static final int ITERATIONS = 10 * LIMIT;

    @Test
    void countsRequestsGroupsAndChecksBeyondTheLimitTogether() throws Exception {
        try (MockWebServer server = Runs.server()) {
            LoadTest test = loadTest("names")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(
                            scenario("shop").exec(http("home").get("/")).exec("browse", user -> {
                                long i = user.iteration();
                                user.group(
                                        "visit " + i,
                                        () -> user.send(http("item " + i).get("/" + i)));
                                user.check("item " + i + " is there", true);
                                user.pause(ofSeconds(1));
                            }),
                            users(1).during(ofSeconds(ITERATIONS)))
                    .maxSeries(LIMIT)
                    .threshold("http_reqs{name:item 150}: count==1")
                    .threshold("http_reqs{name:home}: count==" + ITERATIONS);
            RunResult result = run(test);

            assertThat(result.verdict()).as(result.toString()).hasToString("PASSED");
            assertThat(count(result, "http_reqs")).isEqualTo(2 * ITERATIONS);
            assertThat(result.requests().stream()
                            .mapToLong(RequestResult::count)
                            .sum())
                    .isEqualTo(2 * ITERATIONS);
            assertThat(sum(result, "http_reqs", "name")).isEqualTo(2 * ITERATIONS);
            assertThat(count(result, "http_reqs{name:other}")).isEqualTo(ITERATIONS - LIMIT - 1);
            assertThat(sum(result, "checks", "check")).isEqualTo(ITERATIONS);
            assertThat(sum(result, "group_duration", "group")).isEqualTo(ITERATIONS);
            // home, browse, other, the one that a threshold asks for, and as many as there may be
            assertThat(result.requests()).hasSizeLessThanOrEqualTo(LIMIT + 4);
            assertThat(result.metrics().stream().filter(metric -> metric.name().equals("checks")))
                    .hasSize(1 + LIMIT + 1);
            assertThat(result.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("Lambda steps made up more than 20 combinations of tags of a metric")
                    .contains("tag name of http_reqs, for example \"item 20\", \"item 21\", \"item 22\"")
                    .contains("tag group of group_duration, for example \"visit 20\", \"visit 21\", \"visit 22\"")
                    .contains("tag check of checks, for example \"item 20 is there\"");
        }
    }

    private static long sum(RunResult result, String metric, String tag) {
        return result.metrics().stream()
                .filter(one -> one.name().equals(metric) && one.tags().containsKey(tag))
                .mapToLong(one -> switch (one) {
                    case MetricResult.Trend trend -> trend.distribution().count();
                    case MetricResult.Counter counter -> counter.count();
                    case MetricResult.Rate rate -> rate.passes() + rate.fails();
                    case MetricResult.Gauge gauge -> 0;
                })
                .sum();
    }

    @Test
    void refusesALimitOutOfRange() {
        LoadTest test = loadTest("names").run(scenario("shop").exec("work", user -> {}), users(1).during(ofSeconds(1)));
        assertThat(Mistakes.of(() -> run(test.maxSeries(0))))
                .containsExactlyInAnyOrder("maxSeries: must be between 1 and 100000, got 0; the default is 1000");
        assertThat(Mistakes.of(() -> run(test.maxSeries(100_001))))
                .containsExactlyInAnyOrder("maxSeries: must be between 1 and 100000, got 100001; the default is 1000");
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.counter;
import static dev.perf.Perf.gauge;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.measure;
import static dev.perf.Perf.rate;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.trend;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.duration;
import static dev.perf.http.Http.header;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.threshold.Thresholds.metric;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.perf.LoadTest;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Metric;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.plan.InvalidPlanException;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.scenario.Scenario;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** Metrics of the user's own, from the sample to the result and the verdict. */
class OwnMetricsTest {

    private static final Counter UPLOADED = counter("upload_bytes", Unit.BYTES);
    private static final Counter ORDERS = counter("orders");
    private static final Gauge QUEUE = gauge("queue");
    private static final Rate FRESH = rate("fresh");
    private static final Trend AGE = trend("quote_age", Unit.MILLISECONDS);
    private static final Trend SIZE = trend("size", Unit.BYTES);
    private static final Trend SCORE = trend("score");

    private static LoadTest test(Scenario scenario) {
        return loadTest("metrics").run(scenario.pause(ofSeconds(1)), users(1).iterations(4));
    }

    @Test
    void countsAddsAndDistributesWhatPlainJavaMeasures() throws Exception {
        RunResult result = run(test(scenario("trader").exec("trade", user -> {
            long i = user.iteration();
            UPLOADED.add(user, 1_000);
            ORDERS.increment(user);
            QUEUE.set(user, new double[] {3, -7.5, 9, 4}[(int) i]);
            FRESH.add(user, i != 2);
            AGE.add(user, 10 * (i + 1));
            AGE.add(user, ofMillis(400));
            SIZE.add(user, 2_000_000);
            SCORE.add(user, 0.25);
        })));

        Map<String, String> none = Map.of();
        assertThat(result.metric("upload_bytes"))
                .isEqualTo(new MetricResult.Counter("upload_bytes", none, 4_000, 1_000, Unit.BYTES));
        assertThat(result.metric("orders")).isEqualTo(new MetricResult.Counter("orders", none, 4, 1, Unit.NONE));
        assertThat(result.metric("queue")).isEqualTo(new MetricResult.Gauge("queue", none, 4, -7.5, 9, Unit.NONE));
        assertThat(result.metric("fresh")).isEqualTo(new MetricResult.Rate("fresh", none, 3, 1));
        MetricResult.Trend age = (MetricResult.Trend) result.metric("quote_age");
        assertThat(age.unit()).isEqualTo(Unit.MILLISECONDS);
        assertThat(age.distribution().count()).isEqualTo(8);
        assertThat(age.min()).isEqualTo(10);
        assertThat(age.max()).isEqualTo(400);
        assertThat(age.mean()).isEqualTo((10 + 20 + 30 + 40 + 4 * 400) / 8.0);
        MetricResult.Trend size = (MetricResult.Trend) result.metric("size");
        assertThat(size.unit()).isEqualTo(Unit.BYTES);
        assertThat(size.max()).isEqualTo(2_000_000);
        assertThat(((MetricResult.Trend) result.metric("score")).percentile(50)).isEqualTo(0.25, within(0.0005));
    }

    @Test
    void largeValuesAddUpWithoutOverflow() throws Exception {
        RunResult result = run(test(scenario("bulk").exec("sum", user -> {
            for (int i = 0; i < 50; i++) {
                SCORE.add(user, Trend.MAX_VALUE);
            }
        })));
        MetricResult.Trend score = (MetricResult.Trend) result.metric("score");
        assertThat(score.distribution().count()).isEqualTo(200);
        assertThat(score.mean()).isEqualTo(Trend.MAX_VALUE);
        assertThat(score.max()).isEqualTo(Trend.MAX_VALUE);
    }

    @Test
    void theLastValueOfAGaugeIsTheLatestOverAllUsers() throws Exception {
        LoadTest test = loadTest("gauge")
                .run(
                        scenario("set").exec("set", user -> {
                            user.pause(ofSeconds(3 - user.id()));
                            QUEUE.set(user, user.id());
                        }),
                        users(3).iterations(1));
        assertThat(run(test).metric("queue")).isEqualTo(new MetricResult.Gauge("queue", Map.of(), 0, 0, 2));
    }

    @Test
    void tagsTellSamplesApart() throws Exception {
        RunResult result = run(test(scenario("trader").exec("trade", user -> {
                    Counter kind = ORDERS.tag("kind", user.iteration() == 0 ? "limit" : "market");
                    kind.increment(user);
                    user.group("book", () -> {
                        ORDERS.tag("kind", "limit").increment(user);
                        return 0;
                    });
                }))
                .metrics(ORDERS)
                .threshold("orders{kind:market}: count == 3")
                .threshold("orders{group:book}: count == 4")
                .threshold("orders{kind:limit,scenario:trader}: count == 5"));
        assertThat(result.verdict()).as(result.reason()).hasToString("PASSED");
        assertThat(Runs.count(result, "orders")).isEqualTo(8);
        assertThat(Runs.count(result, "orders{kind:limit}")).isEqualTo(5);
        assertThat(Runs.count(result, "orders{kind:market}")).isEqualTo(3);
    }

    @Test
    void valuesOfATagBeyondTheLimitAreCountedTogether() throws Exception {
        RunResult result = run(loadTest("ids")
                .maxSeries(5)
                .run(
                        scenario("ids")
                                .exec(
                                        "id",
                                        user -> ORDERS.tag("id", "" + user.iteration())
                                                .increment(user))
                                .pause(ofSeconds(1)),
                        users(1).iterations(20)));
        assertThat(Runs.count(result, "orders")).isEqualTo(20);
        assertThat(Runs.count(result, "orders{id:4}")).isEqualTo(1);
        assertThat(Runs.count(result, "orders{id:other}")).isEqualTo(15);
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("tag id of orders, for example \"5\""));
    }

    @Test
    void stepsMeasureTheSessionAndTagsMayBeTemplates() throws Exception {
        RunResult result = run(test(scenario("shop")
                        .exec("fill", user -> user.session().set("plan", user.iteration() % 2 == 0 ? "gold" : "free"))
                        .exec(group(
                                "basket",
                                measure(
                                        SCORE.tag("plan", "#{plan}"),
                                        session -> session.text("plan").length()))))
                .threshold("score{plan:gold}: count == 2")
                .threshold("score{group:basket}: max == 4"));
        assertThat(result.verdict()).as(result.reason()).hasToString("PASSED");
    }

    @Test
    void requestsRecordWhatTheirResponsesSay() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{\"took\": 12.5, \"hit\": true}")
                    .addHeader("X-Queue", "17")
                    .build());
            server.enqueue(
                    new MockResponse.Builder().body("{\"took\": \"slow\"}").build());
            RunResult result = run(loadTest("records")
                    .http(http -> http.baseUrl(server.url("/").toString()))
                    .run(
                            scenario("s")
                                    .exec(http("search")
                                            .get("/search")
                                            .record(AGE.tag("kind", "search"), jsonPath("$.took"))
                                            .record(FRESH, jsonPath("$.hit").optional())
                                            .record(QUEUE, header("X-Queue").orElse(0))
                                            .record(SCORE, duration()))
                                    .pause(ofSeconds(1)),
                            users(1).iterations(2)));
            assertThat(((MetricResult.Trend) result.metric("quote_age{kind:search}")).max())
                    .isEqualTo(12.5);
            assertThat(result.metric("fresh")).isEqualTo(new MetricResult.Rate("fresh", Map.of(), 1, 0));
            assertThat(result.metric("queue")).isEqualTo(new MetricResult.Gauge("queue", Map.of(), 0, 0, 17));
            assertThat(((MetricResult.Trend) result.metric("score"))
                            .distribution()
                            .count())
                    .isEqualTo(2);
            assertThat(result.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.message())
                            .isEqualTo("record \"quote_age\": $.took is no number, got \"slow\""));
            assertThat(result.request("search").failed()).isEqualTo(1);
        }
    }

    @Test
    void aCounterThatCountedNothingIsZero() throws Exception {
        RunResult result = run(test(scenario("idle").exec("work", user -> {}))
                .metrics(ORDERS)
                .threshold(metric(ORDERS).count().atMost(0)));
        assertThat(result.verdict()).as(result.reason()).hasToString("PASSED");
    }

    @Test
    void thresholdsHaveTheUnitOfTheirMetric() throws Exception {
        RunResult result = run(test(scenario("trader").exec("trade", user -> {
                    UPLOADED.add(user, 3_000);
                    AGE.add(user, 12);
                    SIZE.add(user, 70_000);
                    QUEUE.set(user, -3);
                    FRESH.add(user, true);
                }))
                .metrics(UPLOADED, AGE, SIZE, QUEUE, FRESH)
                .threshold("quote_age: p(95)<200")
                .threshold(metric(AGE).p95().below(ofMillis(20)))
                .threshold("size: max < 64kB")
                .threshold(metric(SIZE).p50().above(64_000))
                .threshold(metric(QUEUE).min().atLeast(-3))
                .threshold(metric(UPLOADED).count().above(11_000))
                .threshold(metric(FRESH).rate().atLeast(0.99)));
        assertThat(result.thresholds())
                .extracting(ThresholdResult::expression, ThresholdResult::passed, ThresholdResult::message)
                .containsExactly(
                        tuple("quote_age: p(95) < 200ms", true, "12 ms"),
                        tuple("quote_age: p(95) < 20ms", true, "12 ms"),
                        tuple("size: max < 64kB", false, "70 kB"),
                        tuple("size: p(50) > 64000B", true, "70 kB"),
                        tuple("queue: min >= -3", true, "-3"),
                        tuple("upload_bytes: count > 11000B", true, "12 kB"),
                        tuple("fresh: rate >= 0.99", true, "100 %"));
    }

    @Test
    void valuesThatAMetricCannotHaveAreCountedAndFailTheIteration() throws Exception {
        Trend wide = trend("quote_age", Unit.BYTES);
        RunResult result = run(loadTest("values")
                .run(
                        scenario("wrong").exec("add", user -> {
                            AGE.add(user, -1);
                            AGE.add(user, Double.NaN);
                            AGE.add(user, 2e12);
                            UPLOADED.add(user, -5);
                            QUEUE.set(user, Double.POSITIVE_INFINITY);
                            user.record(FRESH, 0.5);
                            wide.add(user, 1);
                            trend("quote age").add(user, 1);
                            counter("iterations").increment(user);
                        }),
                        users(1).iterations(1)));
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.errors()).allSatisfy(error -> assertThat(error.kind()).isEqualTo("metric"));
        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactlyInAnyOrder(
                        "metric \"quote_age\": a Trend takes numbers from 0 to 1000000000000, got -1",
                        "metric \"quote_age\": a Trend takes numbers from 0 to 1000000000000, got NaN",
                        "metric \"quote_age\": a Trend takes numbers from 0 to 1000000000000, got 2000000000000",
                        "metric \"upload_bytes\": a Counter grows by whole numbers from 0 to 2^53, got -5",
                        "metric \"queue\": a Gauge takes finite numbers, got Infinity",
                        "metric \"fresh\": a Rate takes 1 for true and 0 for false, got 0.5",
                        "metric \"quote_age\": it is a Trend in ms at " + AGE.location() + " and a Trend in B at "
                                + wide.location() + "; give one of them another name",
                        "metric \"quote age\": \"quote age\" is no name of a metric; begin with a letter or _, and take"
                                + " letters, digits and _, 100 at most",
                        "metric \"iterations\": Perf measures a metric of this name itself; take another name");
    }

    @Test
    void aMeasureThatThrowsEndsItsIteration() throws Exception {
        RunResult result = run(loadTest("values")
                .run(
                        scenario("wrong")
                                .exec(measure(SCORE, session -> Double.parseDouble(session.text("gone"))))
                                .exec("after", user -> ORDERS.increment(user)),
                        users(1).iterations(1)));
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.request() + ": " + error.message())
                        .isEqualTo("measure score: MissingValueException: session has no value \"gone\"; it is empty"));
    }

    @Test
    void mistakesAreFoundBeforeTheRun() {
        Metric other = gauge("orders");
        Scenario shop = scenario("shop")
                .exec(http("search").get("http://localhost:1/").record(trend("9 lives"), body()))
                .exec(measure(other, session -> 1));
        LoadTest test = loadTest("mistakes")
                .metrics(ORDERS, counter("checks"), AGE, QUEUE)
                .run(shop, users(1).iterations(1))
                .threshold("quote_agee: p(95) < 5")
                .threshold("quote_age: rate > 5")
                .threshold("quote_age: p(95) < 5kB")
                .threshold("orders: count < -1")
                .threshold("queue: value < 5 of 10 samples");
        InvalidPlanException refused = catchThrowableOfType(InvalidPlanException.class, () -> run(test));
        List<String> problems = refused.problems().stream()
                .map(problem -> problem.where() + ": " + problem.message())
                .toList();
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "metric \"checks\": Perf measures a metric of this name itself; take another name",
                        "scenario \"shop\", request \"search\", record \"9 lives\", metric \"9 lives\": \"9 lives\" is"
                            + " no name of a metric; begin with a letter or _, and take letters, digits and _, 100 at"
                            + " most",
                        "scenario \"shop\", measure, metric \"orders\": it is a Counter at " + ORDERS.location()
                                + " and a Gauge at " + other.location() + "; give one of them another name",
                        "threshold \"quote_agee: p(95) < 5\": nothing measures a metric \"quote_agee\"; did you mean"
                                + " quote_age?",
                        "threshold \"quote_age: rate > 5\" at 11: quote_age is a Trend; it has p(N), avg,"
                                + " med, min, max, stddev and count, not rate",
                        "threshold \"quote_age: p(95) < 5kB\" at 19: p(95) of quote_age takes ns, us, ms,"
                                + " s, m, h or no unit, got 5kB",
                        "threshold \"orders: count < -1\" at 16: limit must not be negative, got -1",
                        "threshold \"queue: value < 5 of 10 samples\" at 20: queue is a Gauge; only a Trend"
                                + " or a Rate has samples that can be demanded");
    }
}

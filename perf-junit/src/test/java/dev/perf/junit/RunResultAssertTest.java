package dev.perf.junit;

import static dev.perf.junit.PerfAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class RunResultAssertTest {

    private static final String LINK = "; report: " + Results.LINK;

    private final RunResult result = Results.passed()
            .request("login", 0, 301, 100, 200, 300, 312)
            .request("cart", 12, 100, 1, 2, 3, 4)
            .request("ping", 0, 1)
            .metric(new MetricResult.Trend("iteration_duration", Map.of(), Results.times(5, 10, 20)))
            .metric(new MetricResult.Trend("group_duration", Map.of(), Results.times(5)))
            .metric(new MetricResult.Counter("http_reqs", Map.of("name", "login"), 1204, 120.4))
            .metric(new MetricResult.Rate("checks", Map.of(), 90, 10))
            .metric(new MetricResult.Rate("no_checks", Map.of(), 0, 0))
            .metric(new MetricResult.Gauge("vus", Map.of(), 5, 1, 20))
            .build();

    @Test
    void chainsThroughAllThatHolds() {
        assertThatCode(() -> {
                    assertThat(result)
                            .passed()
                            .hasVerdict(Verdict.PASSED)
                            .request("login")
                            .p50()
                            .isLessThanOrEqualTo(ofMillis(200))
                            .p90()
                            .isLessThan(ofMillis(313))
                            .p95()
                            .isGreaterThan(ofMillis(311))
                            .p99()
                            .isGreaterThanOrEqualTo(ofMillis(312))
                            .percentile(25)
                            .isBetween(ofMillis(100), ofMillis(100))
                            .mean()
                            .isBetween(ofMillis(227), ofMillis(229))
                            .min()
                            .isLessThan(ofMillis(101))
                            .max()
                            .isLessThan(ofSeconds(1))
                            .serviceTime()
                            .p95()
                            .isLessThan(ofMillis(157))
                            .responseTime()
                            .p95()
                            .isGreaterThan(ofMillis(300))
                            .failureRate()
                            .isZero()
                            .count()
                            .isEqualTo(1204)
                            .throughput()
                            .isBetween(120, 121);
                    assertThat(result).request("cart").failureRate().isLessThan(0.031);
                    assertThat(result).request("ping").count().isZero();
                    assertThat(result)
                            .allRequests()
                            .count()
                            .isEqualTo(1604)
                            .p50()
                            .isLessThan(ofMillis(201));
                    assertThat(result)
                            .ledger()
                            .balanced()
                            .dropped()
                            .isZero()
                            .completed()
                            .isGreaterThan(99);
                    assertThat(result)
                            .metric("iteration_duration")
                            .p95()
                            .isLessThan(ofMillis(21))
                            .count()
                            .isEqualTo(10);
                    assertThat(result)
                            .metric("http_reqs{name:login}")
                            .count()
                            .isGreaterThanOrEqualTo(1204)
                            .perSecond()
                            .isGreaterThan(120);
                    assertThat(result)
                            .metric("checks")
                            .rate()
                            .isGreaterThan(0.89)
                            .count()
                            .isEqualTo(100);
                    assertThat(result)
                            .metric("vus")
                            .value()
                            .isEqualTo(5)
                            .lowest()
                            .isEqualTo(1)
                            .highest()
                            .isEqualTo(20);
                    assertThat(result)
                            .errors()
                            .areEmpty()
                            .ofKind("timeout")
                            .count()
                            .isZero();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhatWasMeasuredWhereTheLimitTheDistanceAndTheReport() {
        assertMessage(
                () -> assertThat(result).request("login").p95().isLessThan(ofMillis(300)),
                "login p95 312 ms is not less than 300 ms (+4 %), 1,204 samples" + LINK);
        assertMessage(
                () -> assertThat(result).request("login").serviceTime().max().isLessThanOrEqualTo(ofMillis(100)),
                "login service max 156 ms is not less than or equal to 100 ms (+56 %), 1,204 samples" + LINK);
        assertMessage(
                () -> assertThat(result).request("login").percentile(99.9).isGreaterThan(ofSeconds(1)),
                "login p99.9 312 ms is not greater than 1 s (-69 %), 1,204 samples" + LINK);
        assertMessage(
                () -> assertThat(result).allRequests().mean().isGreaterThanOrEqualTo(ofSeconds(1)),
                "all requests mean 172 ms is not greater than or equal to 1 s (-83 %), 1,604 samples" + LINK);
        assertMessage(
                () -> assertThat(result).request("login").p50().isBetween(ofMillis(210), ofMillis(300)),
                "login p50 200 ms is not between 210 ms and 300 ms (-4.8 %), 1,204 samples" + LINK);
        assertMessage(
                () -> assertThat(result).request("cart").failureRate().isLessThan(0.01),
                "cart failure rate 3 % is not less than 1 % (+200 %), 400 samples" + LINK);
        assertMessage(
                () -> assertThat(result).request("cart").count().isGreaterThan(2000),
                "cart count 400 is not greater than 2,000 (-80 %)" + LINK);
        assertMessage(
                () -> assertThat(result).request("cart").throughput().isGreaterThan(50),
                "cart throughput 40/s is not greater than 50/s (-20 %), 400 samples" + LINK);
    }

    @Test
    void givesIdesBothValuesToCompare() {
        AssertionFailedError error = catchThrowableOfType(
                AssertionFailedError.class,
                () -> assertThat(result).request("login").p95().isLessThan(ofMillis(300)));

        assertThat(error.getActual().getStringRepresentation()).isEqualTo("312 ms");
        assertThat(error.getExpected().getStringRepresentation()).isEqualTo("less than 300 ms");
    }

    @Test
    void leavesTheReportOutWhereThereIsNone() {
        RunResult unreported =
                Results.passed().request("login", 0, 1, 312).report(null).build();

        assertMessage(
                () -> assertThat(unreported).request("login").p95().isLessThan(ofMillis(300)),
                "login p95 312 ms is not less than 300 ms (+4 %), 1 sample");
    }

    @Test
    void failsWithoutSamples() {
        assertMessage(
                () -> assertThat(result).request("ping").p95().isLessThan(ofMillis(300)),
                "ping p95 is not less than 300 ms: no samples" + LINK);
        assertMessage(
                () -> assertThat(result).request("ping").failureRate().isLessThan(0.01),
                "ping failure rate is not less than 1 %: no samples" + LINK);
        assertMessage(
                () -> assertThat(result).metric("group_duration").mean().isGreaterThan(ofMillis(1)),
                "group_duration mean is not greater than 1 ms: no samples" + LINK);
        assertMessage(
                () -> assertThat(result).metric("no_checks").rate().isLessThan(1),
                "no_checks rate is not less than 100 %: no samples" + LINK);
    }

    @Test
    void listsTheNamesThereAre() {
        assertMessage(
                () -> assertThat(result).request("logn"),
                "no request named \"logn\" was sent; there are [login, cart, ping]" + LINK);
        assertMessage(
                () -> assertThat(result).metric("http_reqs"),
                "no metric http_reqs was measured; there are [iteration_duration, group_duration,"
                        + " http_reqs{name:login}, checks, no_checks, vus]" + LINK);
    }

    @Test
    void saysWhatAMetricOfItsKindHas() {
        assertMessage(
                () -> assertThat(result).metric("checks").p95(),
                "metric checks is a rate and has rate and count, but no p95" + LINK);
        assertMessage(
                () -> assertThat(result).metric("iteration_duration").rate(),
                "metric iteration_duration is a trend and has count, percentiles, mean, min and max, but no rate"
                        + LINK);
        assertMessage(
                () -> assertThat(result).metric("vus").count(),
                "metric vus is a gauge and has value, lowest and highest, but no count" + LINK);
        assertMessage(
                () -> assertThat(result).metric("http_reqs{name:login}").value(),
                "metric http_reqs{name:login} is a counter and has count and perSecond, but no value" + LINK);
    }

    @Test
    void beginsWithTheWorstThresholdWhereARunDidNotPass() {
        RunResult failed = Results.failed()
                .threshold(false, "checks: rate > 0.9", 0.1, 0.9, "10 %, 80 % too little")
                .threshold(false, "response_time: max < 1s", 3000.0, 1000, "3 s, 2 s too much")
                .error("status", "login", "status 500", 8)
                .build();

        assertMessage(() -> assertThat(failed).passed(), """
            shop FAILED: response_time: max < 1s: 3 s, 2 s too much (and 2 more); report: file:///reports/shop/1/index.html
              FAILED  response_time: p(95) < 300ms: 312 ms, 12 ms too much
              FAILED  checks: rate > 0.9: 10 %, 80 % too little
              FAILED  response_time: max < 1s: 3 s, 2 s too much
              8 x login: status 500
              generator: not the limit\
            """);
        assertMessage(
                () -> assertThat(failed).hasVerdict(Verdict.ABORTED),
                "shop is FAILED, not ABORTED: a threshold did not hold" + LINK);
    }

    @Test
    void saysThatNumbersOfAnInvalidRunAreDoubtful() {
        RunResult invalid = Results.invalid().request("login", 0, 301, 312).build();

        assertMessage(
                () -> assertThat(invalid).request("login").p95().isLessThan(ofMillis(300)),
                "login p95 312 ms is not less than 300 ms (+4 %), 301 samples" + LINK
                        + "\n  the run is INVALID: the generator was the limit: busiest core 100 %");
    }

    @Test
    void accountsForIterations() {
        RunResult lossy =
                Results.passed().ledger(new Ledger(100, 90, 5, 80, 5, 1)).build();

        assertMessage(
                () -> assertThat(lossy).ledger().balanced(),
                "the ledger does not balance: 100 scheduled, 90 started and 5 dropped;"
                        + " 80 completed, 5 failed and 1 interrupted" + LINK);
        assertMessage(
                () -> assertThat(lossy).ledger().dropped().isZero(), "dropped iterations: 5 is not equal to 0" + LINK);
        assertThat(lossy)
                .ledger()
                .scheduled()
                .isEqualTo(100)
                .started()
                .isEqualTo(90)
                .failed()
                .isEqualTo(5)
                .interrupted()
                .isEqualTo(1);
    }

    @Test
    void namesTheMostFrequentErrors() {
        RunResult faulty = Results.passed()
                .error("status", "login", "status 500", 1200)
                .error("timeout", "cart", "no response within 60 s", 3)
                .build();

        assertMessage(() -> assertThat(faulty).errors().areEmpty(), """
            1,203 errors, most often login: status 500 (1,200 x); report: file:///reports/shop/1/index.html
              3 x cart: no response within 60 s\
            """);
        assertMessage(
                () -> assertThat(faulty)
                        .errors()
                        .ofKind("timeout")
                        .ofRequest("cart")
                        .count()
                        .isLessThan(3),
                "errors of kind timeout of cart: 3 is not less than 3" + LINK);
        assertThat(faulty).errors().ofRequest("list").areEmpty();
    }

    @Test
    void makesAllSoftAssertionsAndSpeaksOfTheWorstFirst() {
        assertMessage(
                () -> assertThat(result).softly(run -> {
                    run.request("login")
                            .p95()
                            .isLessThan(ofMillis(300))
                            .failureRate()
                            .isZero();
                    run.request("cart").failureRate().isLessThan(0.01).count().isEqualTo(400);
                    run.as("after deploy").ledger().completed().isLessThan(50);
                }),
                """
                cart failure rate 3 % is not less than 1 % (+200 %), 400 samples (and 2 more); report: file:///reports/shop/1/index.html
                  [after deploy] completed iterations: 100 is not less than 50 (+100 %)
                  login p95 312 ms is not less than 300 ms (+4 %), 1,204 samples\
                """);
    }

    @Test
    void objectsOnceToAMissingNameInSoftAssertions() {
        assertMessage(
                () -> assertThat(result).softly(run -> {
                    run.request("logn")
                            .p95()
                            .isLessThan(ofMillis(300))
                            .failureRate()
                            .isLessThan(0.01);
                    run.metric("check").rate().isGreaterThan(0.9).p95().isLessThan(ofMillis(1));
                    run.metric("checks").p95().isLessThan(ofMillis(1));
                }),
                """
                no request named "logn" was sent; there are [login, cart, ping] (and 2 more); report: file:///reports/shop/1/index.html
                  no metric check was measured; there are [iteration_duration, group_duration, http_reqs{name:login}, checks, no_checks, vus]
                  metric checks is a rate and has rate and count, but no p95\
                """);
    }

    @Test
    void holdsSoftlyWhatHolds() {
        assertThat(result)
                .softly(run -> run.request("login").p95().isLessThan(ofSeconds(1)))
                .passed();
    }

    @Test
    void collectsAssertionsOfOthersInSoftAssertions() {
        assertMessage(
                () -> assertThat(result).softly(run -> {
                    run.request("login").p95().isLessThan(ofMillis(300));
                    throw new AssertionError("the cart is empty");
                }),
                """
                the cart is empty (and 1 more); report: file:///reports/shop/1/index.html
                  login p95 312 ms is not less than 300 ms (+4 %), 1,204 samples\
                """);
    }

    @Test
    void worksWithAssertjsOwnDescriptionsMessagesAndSoftAssertions() {
        assertMessage(
                () -> assertThat(result)
                        .as("after %s", "deploy")
                        .request("login")
                        .p95()
                        .isLessThan(ofMillis(300)),
                "[after deploy] login p95 312 ms is not less than 300 ms (+4 %), 1,204 samples" + LINK);
        assertMessage(
                () -> assertThat(result)
                        .withFailMessage("too slow")
                        .request("login")
                        .p95()
                        .isLessThan(ofMillis(300)),
                "too slow");
        var softly = new SoftAssertions();
        softly.check(() -> assertThat(result).request("login").p95().isLessThan(ofMillis(300)));
        softly.check(() -> assertThat(result).request("logn"));
        assertThat(softly.errorsCollected()).hasSize(2);
    }

    @Test
    void refusesLimitsThatCannotBeMeant() {
        assertThatThrownBy(() -> assertThat(result).request("login").percentile(101))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("percentile must be in (0, 100], got 101.0");
        assertThatThrownBy(() -> assertThat(result).request("login").p95().isBetween(ofSeconds(2), ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the lower end comes first, got 2 s and 1 s");
    }

    private static void assertMessage(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
    }
}

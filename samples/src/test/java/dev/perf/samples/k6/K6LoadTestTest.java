package dev.perf.samples.k6;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.load.LoadProfile;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class K6LoadTestTest {

    private static final LoadProfile ONCE = users(1).iterations(1);

    @Test
    void everyIterationSendsWhatTheScriptSends() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(K6LoadTest.test(
                    shop.url(),
                    users(2).iterations(3),
                    users(3).sharedIterations(7),
                    arrivals().atOnce(4)));

            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(17);
            assertThat(count(result, "iterations{scenario:smoke}")).isEqualTo(6);
            assertThat(count(result, "iterations{scenario:load}")).isEqualTo(7);
            assertThat(count(result, "iterations{scenario:stress}")).isEqualTo(4);
            assertThat(shop.requests("POST /auth/login")).isEqualTo(17);
            assertThat(shop.requests("GET /api/products")).isEqualTo(17);
            assertThat(shop.requests("GET /api/products/{id}")).isEqualTo(17);
            assertThat(shop.requests("POST /api/cart")).isEqualTo(17);
            assertThat(shop.requests("POST /echo")).isEqualTo(17);
            assertThat(shop.responses(401)).as("requests without the token").isZero();
        }
    }

    @Test
    void checksGroupsAndMetricsAreCountedAsInTheScript() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(K6LoadTest.stages(shop.url(), users(5).iterations(2)));

            for (String check : new String[] {"product retrieved", "has name", "in the cart"}) {
                var counted = (MetricResult.Rate) result.metric("checks{check:" + check + "}");
                assertThat(counted.passes()).as(check).isEqualTo(10);
                assertThat(counted.fails()).as(check).isZero();
            }
            assertThat(samples(result, "api_call_duration")).isEqualTo(20);
            assertThat(count(result, "items_in_carts")).isEqualTo(20);
            assertThat(samples(result, "group_duration{group:browse}")).isEqualTo(10);
        }
    }

    @Test
    void thresholdsOnANameJudgeTheRequestsOfThatName() throws InterruptedException {
        try (DemoShop shop =
                DemoShop.builder().latency(Duration.ofMillis(20)).jitter(0).start()) {
            RunResult result = run(K6LoadTest.test(shop.url(), ONCE, ONCE, ONCE));

            assertThat(result.thresholds())
                    .hasSize(12)
                    .allSatisfy(threshold -> assertThat(threshold.samples())
                            .as(threshold.expression())
                            .isPositive());
            assertThat(actual(result, "http_req_duration{name:login}"))
                    .isEqualTo(p95(result, "http_req_duration{name:login}"))
                    .isGreaterThanOrEqualTo(150);
            assertThat(actual(result, "http_req_duration{name:products}"))
                    .isEqualTo(p95(result, "http_req_duration{name:products}"))
                    .isGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void theStressScenarioStartsAsManyIterationsAsItsStagesSay() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(K6LoadTest.test(shop.url(), ONCE, ONCE, K6LoadTest.STRESS.stretchedBy(0.001)));

            // 3.6 on the way to 50/s, 22.5 to 100/s, 18 to 200/s, 60 there, 12 on the way to 0
            assertThat(result.ledger().scheduled()).isEqualTo(116 + 2);
            assertThat(result.ledger().balanced()).isTrue();
        }
    }

    @Test
    void theClosedProfilesGoTheWayOfTheOptions() {
        assertThat(K6LoadTest.STAGES.duration()).isEqualTo(Duration.ofMinutes(16));
        assertThat(K6LoadTest.STAGES.peak()).isEqualTo(200);
        assertThat(K6LoadTest.LOAD.duration()).isEqualTo(Duration.ofMinutes(20));
        assertThat(K6LoadTest.LOAD.peak()).isEqualTo(100);
    }

    private static RunResult run(LoadTest test) throws InterruptedException {
        return test.seed(1).thinkTimeFactor(0).run(RunOptions.DEFAULTS.withoutReport());
    }

    private static long count(RunResult result, String counter) {
        return ((MetricResult.Counter) result.metric(counter)).count();
    }

    private static long samples(RunResult result, String trend) {
        return ((MetricResult.Trend) result.metric(trend)).distribution().count();
    }

    private static double p95(RunResult result, String trend) {
        return ((MetricResult.Trend) result.metric(trend)).percentile(95);
    }

    private static double actual(RunResult result, String metric) {
        return result.thresholds().stream()
                .filter(threshold -> threshold.expression().startsWith(metric))
                .map(ThresholdResult::actual)
                .findFirst()
                .orElseThrow();
    }
}

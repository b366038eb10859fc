package dev.perf.samples.python;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.search.CapacityResult;
import dev.perf.search.SearchPlan;
import dev.perf.spi.RunOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PerformanceModuleTest {

    private static final RunOptions OPTIONS = RunOptions.DEFAULTS.withoutReport();

    @Test
    void aLoadTestRampsItsUsersAndJudgesTheThreeLimits() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = PerformanceModule.load(shop.url() + "/slow?ms=50", 5, ofMillis(600), ofMillis(200))
                    .run(OPTIONS);

            assertThat(result.errors()).isEmpty();
            assertThat(shop.requests("GET /slow"))
                    .isEqualTo(result.requestCount())
                    .isPositive();
            assertThat(((MetricResult.Gauge) result.metric("vus_max")).value()).isEqualTo(5);
            assertThat(result.thresholds())
                    .hasSize(3)
                    .allSatisfy(limit -> assertThat(limit.actual()).isNotNull());
        }
    }

    @Test
    void aBenchmarkOfRequestsSendsExactlyThatMany() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = PerformanceModule.requests(shop.url() + "/health", 1_000, 10)
                    .run(OPTIONS);

            assertThat(shop.requests("GET /health")).isEqualTo(1_000);
            assertThat(result.request("endpoint").count()).isEqualTo(1_000);
            assertThat(result.request("endpoint").serviceTime().mean()).isPositive();
        }
    }

    @Test
    void aStressTestRaisesTheUsersUntilTheShopBreaks() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            CapacityResult result = PerformanceModule.stress(shop.url() + "/status/500", 10, 40, 10, ofMillis(300))
                    .run(OPTIONS);

            assertThat(result.conclusion()).isEqualTo(CapacityResult.Conclusion.NONE_HELD);
            assertThat(requireNonNull(result.firstBroken()).level()).isEqualTo(10);
        }
    }

    @Test
    void aStressTestTakesItsLevelsFromTheFourNumbers() {
        SearchPlan plan = PerformanceModule.stress("http://localhost:8080", 10, 200, 10, ofSeconds(30))
                .plan();

        assertThat(plan.levels().from()).isEqualTo(10);
        assertThat(plan.levels().to()).isEqualTo(200);
        assertThat(plan.levels().raise().next(10)).isEqualTo(20);
        assertThat(plan.steps().measuring()).isEqualTo(ofSeconds(30));
    }

    @Test
    void theCollectorCountsTimesAndErrors() throws InterruptedException {
        var calls = new AtomicInteger();
        RunResult result = PerformanceModule.collection(
                        () -> {
                            int call = calls.incrementAndGet();
                            if (call % 4 == 0) {
                                throw new IllegalStateException("refused");
                            }
                            return call;
                        },
                        3,
                        40)
                .run(OPTIONS);

        var times = (MetricResult.Trend) result.metric("collected_response_times");
        assertThat(times.distribution().count()).isEqualTo(30);
        assertThat(((MetricResult.Counter) result.metric("collected_errors{type:refused}")).count())
                .isEqualTo(10);
    }

    @Test
    void functionsAreMeasuredAsOftenAsAskedForAndCompared() throws InterruptedException {
        ComparisonResult result = PerformanceModule.COMPARISON.rounds(2).run();

        assertThat(result.benchmarks())
                .extracting(BenchmarkResult::name, BenchmarkResult::operations)
                .containsExactly(tuple("my_sync_func", 2_000L), tuple("my_async_func", 2_000L));
        assertThat(result.contrasts()).hasSize(1);
    }
}

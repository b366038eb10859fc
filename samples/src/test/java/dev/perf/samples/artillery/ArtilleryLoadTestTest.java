package dev.perf.samples.artillery;

import static dev.perf.Perf.arrivals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.LoadProfile;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArtilleryLoadTestTest {

    @Test
    void arrivalsAreDividedEightToTwoAndEachDoesItsFlow() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(shop, arrivals().atOnce(20));

            assertThat(result.errors()).isEmpty();
            assertThat(shop.responses(401)).as("requests without the token").isZero();
            assertThat(shop.requests("POST /auth/login")).isEqualTo(16 + 1);
            assertThat(shop.requests("GET /api/products")).isEqualTo(16 + 4 * 5);
            assertThat(shop.requests("GET /api/products/{id}")).isEqualTo(16);
            assertThat(shop.requests("POST /api/cart")).isEqualTo(16);
            assertThat(shop.responses(201)).isEqualTo(16);
        }
    }

    @Test
    void eachExpectationIsACheck() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(shop, arrivals().atOnce(10));

            var checks = (MetricResult.Rate) result.metric("checks");
            assertThat(checks.passes()).isEqualTo(8 * 5);
            assertThat(checks.fails()).isZero();
            var property = (MetricResult.Rate) result.metric("checks{check:$.data exists}");
            assertThat(property.passes()).isEqualTo(8);
        }
    }

    @Test
    void aShopThatFailsMoreThanOnceInAHundredFailsTheRun() throws InterruptedException {
        try (DemoShop shop = DemoShop.builder().errorRate(0.5).seed(1).start()) {
            RunResult result = run(shop, arrivals().atOnce(20));

            assertThat(result.thresholds())
                    .filteredOn(threshold -> threshold.expression().startsWith("http_req_failed"))
                    .extracting(ThresholdResult::passed)
                    .containsExactly(false);
        }
    }

    @Test
    void thePhasesStartAsManyVirtualUsersAsTheScriptSays() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(shop, ArtilleryLoadTest.PHASES.stretchedBy(0.001));

            assertThat(ArtilleryLoadTest.PHASES.duration()).isEqualTo(Duration.ofMinutes(17));
            // 0.3 while warming up, 18 on the way up, 60 there, 3 on the way down
            assertThat(result.ledger().scheduled()).isEqualTo(81);
        }
    }

    private static RunResult run(DemoShop shop, LoadProfile phases) throws InterruptedException {
        return ArtilleryLoadTest.test(shop.url(), phases)
                .seed(1)
                .thinkTimeFactor(0)
                .run(RunOptions.DEFAULTS.withoutReport());
    }
}

package dev.perf.samples.gatling;

import static dev.perf.Perf.arrivals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.LoadProfile;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import org.junit.jupiter.api.Test;

class GatlingLoadTestTest {

    @Test
    void visitorsLookAndCustomersBuy() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(shop, 10, 5);

            assertThat(result.errors()).isEmpty();
            assertThat(shop.requests("POST /auth/login")).isEqualTo(15);
            assertThat(shop.requests("GET /api/products")).isEqualTo(2 * 15);
            assertThat(shop.requests("GET /api/products/{id}"))
                    .isBetween(5L + 1, 5L + 10); // seven of ten visitors, by chance
            assertThat(shop.requests("POST /api/cart")).isEqualTo(5);
            assertThat(shop.requests("POST /api/checkout")).isEqualTo(5);
            assertThat(result.ledger().completed()).isEqualTo(15);
        }
    }

    @Test
    void whoCannotLogInAtTheSecondTryLeaves() throws InterruptedException {
        try (DemoShop shop = DemoShop.builder().errorRate(1).seed(1).start()) {
            RunResult result = run(shop, 10, 5);

            assertThat(shop.requests()).as("two tries each, and nothing else").isEqualTo(2 * 15);
            assertThat(result.ledger().failed()).isEqualTo(15);
            assertThat(result.errors()).extracting(ErrorResult::kind).contains("try");
        }
    }

    @Test
    void theProfilesStartAsManyUsersAsTheSimulationInjects() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result =
                    run(shop, GatlingLoadTest.VISITS.stretchedBy(0.1), GatlingLoadTest.PURCHASES.stretchedBy(0.1));

            // five at once, then 20 spread and 20 on the ramp; 20 purchases: of these a tenth
            assertThat(result.ledger().scheduled()).isEqualTo(5 + 2 + 2 + 2);
            assertThat(result.errors()).isEmpty();
        }
    }

    private static RunResult run(DemoShop shop, int visitors, int customers) throws InterruptedException {
        return run(shop, arrivals().atOnce(visitors), arrivals().atOnce(customers));
    }

    private static RunResult run(DemoShop shop, LoadProfile visits, LoadProfile purchases) throws InterruptedException {
        return GatlingLoadTest.test(shop.url(), visits, purchases)
                .seed(1)
                .thinkTimeFactor(0)
                .run(RunOptions.DEFAULTS.withoutReport());
    }
}

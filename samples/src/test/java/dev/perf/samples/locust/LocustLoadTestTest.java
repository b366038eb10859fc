package dev.perf.samples.locust;

import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.event.RequestEvent;
import dev.perf.load.LoadProfile;
import dev.perf.plan.Mix;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LocustLoadTestTest {

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Queue<RequestEvent> events = new ConcurrentLinkedQueue<>();

    @Test
    void usersLogInOnceAndDoTheirTasksByWeightWithTheToken() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(test(shop, LocustLoadTest.CLASSES, users(11).iterations(60)));

            assertThat(result.errors()).isEmpty();
            assertThat(shop.responses(401)).as("requests without the token").isZero();
            assertThat(shop.requests("POST /auth/login")).isEqualTo(11);
            assertThat(shop.requests("GET /admin/dashboard")).isEqualTo(60);
            long lists = shop.requests("GET /api/products");
            long details = shop.requests("GET /api/products/{id}");
            long carts = shop.requests("POST /api/cart");
            assertThat(lists + details + carts).isEqualTo(600);
            // 300, 200 and 100 are likely; which it is follows from the seed
            assertThat(lists).isBetween(250L, 350L);
            assertThat(details).isBetween(150L, 250L);
            assertThat(carts).isBetween(60L, 140L);
        }
    }

    @Test
    void thereAreTenWebUsersForEachAdmin() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            run(test(shop, LocustLoadTest.CLASSES, users(110).iterations(1)));

            assertThat(usersOf("WebUser")).isEqualTo(100);
            assertThat(usersOf("AdminUser")).isEqualTo(10);
        }
    }

    @Test
    void aFixedCountOfAdminsStaysFixed() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            run(test(shop, LocustLoadTest.ONE_ADMIN, users(30).iterations(1)));

            assertThat(usersOf("WebUser")).isEqualTo(29);
            assertThat(usersOf("AdminUser")).isOne();
        }
    }

    @Test
    void listenersHearOfTheStartOfEachRequestAndOfTheEnd() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = run(test(shop, LocustLoadTest.CLASSES, users(11).iterations(10)));

            assertThat(events).hasSize((int) shop.requests()).hasSize((int) result.requestCount());
            assertThat(events).extracting(RequestEvent::failed).containsOnly(false);
            assertThat(log).first().isEqualTo("Test is starting");
            assertThat(log).last().isEqualTo("Test is ending");
        }
    }

    @Test
    void slowRequestsAreLogged() throws InterruptedException {
        Duration latency = Duration.ofMillis(140); // the login takes 7.5 times as long
        try (DemoShop shop = DemoShop.builder().latency(latency).jitter(0).start()) {
            run(test(shop, LocustLoadTest.CLASSES, users(3).iterations(1)));

            assertThat(log.stream().filter(line -> line.matches("Slow request: POST /auth/login took \\d{4,}ms")))
                    .hasSize(3);
        }
    }

    @Test
    void usersAreSpawnedAtTheSpawnRate() {
        assertThat(LocustLoadTest.load(1_000, 50, Duration.ofMinutes(10)).stages())
                .extracting(stage -> List.of(stage.users(), stage.duration()))
                .containsExactly(List.of(1_000, Duration.ofSeconds(20)), List.of(1_000, Duration.ofSeconds(580)));
    }

    private LoadTest test(DemoShop shop, Mix classes, LoadProfile load) {
        return LocustLoadTest.test(shop.url(), classes, load, log::add).onRequest(events::add);
    }

    private static RunResult run(LoadTest test) throws InterruptedException {
        return test.seed(1).thinkTimeFactor(0).run(RunOptions.DEFAULTS.withoutReport());
    }

    private long usersOf(String scenario) {
        return events.stream()
                .filter(event -> event.scenario().equals(scenario))
                .map(RequestEvent::user)
                .distinct()
                .count();
    }
}

package dev.perf.samples;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.sse.Sse.event;
import static dev.perf.sse.Sse.eventId;
import static dev.perf.sse.Sse.sse;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import dev.perf.sse.EventStream;

/** Users who watch prices change, over server-sent events, against the embedded demo shop. */
public final class PriceWatchLoadTest {

    private static final EventStream PRICES = sse("prices");

    private PriceWatchLoadTest() {}

    static final Scenario WATCHER = scenario("watcher")
            .exec(
                    PRICES.connect("/api/prices?events=10&ms=100"),
                    PRICES.await()
                            .named("first price")
                            .check(event().is("price"), jsonPath("$.price").exists()),
                    PRICES.await().named("tenth price").matching(eventId().is("10")),
                    PRICES.await().named("end").matching(event().is("end")),
                    PRICES.close());

    /** Returns the test, aimed at a shop that listens at {@code baseUrl}. */
    public static LoadTest test(String baseUrl) {
        return loadTest("price-watch")
                .http(http -> http.baseUrl(baseUrl))
                .run(WATCHER, users().rampTo(50).over(ofSeconds(5)).hold(ofSeconds(10)))
                .threshold("sse_first_event: p(95) < 500ms")
                .threshold("sse_events_dropped: count == 0")
                .threshold("checks: rate > 0.99");
    }

    /** Starts a shop and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            test(shop.url()).main(arguments);
        }
    }
}

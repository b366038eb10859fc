package dev.perf.samples;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.users;
import static dev.perf.junit.PerfAssertions.assertThat;

import dev.perf.junit.PerfRunner;
import dev.perf.junit.PerfTest;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;

class PriceWatchTest {

    @PerfTest
    void everyWatcherSeesTheTenthPrice(PerfRunner perf) throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = perf.run(loadTest("price watch")
                    .http(http -> http.baseUrl(shop.url()))
                    .run(PriceWatchLoadTest.WATCHER, users(5).iterations(1))
                    .threshold("sse_first_event: p(95) < 20s")
                    .threshold("sse_events_received: count == 55"));

            assertThat(result).softly(run -> {
                run.request("tenth price").failureRate().isZero();
                run.ledger().balanced().dropped().isZero();
            });
        }
    }
}

package dev.perf.samples;

import static dev.perf.junit.PerfAssertions.assertThat;

import dev.perf.junit.PerfRunner;
import dev.perf.junit.PerfTest;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;

class RequestBenchmarkTest {

    @PerfTest
    void sendsAThousandRequestsAndNoMore(PerfRunner perf) throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = perf.run(RequestBenchmark.test(shop.url()));

            assertThat(result).softly(run -> {
                run.request("1 kB").failureRate().isZero();
                run.ledger().balanced().dropped().isZero();
            });
        }
    }
}

package dev.perf.samples;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static dev.perf.junit.PerfAssertions.assertThat;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.junit.PerfRunner;
import dev.perf.junit.PerfTest;
import dev.perf.junit.PerfThreshold;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

// tag::junit[]
@PerfThreshold("http_req_failed: rate < 1%")
class ShopPerfTest {

    static final Scenario BROWSE = scenario("browse")
            .onStart(http("login")
                    .post("/auth/login")
                    .json(Map.of("username", "user1", "password", "pass1"))
                    .save("token", jsonPath("$.token")))
            .exec(http("list").get("/api/products").bearer("#{token}").check(status().is(200)));

    static DemoShop shop;

    @BeforeAll
    static void startShop() {
        shop = DemoShop.start();
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    static LoadTest browsing() {
        return loadTest("browsing")
                .http(http -> http.baseUrl(shop.url()))
                .run(BROWSE, users().rampTo(10).over(ofSeconds(1)).hold(ofSeconds(1)));
    }

    @PerfTest // the thresholds decide
    @PerfThreshold("response_time{name:login}: p(95) < 2s")
    void keepsItsPromises(PerfRunner perf) throws InterruptedException {
        perf.run(browsing());
    }

    @PerfTest // assertions decide as well
    void staysFastWhileBrowsing(PerfRunner perf) throws InterruptedException {
        RunResult result = perf.run(browsing());
        assertThat(result).softly(run -> {
            run.request("list").p95().isLessThan(ofSeconds(2)).failureRate().isLessThan(0.01);
            run.request("list").serviceTime().p99().isLessThan(ofSeconds(2));
            run.ledger().balanced().dropped().isZero();
        });
    }
}
// end::junit[]

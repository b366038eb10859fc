package dev.perf.samples;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.junit.OnInvalid;
import dev.perf.junit.PerfRunner;
import dev.perf.junit.PerfTestFactory;
import dev.perf.samples.shop.DemoShop;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;

class ShopPromisesPerfTest {

    final DemoShop shop = DemoShop.start();

    @AfterEach
    void stopShop() {
        shop.close();
    }

    // tag::nodes[]
    @PerfTestFactory(onInvalid = OnInvalid.ABORT)
    Stream<DynamicNode> promises(PerfRunner perf) {
        LoadTest health = loadTest("health")
                .http(http -> http.baseUrl(shop.url()))
                .run(
                        scenario("probe").exec(http("health").get("/health")),
                        arrivals(perSecond(50)).during(ofSeconds(1)))
                .threshold("http_req_failed: rate < 1%")
                .threshold("response_time{name:health}: p(95) < 2s");
        return perf.nodes(health);
    }
    // end::nodes[]
}

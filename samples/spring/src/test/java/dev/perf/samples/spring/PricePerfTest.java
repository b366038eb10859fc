package dev.perf.samples.spring;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.junit.Iteration;
import dev.perf.junit.OnInvalid;
import dev.perf.junit.PerfLoad;
import dev.perf.junit.PerfRunner;
import dev.perf.junit.PerfTest;
import dev.perf.junit.PerfThreshold;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

// tag::spring[]
@SpringBootTest(classes = PricePerfTest.Prices.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class PricePerfTest {

    @PerfTest(onInvalid = OnInvalid.ABORT)
    @PerfThreshold("http_req_failed: rate < 1%")
    @PerfThreshold("response_time{name:price}: p(95) < 2s")
    void overHttp(PerfRunner perf, @LocalServerPort int port) throws InterruptedException {
        perf.run(loadTest("prices")
                .http(http -> http.baseUrl("http://localhost:" + port))
                .run(
                        scenario("ask").exec(http("price").get("/prices/42").check(body().is("4.20"))),
                        arrivals(perSecond(50)).during(ofSeconds(1))));
    }

    @PerfLoad(users = 4, iterations = 1_000)
    void inProcess(@Autowired Prices prices, Iteration it) {
        it.consume(prices.of(it.random().nextInt(1_000)));
    }

    @EnableAutoConfiguration
    @RestController
    static class Prices {
        @GetMapping("/prices/{id}")
        String of(@PathVariable int id) {
            return id / 10 + "." + id % 10 + "0";
        }
    }
}
// end::spring[]

package dev.perf.samples.gatling;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.between;
import static dev.perf.Perf.branch;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.exitIterationOnFail;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.forEach;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.percent;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static dev.perf.threshold.Thresholds.failedRequests;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.feed.Feeder;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.List;
import java.util.Map;

/**
 * What a Gatling simulation does: chains that scenarios are put together from, a feeder, checks that save, tries, a
 * switch by percentages, two populations that arrive, and assertions.
 */
public final class GatlingLoadTest {

    private GatlingLoadTest() {}

    // tag::chains[]
    static final Feeder USERS = csv("users.csv").circular();

    static final Step LOGIN = tryUpTo(
            2,
            http("Login")
                    .post("/auth/login")
                    .json(Map.of("username", "#{username}", "password", "#{password}"))
                    .check(status().is(200))
                    .save("token", jsonPath("$.token")));

    static final Step BROWSE = forEach(
            List.of("books", "lamps"),
            "category",
            http("Category")
                    .get("/api/products")
                    .queryParam("category", "#{category}")
                    .bearer("#{token}")
                    .check(jsonPath("$.data[0].category").is("#{category}"))
                    .save("id", jsonPath("$.data[*].id").random()),
            pause(between(ofMillis(500), ofSeconds(2))));

    static final Step LOOK = http("Product")
            .get("/api/products/#{id}")
            .bearer("#{token}")
            .check(jsonPath("$.name").exists());

    static final Step BUY = group(
            "Buy",
            http("Cart")
                    .post("/api/cart")
                    .bearer("#{token}")
                    .json("{\"productId\": #{id}, \"quantity\": #{randomInt(1, 3)}}")
                    .check(status().is(201)),
            http("Checkout").post("/api/checkout").bearer("#{token}").check(status().is(201)));

    static final Step VISIT = sequence(feed(USERS), LOGIN, exitIterationOnFail(), BROWSE);
    // end::chains[]

    // tag::scenarios[]
    static final Scenario VISITORS = scenario("Visitors").exec(VISIT, percent(branch(70, LOOK)));

    static final Scenario CUSTOMERS = scenario("Customers").exec(VISIT, LOOK, BUY);
    // end::scenarios[]

    // tag::test[]
    static final OpenLoad VISITS = arrivals()
            .nothingFor(ofSeconds(1))
            .atOnce(5)
            .spread(20)
            .over(ofSeconds(5))
            .rampTo(perSecond(8))
            .over(ofSeconds(5));

    static final OpenLoad PURCHASES = arrivals(perSecond(2)).during(ofSeconds(10));

    static LoadTest test(String baseUrl, LoadProfile visits, LoadProfile purchases) {
        return loadTest("simulation")
                .http(http -> http.baseUrl(baseUrl).header("Accept", "application/json"))
                .run(VISITORS, visits)
                .run(CUSTOMERS, purchases)
                .threshold(responseTime().p95().below(ofMillis(800)))
                .threshold(responseTime("Login").max().below(ofSeconds(2)))
                .threshold(failedRequests().rate().atMost(0.01));
    }
    // end::test[]

    /** Starts a shop and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            test(shop.url(), VISITS, PURCHASES).main(arguments);
        }
    }
}

package dev.perf.samples;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.between;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static dev.perf.threshold.Thresholds.failedRequests;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import java.util.Map;

/**
 * The load test that {@code mvn -Pdemo} runs: shoppers in the closed model beside arrivals at an admin page in the open
 * one, against the embedded demo shop, for 20 seconds.
 */
public final class ShopLoadTest {

    private ShopLoadTest() {}

    static final HttpRequest LIST_PRODUCTS = http("list products")
            .get("/api/products")
            .bearer("#{token}")
            .check(status().is(200))
            .save("id", jsonPath("$.data[0].id"));

    static final HttpRequest ADD_TO_CART = http("add to cart")
            .post("/api/cart")
            .bearer("#{token}")
            .json(Map.of("productId", "#{id}", "quantity", 1))
            .check(status().is(201));

    static final HttpRequest CHECKOUT =
            http("checkout").post("/api/checkout").bearer("#{token}").check(status().in(201, 409));

    static final Scenario SHOPPER = scenario("shopper")
            .feed(csv("users.csv").circular())
            .onStart(
                    http("login")
                            .post("/auth/login")
                            .json(Map.of("username", "#{username}", "password", "#{password}"))
                            .check(status().is(200))
                            .save("token", jsonPath("$.token")),
                    LIST_PRODUCTS)
            .thinkTime(between(ofMillis(200), ofMillis(600)))
            .tasks(
                    task(3, LIST_PRODUCTS),
                    task(2, http("product").get("/api/products/#{id}").bearer("#{token}")),
                    task(1, exec("buy", user -> {
                        HttpResponse cart = user.send(ADD_TO_CART); // plain blocking Java
                        if (cart.ok() && user.random().nextInt(4) == 0) {
                            user.pause(ofMillis(100));
                            user.send(CHECKOUT);
                        }
                    })));

    static final Scenario ADMIN = scenario("admin")
            .exec(
                    http("admin login")
                            .post("/auth/login")
                            .json(Map.of("username", "user1", "password", "pass1"))
                            .save("token", jsonPath("$.token")),
                    http("dashboard").get("/admin/dashboard").bearer("#{token}"));

    /** Returns the test, aimed at a shop on port 8080 of this machine: what the files in {@code samples/files} configure. */
    public static LoadTest test() {
        return test("http://localhost:8080");
    }

    /** Returns the test, aimed at a shop that listens at {@code baseUrl}. */
    public static LoadTest test(String baseUrl) {
        return loadTest("shop")
                .http(http -> http.baseUrl(baseUrl))
                .run(
                        SHOPPER,
                        users().rampTo(60)
                                .over(ofSeconds(6))
                                .hold(ofSeconds(10))
                                .rampTo(0)
                                .over(ofSeconds(4)))
                .run(ADMIN, arrivals(perSecond(5)).during(ofSeconds(20)))
                .threshold(responseTime().p95().below(ofMillis(500)))
                .threshold(responseTime("login").p99().below(ofSeconds(1)))
                .threshold(failedRequests().rate().below(0.01).abortRunAfter(ofSeconds(5)))
                .threshold("checks: rate > 0.99");
    }

    /** Starts a shop and runs the test against it; {@code --help} lists the flags, {@code --fleet local:3} among them. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            String url = shop.url();
            LoadTest.madeBy(() -> test(url)).main(arguments); // so that agents can make the test again
        }
    }
}

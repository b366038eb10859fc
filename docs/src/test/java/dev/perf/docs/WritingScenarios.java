package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.Map;

/** The snippets of writing-scenarios.md. */
final class WritingScenarios {

    private WritingScenarios() {}

    // tag::fragments[]
    static final HttpRequest LOGIN = http("login")
            .post("/auth/login")
            .json(Map.of("username", "#{username}", "password", "#{password}"))
            .check(status().is(200))
            .save("token", jsonPath("$.token"));

    static final HttpRequest PRODUCTS =
            http("products").get("/api/products").bearer("#{token}").save("id", jsonPath("$.data[0].id"));

    static final HttpRequest PRODUCT =
            http("product").get("/api/products/#{id}").bearer("#{token}");
    // end::fragments[]

    // tag::life[]
    static final Scenario SHOPPER = scenario("shopper")
            .feed(csv("users.csv").circular()) // once per user, before onStart
            .onStart(LOGIN, PRODUCTS) // once per user, before its first iteration
            .thinkTime(between(ofSeconds(1), ofSeconds(3))) // between steps and between iterations
            .tasks(task(3, PRODUCTS), task(2, PRODUCT)) // an iteration does one of them
            .onStop(http("bye").get("/health")); // once per user, after its last iteration
    // end::life[]

    // tag::flow[]
    static final Step BROWSE = group(
            "browse",
            PRODUCTS,
            pause(exponential(ofMillis(300))),
            repeat(2, PRODUCT, pause(ofMillis(100))),
            doIf(session -> session.has("coupon"), http("coupon").get("/health"))
                    .orElse(http("no coupon").get("/health")));

    static final Scenario STEPS = scenario("steps")
            .feed(csv("users.csv").random())
            .exec(LOGIN, BROWSE)
            .exec(during(ofSeconds(1), PRODUCT, pause(normal(ofMillis(200), ofMillis(50)))));
    // end::flow[]

    // tag::lambda[]
    static final HttpRequest ADD_TO_CART = http("add to cart")
            .post("/api/cart")
            .bearer("#{token}")
            .json(Map.of("productId", "#{id}", "quantity", 1))
            .check(status().is(201));

    static final Scenario BUYER = scenario("buyer")
            .feed(csv("users.csv").circular())
            .onStart(LOGIN, PRODUCTS)
            .exec("fill the cart", user -> {
                for (int i = 0; i < 3; i++) {
                    HttpResponse response = user.send(ADD_TO_CART); // blocks, is measured, does not throw
                    if (!response.ok()) {
                        return;
                    }
                    user.session().set("items", i + 1);
                    user.pause(ofMillis(50));
                }
                user.check("cart is full", user.session().get("items").equals(3));
            });
    // end::lambda[]

    // tag::client[]
    static final Scenario REPORTS = scenario("reports").exec("query", user -> {
        Thread.sleep(user.random().nextLong(5, 15)); // any blocking client: JDBC, gRPC, Redis, your own
    });
    // end::client[]

    // tag::unmeasured[]
    static final Scenario SEARCHER = scenario("searcher")
            .exec(user -> user.session().set("page", user.random().nextInt(1, 20)))
            .exec(http("search").get("/products?page=#{page}"));
    // end::unmeasured[]

    // tag::pacing[]
    static final Scenario PACED = scenario("paced")
            .exec(during(ofSeconds(2), pace(ofMillis(500)), http("health").get("/health")))
            .pacing(between(ofSeconds(4), ofSeconds(6)));
    // end::pacing[]

    // tag::rendezvous[]
    static final Scenario SALE = scenario("sale")
            .feed(csv("users.csv").circular())
            .onStart(LOGIN)
            .exec(rendezvous("doors open", 5).timeout(ofSeconds(10)), PRODUCTS);
    // end::rendezvous[]
}

package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.http.HttpRequest;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.List;

/** The snippets of writing-scenarios.md about the flow of an iteration. */
final class Flow {

    private Flow() {}

    // tag::fixture[]
    static final LoadTest WITH_CATALOGUE = loadTest("catalogue")
            .http(http -> http.baseUrl("http://localhost:8080"))
            .setup(http("create").post("/catalogues").save("catalogue", jsonPath("$.id")))
            .setup("fill", user -> user.session().set("items", List.of("pen", "ink")))
            .run(
                    scenario("reader").exec(http("read").get("/catalogues/#{catalogue}")),
                    users(10).during(ofMinutes(1)))
            .teardown(http("delete").delete("/catalogues/#{catalogue}"));
    // end::fixture[]

    // tag::mix[]
    static final Scenario AGENT = scenario("agent").exec(http("task").get("/task"), pause(ofSeconds(1)));
    static final Scenario BOSS = scenario("boss").exec(http("overview").get("/overview"), pause(ofSeconds(5)));
    static final Scenario ADMIN = scenario("admin").exec(http("audit").get("/audit"), pause(ofSeconds(9)));

    static final LoadTest OFFICE = loadTest("office")
            .http(http -> http.baseUrl("http://localhost:8080"))
            .run(
                    mix(share(10, AGENT), share(3, BOSS), fixed(2, ADMIN)),
                    users().rampTo(100).over(ofMinutes(1)).hold(ofMinutes(5)));
    // end::mix[]

    // tag::choices[]
    static final HttpRequest SEARCH = http("search").get("/search");
    static final HttpRequest CART = http("cart").get("/cart");

    static final Scenario VISITOR = scenario("visitor")
            .feed(csv("users.csv").circular())
            .exec(roundRobin(http("north").get("/north"), http("south").get("/south")))
            .exec(percent(branch(60, SEARCH), branch(30.5, CART))
                    .orElse(http("home").get("/")))
            .exec(switchOn("#{role}", when("admin", http("users").get("/users")), when("guest", exitIteration()))
                    .orElse(uniform(SEARCH, CART)))
            .exec(markov(
                    state("search", SEARCH, pause(logNormal(ofSeconds(3), 0.8)))
                            .to("search", 0.5)
                            .to("cart", 0.3),
                    state("cart", CART).to("search", 0.6)));
    // end::choices[]

    // tag::loops[]
    static final Step READ_ALL = forEach(
                    List.of("news", "sports"),
                    "section",
                    http("articles").get("/#{section}").save("more", jsonPath("$.more")),
                    doWhile(
                                    session -> session.text("more").equals("true"),
                                    http("next").get("/#{section}?page=#{page}").save("more", jsonPath("$.more")))
                            .indexedBy("page"))
            .indexedBy("number");

    static final Scenario LISTENER = scenario("listener")
            .exec(repeat(3, "i", http("warm").get("/warm/#{i}")))
            .exec(forever(http("poll").get("/messages"), pause(ofSeconds(1))));

    static final Step AWAIT_PAYMENT = pollUntil(
                    session -> session.text("state").equals("paid"),
                    http("order").get("/orders/#{id}").save("state", jsonPath("$.state")))
            .every(ofMillis(500))
            .atMost(ofSeconds(20));
    // end::loops[]

    // tag::parallel[]
    static final Step DASHBOARD = inParallel(
            "dashboard",
            http("news").get("/news"),
            sequence(
                    http("account").get("/account").save("id", jsonPath("$.id")),
                    http("orders").get("/orders/#{id}")),
            pollUntil(
                    session -> session.text("state").equals("ready"),
                    http("state").get("/state").save("state", jsonPath("$.state"))));
    // end::parallel[]

    // tag::exits[]
    static final Scenario CHECKOUT = scenario("checkout")
            .feed(csv("users.csv").circular())
            .exec(
                    tryUpTo(3, WritingScenarios.LOGIN).pausing(constant(ofSeconds(1))),
                    exitIterationOnFail(), // no login, no shopping
                    repeat(10, WritingScenarios.PRODUCTS, exitBlockIf(session -> session.has("id"))), // behind the loop
                    http("product").get("/api/products/#{id}").bearer("#{token}"))
            .exec(exitScenarioIf(session -> session.text("id").equals("sold out")));
    // end::exits[]
}

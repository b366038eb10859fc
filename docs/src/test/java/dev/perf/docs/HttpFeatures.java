package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.http.ParallelRequests;
import dev.perf.http.Retry;
import dev.perf.scenario.Scenario;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The snippets of http.md on what requests do besides. */
final class HttpFeatures {

    private HttpFeatures() {}

    // tag::auth[]
    static final LoadTest PROTECTED = loadTest("protected")
            .http(http ->
                    http.baseUrl("http://localhost:8080").digestAuth("#{username}", "#{password}")) // or basicAuth
            .run(
                    scenario("member")
                            .feed(csv("users.csv"))
                            .exec(
                                    http("account").get("/account"),
                                    http("token").get("/api/orders").bearer("#{username}"), // wins over the test's
                                    http("public").get("/about").withoutAuth()),
                    users(10).during(ofMinutes(5)));
    // end::auth[]

    // tag::retries[]
    static final Retry PATIENTLY = retry(4) // so up to 5 attempts
            .backOff(ofMillis(100), ofSeconds(5)) // 100 ms, 200 ms, 400 ms, 800 ms, less up to half at random
            .onStatus(429, 503)
            .onError("connect_refused", "reset");

    static final HttpRequest RETRIED = http("list").get("/api/products").retry(PATIENTLY);

    static final HttpRequest ORDER = http("order")
            .post("/api/orders")
            .header("Idempotency-Key", "#{key}")
            .retry(PATIENTLY.anyMethod()); // POST and PATCH only where you say so
    // end::retries[]

    // tag::statuses[]
    static final HttpRequest MAY_BE_MISSING =
            http("product").get("/api/products/#{id}").expectedStatus(200, 404);

    static final HttpRequest NOT_OUR_FAULT =
            http("search").get("/api/search").expectedStatus(range(200, 299)).expectedStatus(429);
    // end::statuses[]

    // tag::base-urls[]
    static final LoadTest THREE_NODES = loadTest("cluster")
            .http(http -> http.baseUrls("http://node1:8080", "http://node2:8080", "http://node3:8080"))
            .run(scenario("reader").exec(get("/api/products")), users(30).during(ofMinutes(5)))
            .threshold("http_req_duration{base_url:http://node3:8080}: p(95) < 200ms");
    // end::base-urls[]

    // tag::cookies[]
    static final Scenario WITH_COOKIES = scenario("cookies")
            .exec(
                    addCookie("consent", "all").maxAge(ofHours(1)), // for the host of the base URL
                    addCookie("lang", "en").domain("shop.test").path("/api"),
                    http("home")
                            .get("/cookie")
                            .check(cookie("consent").is("all")) // what the user has after the response
                            .save("session", cookie("sid").optional()),
                    exec(
                            "read",
                            user -> user.check(
                                    "has consent", user.send(cookies()).containsKey("consent"))),
                    removeCookie("lang"),
                    clearCookies());
    // end::cookies[]

    // tag::cache[]
    static final HttpRequest CACHED = http("logo").get("/bytes/5000").cache(); // or http -> http.cache() for all
    // end::cache[]

    // tag::signing[]
    static final HttpRequest SIGNED = http("transfer")
            .post("/echo")
            .json(Map.of("amount", 10))
            .sign(request -> {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(request.body());
                return Map.of("X-Content-SHA256", HexFormat.of().formatHex(digest));
            });
    // end::signing[]

    // tag::trace[]
    static final LoadTest TRACED = loadTest("traced")
            .http(http -> http.baseUrl("http://localhost:8080").traceContext(0.1)) // one in ten marked as sampled
            .run(scenario("reader").exec(get("/api/products")), users(10).during(ofMinutes(5)));
    // end::trace[]

    // tag::parallel[]
    static final ParallelRequests FILES = parallel("files", get("/bytes/1000"), get("/bytes/2000"));

    static final Scenario BROWSER = scenario("browser")
            .exec(
                    http("home")
                            .get("/health")
                            .resources(get("/bytes/3000"), get("/bytes/4000")), // when the page has come
                    FILES.atOnce(2), // a step
                    exec("compare", user -> {
                        List<HttpResponse> files = user.send(FILES); // or within plain Java
                        user.check(
                                "same status",
                                files.get(0).status() == files.get(1).status());
                    }));
    // end::parallel[]
}

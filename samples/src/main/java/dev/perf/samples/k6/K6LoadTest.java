package dev.perf.samples.k6;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.counter;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.trend;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.duration;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.feed.Feeder;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.metric.Counter;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.Map;

/**
 * What a suite of k6 does, beside each other: options with stages, scenarios of three executors and thresholds, a shared
 * CSV file, random data, a token and an id taken from responses, checks, groups, metrics of its own, setup and teardown.
 */
public final class K6LoadTest {

    /** The profiles take as long as they do in k6, 20 minutes; {@code main} makes seconds of minutes. */
    private static final double MINUTES_AS_SECONDS = 1 / 60.0;

    private K6LoadTest() {}

    // tag::data[]
    /** {@code SharedArray} with papaparse, and {@code randomUser()}. */
    static final Feeder USERS = csv("users.csv").random();

    /** {@code randomEmail()}, {@code randomProduct()} and {@code __ENV}. */
    static final HttpRequest REGISTER = http("register")
            .post("/echo")
            .header("X-Region", "#{env('SHOP_REGION') ?: 'eu'}")
            .json(Map.of(
                    "email", "user#{epochMillis()}@example.com",
                    "id", "#{randomInt(0, 999)}",
                    "name", "Product #{epochMillis()}",
                    "price", "#{randomDouble(0, 100)}"));
    // end::data[]

    // tag::metrics[]
    static final Trend API_CALL = trend("api_call_duration", Unit.MILLISECONDS);
    static final Counter ITEMS = counter("items_in_carts");
    // end::metrics[]

    // tag::correlation[]
    static final HttpRequest LOGIN = http("login")
            .post("/auth/login")
            .json(Map.of("username", "#{username}", "password", "#{password}"))
            .save("token", jsonPath("$.token"));

    static final HttpRequest PRODUCTS = http("products")
            .get("/api/products")
            .bearer("#{token}")
            .record(API_CALL, duration())
            .save("id", jsonPath("$.data[0].id"));

    static final HttpRequest PRODUCT = http("product")
            .get("/api/products/#{id}")
            .bearer("#{token}")
            .record(API_CALL, duration())
            .check(
                    status().is(200).named("product retrieved"),
                    jsonPath("$.name").exists().named("has name"));

    static final HttpRequest CART = http("cart")
            .post("/api/cart")
            .bearer("#{token}")
            .json("{\"productId\": #{id}, \"quantity\": 2}")
            .check(status().is(201).named("in the cart"));

    /** Plain Java, where a script would go on in JavaScript. */
    static final Step FILL_CART = exec("fill cart", user -> {
        HttpResponse cart = user.send(CART);
        if (cart.ok()) {
            ITEMS.add(user, 2);
        }
    });

    /** The default function; k6 gives scenarios the same one, or another one each by {@code exec}. */
    static Scenario shopper(String name) {
        return scenario(name)
                .exec(feed(USERS), LOGIN)
                .exec(group("browse", PRODUCTS, PRODUCT), FILL_CART, REGISTER)
                .exec(pause(ofSeconds(1)));
    }
    // end::correlation[]

    // tag::stages[]
    static final ClosedLoad STAGES = users().rampTo(100)
            .over(ofMinutes(2))
            .hold(ofMinutes(5))
            .rampTo(200)
            .over(ofMinutes(2))
            .hold(ofMinutes(5))
            .rampTo(0)
            .over(ofMinutes(2));
    // end::stages[]

    // tag::executors[]
    static final ClosedLoad SMOKE = users(1).during(ofMinutes(1)); // constant-vus

    static final ClosedLoad LOAD = users().rampTo(100) // ramping-vus
            .over(ofMinutes(5))
            .hold(ofMinutes(10))
            .rampTo(0)
            .over(ofMinutes(5));

    static final OpenLoad STRESS = arrivals(perSecond(10)) // ramping-arrival-rate
            .rampTo(perSecond(50))
            .over(ofMinutes(2))
            .rampTo(perSecond(100))
            .over(ofMinutes(5))
            .rampTo(perSecond(200))
            .over(ofMinutes(2))
            .hold(ofMinutes(5))
            .rampTo(perSecond(0))
            .over(ofMinutes(2))
            .maxUsers(500);
    // end::executors[]

    // tag::thresholds[]
    /** The options of the script, pasted in: a threshold for each string. */
    static LoadTest judged(LoadTest test) {
        return test.threshold("http_req_duration: p(95)<500")
                .threshold("http_req_duration: p(99)<1000")
                .threshold("http_req_duration: avg<200")
                .threshold("http_req_duration: max<3000")
                .threshold("http_req_duration{name:login}: p(95)<1000")
                .threshold("http_req_duration{name:products}: p(95)<200")
                .threshold("http_req_failed: rate<0.01")
                .threshold("http_reqs: rate>100")
                .threshold("vus_max: value>0")
                .threshold("iteration_duration: p(95)<2000")
                .threshold("api_call_duration: p(95)<300")
                .threshold("checks: rate>0.99");
    }
    // end::thresholds[]

    // tag::test[]
    /** {@code options.scenarios}: all begin together, as they do in k6 where none has a {@code startTime}. */
    static LoadTest test(String baseUrl, LoadProfile smoke, LoadProfile load, LoadProfile stress) {
        return judged(shop(baseUrl)
                .run(shopper("smoke"), smoke)
                .run(shopper("load"), load)
                .run(shopper("stress"), stress));
    }

    /** {@code setup()} and {@code teardown(data)}: what the setup saves, each user begins with. */
    private static LoadTest shop(String baseUrl) {
        return loadTest("shop as in k6").http(http -> http.baseUrl(baseUrl).header("Accept", "application/json"));
    }
    // end::test[]

    /** {@code options.stages}: one scenario; k6 takes these or {@code scenarios}, not both. */
    static LoadTest stages(String baseUrl, LoadProfile stages) {
        return judged(shop(baseUrl).run(shopper("default"), stages));
    }

    /** Starts a shop and runs the scenarios against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            test(
                            shop.url(),
                            SMOKE.stretchedBy(MINUTES_AS_SECONDS),
                            LOAD.stretchedBy(MINUTES_AS_SECONDS),
                            STRESS.stretchedBy(MINUTES_AS_SECONDS))
                    .main(arguments);
        }
    }
}

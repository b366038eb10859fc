package dev.perf.samples.artillery;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.records;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.post;
import static dev.perf.http.Http.status;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.feed.Feeder;
import dev.perf.http.RequestSigner;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import java.util.List;
import java.util.Map;

/**
 * What an Artillery script does: phases of arrivals, variables, two scenarios by weight with capture, expect, think and
 * loop, a processor's hook, and conditions at the end.
 */
public final class ArtilleryLoadTest {

    /** The phases take as long as they do in Artillery, 17 minutes; {@code main} makes a second of each. */
    private static final double MINUTES_AS_SECONDS = 1 / 60.0;

    private ArtilleryLoadTest() {}

    // tag::phases[]
    static final OpenLoad PHASES = arrivals(perSecond(5))
            .during(ofMinutes(1))
            .named("Warm up")
            .rampTo(perSecond(20))
            .over(ZERO) // a jump
            .rampTo(perSecond(100))
            .over(ofMinutes(5))
            .named("Ramp up load")
            .hold(ofMinutes(10))
            .named("Sustained load")
            .rampTo(perSecond(0))
            .over(ofMinutes(1))
            .named("Ramp down");
    // end::phases[]

    // tag::flow[]
    /** {@code variables}: each virtual user gets one of the values. */
    static final Feeder VARIABLES = records(List.of(
                    Map.of("userId", 1),
                    Map.of("userId", 2),
                    Map.of("userId", 3),
                    Map.of("userId", 4),
                    Map.of("userId", 5)))
            .random();

    /** {@code beforeRequest} of the {@code processor}: sees the request as it is about to go out, and adds headers. */
    static final RequestSigner SET_TRACE_ID =
            request -> Map.of("X-Trace-Id", "vu-" + request.session().text("userId"));

    static final Scenario API_FLOW = scenario("API flow")
            .feed(VARIABLES)
            .exec(post("/auth/login")
                    .json(Map.of("username", "user#{userId}", "password", "pass#{userId}"))
                    .save("authToken", jsonPath("$.token"))
                    .check(status().is(200)))
            .exec(get("/api/products")
                    .bearer("#{authToken}")
                    .sign(SET_TRACE_ID)
                    .check(status().is(200), jsonPath("$.data").exists()))
            .pause(ofSeconds(2))
            .exec(
                    get("/api/products/#{randomInt(1, 100)}")
                            .bearer("#{authToken}")
                            .check(status().is(200)),
                    post("/api/cart")
                            .bearer("#{authToken}")
                            .json("{\"productId\": #{randomInt(1, 100)}, \"quantity\": 1}")
                            .check(status().is(201)));

    static final Scenario BROWSE_ONLY =
            scenario("Browse only").exec(repeat(5, get("/api/products").bearer("#{guestToken}"), pause(ofSeconds(1))));
    // end::flow[]

    // tag::test[]
    /** {@code config} and {@code scenarios}; the setup is {@code before}, whose captures all scenarios have. */
    static LoadTest test(String target, LoadProfile phases) {
        return loadTest("artillery")
                .http(http -> http.baseUrl(target))
                .setup(post("/auth/login")
                        .json(Map.of("username", "user1", "password", "pass1"))
                        .save("guestToken", jsonPath("$.token")))
                .run(mix(share(8, API_FLOW), share(2, BROWSE_ONLY)), phases)
                .threshold("http_req_waiting: p(95) < 500") // ensure: p95
                .threshold("http_req_failed: rate <= 1%"); // ensure: maxErrorRate
    }
    // end::test[]

    /** Starts a shop and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            test(shop.url(), PHASES.stretchedBy(MINUTES_AS_SECONDS)).main(arguments);
        }
    }
}

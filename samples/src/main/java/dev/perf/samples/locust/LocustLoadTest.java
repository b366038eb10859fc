package dev.perf.samples.locust;

import static dev.perf.Perf.between;
import static dev.perf.Perf.fixed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.event.RequestEvent.slowerThan;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.post;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.http.HttpRequest;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.plan.Mix;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a locustfile does: two classes of users, a login whose token is sent with each request, weighted tasks, and
 * listeners for the start of the test, its end and slow requests.
 */
public final class LocustLoadTest {

    private static final Logger LOG = LoggerFactory.getLogger(LocustLoadTest.class);

    private LocustLoadTest() {}

    // tag::users[]
    /** {@code login()}; what the test sends with each request, {@code client.headers}, this one goes without. */
    static final HttpRequest LOGIN = post("/auth/login")
            .json(Map.of("username", "user1", "password", "pass1"))
            .withoutAuth()
            .save("token", jsonPath("$.token"));

    static final Scenario WEB_USER = scenario("WebUser")
            .onStart(LOGIN)
            .thinkTime(between(ofSeconds(1), ofSeconds(3)))
            .tasks(
                    task(3, get("/api/products")),
                    task(2, get("/api/products/1")),
                    task(1, post("/api/cart").json(Map.of("productId", 1, "quantity", 1))));

    static final Scenario ADMIN_USER = scenario("AdminUser")
            .onStart(LOGIN)
            .thinkTime(between(ofSeconds(5), ofSeconds(10)))
            .exec(get("/admin/dashboard"));
    // end::users[]

    // tag::classes[]
    /** {@code weight = 10} and {@code weight = 1}. */
    static final Mix CLASSES = mix(share(10, WEB_USER), share(1, ADMIN_USER));

    /** {@code fixed_count = 1}: one admin, however many users there are. */
    static final Mix ONE_ADMIN = mix(share(1, WEB_USER), fixed(1, ADMIN_USER));

    /** {@code users = 1000}, {@code spawn-rate = 50}, {@code run-time = 10m}. */
    static ClosedLoad load(int users, double spawnRate, Duration runTime) {
        Duration spawning = ofMillis(Math.round(users / spawnRate * 1_000));
        return users().rampTo(users).over(spawning).hold(runTime.minus(spawning));
    }
    // end::classes[]

    // tag::test[]
    /** The locustfile: {@code client.headers} is the token, {@code events.test_start}, {@code request}, {@code test_stop}. */
    static LoadTest test(String host, Mix classes, LoadProfile load, Consumer<String> log) {
        return loadTest("locustfile")
                .http(http -> http.baseUrl(host).bearer("#{token}"))
                .run(classes, load)
                .threshold("http_req_duration: avg < 100") // PERFORMANCE_THRESHOLDS
                .threshold("http_req_duration: p(95) < 500")
                .threshold("http_req_failed: rate < 0.5%")
                .onStart(run -> log.accept("Test is starting"))
                .onRequest(
                        slowerThan(ofSeconds(1)),
                        event -> log.accept("Slow request: " + event.name() + " took "
                                + event.responseTime().toMillis() + "ms"))
                .onStop(result -> log.accept("Test is ending"));
    }
    // end::test[]

    /** Starts a shop and runs the test against it, for 20 seconds; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            test(shop.url(), CLASSES, load(220, 50, ofSeconds(20)), LOG::info).main(arguments);
        }
    }
}

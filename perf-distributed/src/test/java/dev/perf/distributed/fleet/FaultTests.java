package dev.perf.distributed.fleet;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.load.OpenLoad;
import dev.perf.scenario.Scenario;
import java.util.function.DoubleUnaryOperator;

/** The tests that agents run; they make them again, in processes of their own. */
final class FaultTests {

    private FaultTests() {}

    private static Scenario visitor() {
        return scenario("visitor")
                .exec(user ->
                        user.session().set("worker", ProcessHandle.current().pid()))
                .exec(http("visit").get("/#{worker}").check(status().is(204)));
    }

    private static LoadTest visits(String url, OpenLoad load) {
        return loadTest("faults")
                .http(settings ->
                        settings.baseUrl(url).connectTimeout(ofSeconds(2)).requestTimeout(ofSeconds(3)))
                .run(visitor(), load.gracefulStop(ofSeconds(2)));
    }

    static LoadTest steady(String url, int rate, int seconds) {
        return visits(url, arrivals(perSecond(rate)).during(ofSeconds(seconds)));
    }

    /** From one visit per second to a rate. */
    static LoadTest ramp(String url, int rate, int seconds) {
        return visits(url, arrivals(perSecond(1)).rampTo(perSecond(rate)).over(ofSeconds(seconds)));
    }

    /** Returns how many visits of a ramp are due by so many seconds. */
    static DoubleUnaryOperator rampDue(int rate, int seconds) {
        return at -> at + (rate - 1) * at * at / (2.0 * seconds);
    }

    /** Ends itself when visits fail. */
    static LoadTest thatAborts(String url, int rate, int seconds) {
        return steady(url, rate, seconds).threshold("checks: rate > 90% over 1s abort");
    }

    /** Users that compute for half a second at a time, and never wait. */
    static LoadTest computing(int users, int seconds) {
        return loadTest("computing")
                .run(
                        scenario("thinker").exec("compute", user -> {
                            long end = System.nanoTime() + 500_000_000;
                            long sum = 0;
                            while (System.nanoTime() - end < 0) {
                                sum += Long.numberOfTrailingZeros(sum ^ end);
                            }
                            user.session().set("sum", sum);
                        }),
                        users(users).during(ofSeconds(seconds)).gracefulStop(ofSeconds(10)));
    }
}

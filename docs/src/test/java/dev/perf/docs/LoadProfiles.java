package dev.perf.docs;

import static dev.perf.Perf.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.OpenLoad;

/** The snippets of load.md. */
final class LoadProfiles {

    private LoadProfiles() {}

    // tag::closed[]
    static final ClosedLoad CONSTANT = users(50).during(ofMinutes(5));

    static final ClosedLoad RAMPS = users().rampTo(100)
            .over(ofMinutes(2))
            .hold(ofMinutes(5))
            .rampTo(0)
            .over(ofMinutes(2))
            .gracefulRampDown(ofSeconds(10));
    // end::closed[]

    // tag::open[]
    static final OpenLoad STEADY = arrivals(perSecond(20)).during(ofMinutes(5));

    static final OpenLoad MORNING = arrivals(perMinute(30))
            .rampTo(perSecond(50))
            .over(ofMinutes(10))
            .hold(ofMinutes(20))
            .maxUsers(5_000)
            .gracefulStop(ofSeconds(20));
    // end::open[]

    // tag::shapes[]
    /** Quiet, then a thousand at once, then ten minutes of steps of 5/s, from 10 to 30/s. */
    static final OpenLoad SALE = arrivals()
            .nothingFor(ofSeconds(5))
            .atOnce(1_000)
            .rampTo(perSecond(10))
            .over(ofMinutes(1))
            .incrementBy(perSecond(5))
            .times(5)
            .separatedByRampsLasting(ofSeconds(10))
            .eachLevelLasting(ofMinutes(2));

    /** 500 newcomers within a minute, evenly; then 1,000 more and more, and then less and less. */
    static final OpenLoad NEWCOMERS =
            arrivals().spread(500).over(ofMinutes(1)).stressPeak(1_000).over(ofMinutes(2));

    /** Day and night of a week: between 20/s and 180/s, of strangers. */
    static final OpenLoad WEEK = arrivals(perSecond(100))
            .sine(perSecond(80))
            .period(ofDays(1))
            .over(ofDays(7))
            .poisson();

    /** Any rate you can compute. */
    static final OpenLoad DECAY = arrivals()
            .following(time -> perSecond(200 * Math.exp(-time.toSeconds() / 60.0)))
            .over(ofMinutes(5));

    /** Steps of users: 10, 15, 20, 25 and 30. */
    static final ClosedLoad STEPS = users(10).incrementBy(5).times(5).eachLevelLasting(ofMinutes(2));
    // end::shapes[]

    // tag::iterations[]
    /** Each of ten users goes through the scenario five times. */
    static final IterationLoad EACH = users(10).iterations(5);

    /** Ten users go through it 200 times together, within half an hour. */
    static final IterationLoad TOGETHER = users(10).sharedIterations(200).maxDuration(ofMinutes(30));
    // end::iterations[]

    static LoadTest stages() {
        // tag::stages[]
        OpenLoad load = arrivals()
                .rampTo(perSecond(50))
                .over(ofMinutes(2))
                .named("ramp-up")
                .hold(ofMinutes(10))
                .named("peak");
        return loadTest("shop")
                .http(http -> http.baseUrl("http://localhost:8080"))
                .run(WritingScenarios.SHOPPER, load)
                .threshold("http_req_duration{stage:peak}: p(95) < 300ms");
        // end::stages[]
    }

    static LoadTest test() {
        // tag::both[]
        return loadTest("shop")
                .http(http -> http.baseUrl("http://localhost:8080"))
                .run(WritingScenarios.SHOPPER, users(50).during(ofMinutes(5)))
                .run(WritingScenarios.REPORTS, arrivals(perSecond(5)).during(ofMinutes(5)))
                .warmUp(ofSeconds(30));
        // end::both[]
    }

    static LoadTest inOrder() {
        // tag::order[]
        return loadTest("day")
                .http(http -> http.baseUrl("http://localhost:8080"))
                .run(WritingScenarios.SHOPPER, users(50).during(ofMinutes(10)))
                .run(WritingScenarios.REPORTS, arrivals(perSecond(5)).during(ofMinutes(5)), startingAfter(ofMinutes(2)))
                .run(WritingScenarios.BUYER, users(20).during(ofMinutes(5)), afterFinished("shopper"))
                .run(
                        WritingScenarios.STEPS,
                        users(5).during(ofMinutes(1)),
                        afterStopped("buyer").plus(ofSeconds(30)));
        // end::order[]
    }

    static LoadTest throttled() {
        // tag::throttle[]
        return loadTest("shop")
                .http(http -> http.baseUrl("http://localhost:8080"))
                .run(WritingScenarios.SHOPPER.throttle(perSecond(20)), users(50).during(ofMinutes(5)))
                .run(WritingScenarios.BUYER, users(50).during(ofMinutes(5)))
                .throttle(arrivals(perSecond(10)).rampTo(perSecond(100)).over(ofMinutes(1)));
        // end::throttle[]
    }
}

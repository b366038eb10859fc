package dev.perf.docs;

import static dev.perf.Perf.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.load.ClosedLoad;
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
}

package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.soak.Soak.*;
import static dev.perf.threshold.Thresholds.*;
import static java.time.Duration.*;

import dev.perf.CapacityTest;
import dev.perf.LoadTest;
import dev.perf.load.Rate;
import dev.perf.scenario.Scenario;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityStep;

/** The snippets of capacity.md. */
final class Capacity {

    private Capacity() {}

    static CapacityTest<Rate> search(String url, Scenario scenario) {
        // tag::search[]
        return loadTest("shop")
                .http(http -> http.baseUrl(url))
                .findMaxRate(scenario)
                .from(perSecond(10))
                .to(perSecond(1_000))
                .holding(responseTime().p95().below(ofMillis(200)))
                .holding("http_req_failed: rate < 1%")
                .settling(ofSeconds(5))
                .measuring(ofSeconds(20))
                .within(ofMinutes(15));
        // end::search[]
    }

    static void answer(CapacityTest<Rate> search) throws InterruptedException {
        // tag::answer[]
        CapacityResult found = search.run();
        CapacityStep highest = found.highest(); // null where nothing held
        System.out.println(found.conclusion() + ": " + found.reason());
        for (CapacityStep step : found.curve()) {
            System.out.println(found.describe(step.level()) + " p95 "
                    + step.run().responseTime().p95().toMillis() + " ms");
        }
        // end::answer[]
        if (highest != null) {
            System.out.println(highest.level());
        }
    }

    static CapacityTest<Integer> stress(String url, Scenario scenario) {
        // tag::stress[]
        return loadTest("shop under stress")
                .http(http -> http.baseUrl(url))
                .threshold(responseTime().p95().below(ofMillis(500)).abortRunAfter(ofSeconds(10)))
                .stressByUsers(scenario)
                .from(50)
                .to(500)
                .raisingBy(50)
                .measuring(ofMinutes(1));
        // end::stress[]
    }

    static LoadTest soak(String url, Scenario scenario, Pool pool) {
        // tag::soak[]
        return loadTest("shop over night")
                .http(http -> http.baseUrl(url))
                .run(scenario, arrivals(perSecond(20)).during(ofHours(8)))
                .warmUp(ofMinutes(5))
                .healthCheck("db pool", every(ofSeconds(30)), () -> {
                    if (pool.free() == 0) {
                        throw new IllegalStateException("no free connection");
                    }
                })
                .healthCheck("heap", every(ofMinutes(5)).within(ofSeconds(2)).onlyWarning(), pool::requireHeap)
                .soak(p95Rise().below(ofMillis(5)))
                .soak(throughputDecay().below(0.05))
                .soak(errorBurn(0.999, ofDays(30)).below(0.01));
        // end::soak[]
    }

    /** Something of the system that a test can look at. */
    interface Pool {
        int free();

        void requireHeap() throws Exception;
    }
}

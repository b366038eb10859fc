package dev.perf.docs;

import static dev.perf.Perf.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;

/** The snippets of live-control.md. */
final class LiveControl {

    private LiveControl() {}

    static RunResult steer(LoadTest test, Deployment deployment) throws InterruptedException {
        // tag::handle[]
        Run run = test.start(RunOptions.DEFAULTS.withConsole());

        run.setRate("visitors", perSecond(200)); // an open scenario
        run.setUsers("shoppers", 80); // a closed one

        run.pause();
        deployment.roll("v2");
        run.resume();
        run.mark("deployed v2");

        RunResult result = run.await();
        // end::handle[]
        return result;
    }

    /** What a test waits for. */
    @FunctionalInterface
    interface Deployment {
        void roll(String version);
    }

    // tag::listener[]
    /** Adds arrivals for as long as requests are answered in time. */
    static final class Climber implements RunListener {
        private Run run;
        private double rate = 10;

        @Override
        public void onStart(Run started) {
            run = started;
        }

        @Override
        public void onSnapshot(Snapshot snapshot) {
            if (snapshot.interval().responseTime().p95().compareTo(ofMillis(200)) < 0) {
                rate += 10;
                run.setRate(perSecond(rate));
            }
        }
    }
    // end::listener[]

    static LoadTest test(Scenario visitors, Scenario shoppers) {
        return loadTest("live")
                .run(visitors, arrivals(perSecond(20)).during(ofMinutes(5)))
                .run(shoppers, users(10).during(ofMinutes(5)));
    }
}

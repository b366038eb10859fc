package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NamedScenarioTest {

    @Test
    void aScenarioRunsTwiceUnderDifferentLoads() throws InterruptedException {
        var ended = new AtomicInteger();
        var worked = new AtomicInteger();
        Scenario browse = scenario("browse")
                .exec("work", user -> worked.incrementAndGet())
                .onStop(exec("bye", user -> ended.incrementAndGet()));

        RunResult result = run(loadTest("both")
                .run(browse, users(3).iterations(2))
                .run(browse.named("peak"), arrivals(perSecond(5)).during(ofSeconds(2))));

        assertThat(result.ledger()).isEqualTo(ledger(16, 0, 0));
        assertThat(browse.named("peak").name()).isEqualTo("peak");
        assertThat(worked).hasValue(16);
        assertThat(ended).hasValue(13);
        assertThat(browse.name()).isEqualTo("browse");
    }
}

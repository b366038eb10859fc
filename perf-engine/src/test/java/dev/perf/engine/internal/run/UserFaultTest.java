package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.LoadProfile;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Code of the engine that throws what it should not, here out of the text of a value that a URL is made of. */
class UserFaultTest {

    private static final Object BROKEN = new Object() {
        @Override
        public String toString() {
            throw new NoClassDefFoundError("dev/perf/Late");
        }
    };

    /** It thinks between its steps as well: an iteration takes two seconds. */
    private static final Scenario FAULTY = scenario("faulty")
            .exec(
                    exec("set", user -> user.session().set("value", BROKEN)),
                    http("get").get("/#{value}"))
            .thinkTime(constant(ofSeconds(1)));

    private static RunResult result(LoadProfile load, Duration warmUp) throws InterruptedException {
        return run(loadTest("fault")
                .http(http -> http.baseUrl("http://localhost:1"))
                .run(FAULTY, load)
                .warmUp(warmUp));
    }

    @Test
    void aUserThatLoopsGoesOn() throws Exception {
        RunResult result = result(users(3).during(ofSeconds(10)), Duration.ZERO);

        assertThat(result.ledger()).isEqualTo(ledger(0, 15, 0));
        assertThat(count(result, "iterations")).isEqualTo(15);
        assertThat(result.intervals().stream()
                        .filter(interval -> interval.start().compareTo(ofSeconds(9)) < 0)
                        .map(Interval::users))
                .containsOnly(3);
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("engine");
            assertThat(error.request()).isEqualTo("faulty");
            assertThat(error.message()).isEqualTo("fault of the engine: java.lang.NoClassDefFoundError: dev/perf/Late");
            assertThat(error.count()).isEqualTo(15);
        });
        assertThat(result.warnings())
                .contains("Virtual users met 15 faults of the engine, the first: java.lang.NoClassDefFoundError:"
                        + " dev/perf/Late. Their iterations count as failed, and the numbers should not be relied on;"
                        + " see the log for the stack, and report it unless the JVM ran out of memory, threads or"
                        + " files.");
    }

    @Test
    void anArrivalCountsAsFailed() throws Exception {
        RunResult result = result(arrivals(perSecond(5)).during(ofSeconds(4)), Duration.ZERO);

        assertThat(result.ledger()).isEqualTo(ledger(0, 20, 0));
        assertThat(result.warnings()).anyMatch(warning -> warning.startsWith("Virtual users met 20 faults"));
    }

    @Test
    void whatTheWarmUpMetIsSaidToo() throws Exception {
        RunResult result = result(users(1).during(ofSeconds(10)), ofSeconds(5));

        assertThat(result.ledger().failed())
                .isEqualTo(result.errors().getFirst().count());
        assertThat(result.warnings()).anyMatch(warning -> warning.startsWith("Virtual users met 5 faults"));
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.scenario.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanNotesTest {

    private static final Scenario VISITORS = scenario("visitors").exec("work", user -> user.pause(ofMillis(100)));

    @Test
    void aRateThatIsAskedOfClosedLoadIsNoted() throws Exception {
        assertThat(run(loadTest("closed")
                                .run(VISITORS, users(2).during(ofSeconds(12)))
                                .threshold("iterations: rate > 10"))
                        .warnings())
                .containsExactly(
                        "threshold \"iterations: rate > 10\" asks for a rate of closed load, in which users that wait"
                            + " for a slow target ask for less; set the rate with arrivals(...), and judge times and"
                            + " failures.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iterations: rate > 0",
                "iterations: rate < 100",
                "iterations: count > 100",
                "step_failed: rate < 0.5",
                "response_time: p(50) < 1s"
            })
    void otherThresholdsOfClosedLoadAreNot(String threshold) throws Exception {
        assertThat(run(loadTest("closed")
                                .run(VISITORS, users(2).during(ofSeconds(12)))
                                .threshold(threshold))
                        .warnings())
                .isEmpty();
    }

    @Test
    void aRateThatIsAskedOfOpenLoadIsNot() throws Exception {
        assertThat(run(loadTest("open")
                                .run(VISITORS, arrivals(perSecond(5)).during(ofSeconds(12)))
                                .run(VISITORS.named("others"), users(2).during(ofSeconds(12)))
                                .threshold("iterations: rate > 10"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void certificatesThatNobodyVerifiesAreNoted() throws Exception {
        assertThat(run(loadTest("tls")
                                .http(http -> http.trustAllCertificates())
                                .run(VISITORS, arrivals(perSecond(5)).during(ofSeconds(12)))
                                .threshold("response_time: p(50) < 1s"))
                        .warnings())
                .containsExactly("Certificates were not verified (trustAllCertificates): nothing tells that it was the"
                        + " target that answered, and handshakes were a little faster.");
    }
}

package dev.perf.junit;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.junit.JUnitRuns.assertFailure;
import static dev.perf.junit.JUnitRuns.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.load.LoadProfile;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What changes the tests of a build without changing their code. */
class SwitchesTest {

    private static final Scenario REST = scenario("rest").exec("rest", user -> {});

    static class Switched {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        static final LoadTest TEST = loadTest("shop")
                .http(http -> http.baseUrl("http://localhost:1"))
                .warmUp(Duration.ofSeconds(10))
                .run(REST.named("open"), arrivals(perSecond(50)).during(Duration.ofSeconds(100)))
                .run(REST.named("closed"), users(20).during(Duration.ofSeconds(50)))
                .run(REST.named("counted"), users(20).iterations(7));

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(TEST);
        }
    }

    @AfterEach
    void clear() {
        Switched.ENGINE.environment.clear();
    }

    private static TestPlan planWith(Map<String, String> parameters) {
        assertThat(outcome(Switched.class, parameters).getThrowable()).isEmpty();
        return Switched.ENGINE.plans.getLast();
    }

    private static List<LoadProfile> loads(TestPlan plan) {
        return plan.workloads().stream().map(Workload::load).toList();
    }

    @Test
    void nothingChangesWithoutThem() {
        assertThat(planWith(Map.of())).isEqualTo(Switched.TEST.plan());
        assertThat(planWith(Map.of("perf.shape", " "))).isEqualTo(Switched.TEST.plan());
    }

    @Test
    void theFactorMultipliesRatesAndUsersButNoNumberOfIterations() {
        TestPlan plan = planWith(Map.of("perf.rateFactor", "0.1"));

        assertThat(loads(plan)).extracting(LoadProfile::peak).containsExactly(5.0, 2.0, 20.0);
        assertThat(plan.profileLength()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void theDurationStretchesTheWholeTest() {
        TestPlan plan = planWith(Map.of("perf.duration", "1m40s", "perf.rateFactor", "2"));
        assertThat(plan.warmUp()).isEqualTo(Duration.ofSeconds(10));

        plan = planWith(Map.of("perf.duration", "10s"));
        assertThat(loads(plan))
                .extracting(LoadProfile::duration)
                .startsWith(Duration.ofSeconds(10), Duration.ofSeconds(5));
        assertThat(plan.warmUp()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theShapeComesBeforeTheFactorAndTheDuration() {
        TestPlan plan = planWith(Map.of("perf.shape", "stress", "perf.rateFactor", "0.5", "perf.duration", "20s"));

        assertThat(loads(plan)).extracting(LoadProfile::peak).containsExactly(50.0, 20.0, 20.0);
        assertThat(plan.profileLength()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void theBaseUrlIsWhereRequestsGo() {
        assertThat(planWith(Map.of("perf.baseUrl", "http://shop.test:80")).http())
                .hasToString("http.baseUrl(http://shop.test:80)");
    }

    @Test
    void environmentVariablesStandInForParametersThatAreNotSet() {
        Switched.ENGINE.environment.put("PERF_RATE_FACTOR", "2");
        Switched.ENGINE.environment.put("PERF_CONSOLE", "true");

        assertThat(loads(planWith(Map.of()))).extracting(LoadProfile::peak).startsWith(100.0);
        assertThat(Switched.ENGINE.options.getLast().console()).isTrue();
        assertThat(loads(planWith(Map.of("perf.rateFactor", "3"))))
                .extracting(LoadProfile::peak)
                .startsWith(150.0);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Switched.ENGINE.environment.put("PERF_DURATION", "30");
        Switched.ENGINE.environment.put("PERF_RATE_FACTOR", "0");

        assertFailure(
                outcome(Switched.class, Map.of("perf.shape", "peak", "perf.console", "yes", "perf.onInvalid", "skip")),
                ExtensionConfigurationException.class,
                """
                perf.console must be one of true, false, got "yes"
                perf.onInvalid must be one of fail, abort, ignore, got "skip"
                perf.shape must be one of smoke, load, stress, spike, soak, breakpoint, got "peak"
                PERF_RATE_FACTOR must be a positive number, such as 0.1, got "0"
                PERF_DURATION must be a positive time, such as 30s or 5m, got "30\"\
                """);
        assertThat(Switched.ENGINE.plans).isEmpty();
    }

    static class Counted {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        static final LoadTest TEST = loadTest("shop").run(REST, users(2).iterations(7));

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(TEST);
        }
    }

    @Test
    void aTestThatHasNothingToChangeIsLeftAsItIs() {
        assertThat(outcome(Counted.class, Map.of("perf.shape", "smoke", "perf.duration", "1s", "perf.rateFactor", "2"))
                        .getThrowable())
                .isEmpty();
        assertThat(Counted.ENGINE.plans.getFirst()).isEqualTo(Counted.TEST.plan());
    }
}

package dev.perf.junit;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.junit.JUnitRuns.assertFailure;
import static dev.perf.junit.JUnitRuns.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Files that configure load tests, with an engine that makes each load ten times as high for one. */
class ConfiguredByFileTest {

    static final LoadTest TEST = loadTest("shop")
            .run(
                    scenario("rest").exec("rest", user -> {}),
                    arrivals(perSecond(5)).during(Duration.ofSeconds(1)));

    static class Annotated {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfTest(config = "shop.yaml", environment = "staging", profile = "smoke")
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(TEST);
        }
    }

    static class Plain {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(TEST);
        }
    }

    static class Iterated {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfLoad(rate = "5/s", duration = "1s")
        void test() {}
    }

    static class Factory {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfTestFactory
        Stream<DynamicNode> tests(PerfRunner perf) {
            return perf.nodes(TEST);
        }
    }

    @AfterEach
    void clear() {
        Plain.ENGINE.environment.clear();
    }

    private static double peak(FakeEngine engine) {
        return engine.plans.getLast().workloads().getFirst().load().peak();
    }

    @Test
    void theAnnotationNamesTheFile() {
        assertThat(outcome(Annotated.class).getThrowable()).isEmpty();

        assertThat(Annotated.ENGINE.files)
                .containsExactly(TestFile.at("shop.yaml").environment("staging").profile("smoke"));
        assertThat(peak(Annotated.ENGINE)).isEqualTo(50);
    }

    @Test
    void parametersWinOverTheAnnotation() {
        assertThat(outcome(
                                Annotated.class,
                                Map.of(
                                        "perf.config", "other.yaml",
                                        "perf.environment", "local",
                                        "perf.profile", "soak"))
                        .getThrowable())
                .isEmpty();

        assertThat(Annotated.ENGINE.files)
                .containsExactly(TestFile.at("other.yaml").environment("local").profile("soak"));
    }

    @Test
    void theSwitchesChangeWhatTheFileMadeOfTheTest() {
        assertThat(outcome(Annotated.class, Map.of("perf.rateFactor", "0.5")).getThrowable())
                .isEmpty();

        assertThat(peak(Annotated.ENGINE)).isEqualTo(25);
    }

    @Test
    void aPresetNeedsNoFile() {
        assertThat(outcome(Plain.class, Map.of("perf.profile", "smoke")).getThrowable())
                .isEmpty();

        assertThat(Plain.ENGINE.files).containsExactly(TestFile.none().profile("smoke"));
    }

    @Test
    void environmentVariablesStandInForParameters() {
        Plain.ENGINE.environment.put("PERF_CONFIG", "shop.yaml");
        Plain.ENGINE.environment.put("PERF_ENVIRONMENT", "local");

        assertThat(outcome(Plain.class).getThrowable()).isEmpty();

        assertThat(Plain.ENGINE.files).containsExactly(TestFile.at("shop.yaml").environment("local"));
    }

    @Test
    void theEnvironmentOfABuildSaysNothingOfTestsWithoutAFile() {
        assertThat(outcome(Plain.class, Map.of("perf.environment", "staging", "perf.config", " "))
                        .getThrowable())
                .isEmpty();

        assertThat(Plain.ENGINE.files).isEmpty();
        assertThat(peak(Plain.ENGINE)).isEqualTo(5);
    }

    @Test
    void valuesInSystemPropertiesConfigureTestsWithoutAFileAsWell() {
        System.setProperty("perf.set.users", "5");
        try {
            assertThat(outcome(Plain.class).getThrowable()).isEmpty();
        } finally {
            System.clearProperty("perf.set.users");
        }

        assertThat(Plain.ENGINE.files).containsExactly(TestFile.none());
    }

    @Test
    void methodsThatAreIterationsAndFactoriesAreConfiguredAsWell() {
        Map<String, String> parameters = Map.of("perf.config", "shop.yaml");

        assertThat(outcome(Iterated.class, parameters).getThrowable()).isEmpty();
        EngineExecutionResults nodes =
                JUnitRuns.kit(Factory.class).configurationParameters(parameters).execute();

        nodes.testEvents().assertStatistics(events -> events.started(2).succeeded(2));
        assertThat(Iterated.ENGINE.files).containsOnly(TestFile.at("shop.yaml"));
        assertThat(peak(Iterated.ENGINE)).isEqualTo(50);
        assertThat(Factory.ENGINE.files).containsOnly(TestFile.at("shop.yaml"));
        assertThat(peak(Factory.ENGINE)).isEqualTo(50);
    }

    @Test
    void aMistakeInTheFileFailsTheTestWithTheFilesMessage() {
        assertFailure(
                outcome(Annotated.class, Map.of("perf.config", "broken.yaml")),
                InvalidTestFileException.class,
                "broken.yaml:3:1: there is no key \"usres\"; did you mean \"users\"?");
        assertThat(Annotated.ENGINE.plans).isEmpty();
    }
}

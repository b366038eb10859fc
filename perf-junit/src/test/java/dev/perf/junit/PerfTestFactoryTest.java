package dev.perf.junit;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.junit.JUnitRuns.entries;
import static dev.perf.junit.JUnitRuns.outputOf;
import static dev.perf.junit.JUnitRuns.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.result.RunFailedError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The classes nested here are run by a JUnit of their own. */
class PerfTestFactoryTest {

    private static final LoadTest SHOP =
            loadTest("shop").threshold("http_req_failed: rate < 1%").threshold("response_time: p(95) < 300ms");

    @PerfThreshold("checks: rate > 99%")
    static class Failing {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.failed()
                .threshold(true, "http_req_failed: rate < 1%", 0.002, 0.01, "0.2 %, 0.8 % to spare")
                .threshold(true, "checks: rate > 99%", 1.0, 0.99, "100 %")
                .build());

        @PerfTestFactory
        Stream<DynamicNode> shop(PerfRunner perf) {
            return perf.nodes(SHOP);
        }
    }

    @Test
    void eachThresholdIsANodeNamedAsItIsWritten() {
        EngineExecutionResults results = results(Failing.class);

        assertThat(outcomes(results))
                .containsExactly(
                        "shop > run SUCCESSFUL",
                        "shop > checks: rate > 99% SUCCESSFUL",
                        "shop > http_req_failed: rate < 1% SUCCESSFUL",
                        "shop > response_time: p(95) < 300ms FAILED",
                        "shop > generator was not the limit SUCCESSFUL");
        assertThat(Failing.ENGINE.plans).hasSize(1);
        assertThat(entries(results)).containsExactly(Map.of("perf.verdict", "FAILED", "perf.report", Results.LINK));
    }

    @Test
    void aNodeThatFailsSaysByHowMuchAndWhereTheReportIs() {
        var failure = (AssertionFailedError) failures(results(Failing.class)).getFirst();

        assertThat(failure).hasMessage("response_time: p(95) < 300ms: 312 ms, 12 ms too much; report: " + Results.LINK);
        assertThat(failure.getExpected().getValue()).isEqualTo("< 300ms");
        assertThat(failure.getActual().getValue()).isEqualTo("312 ms, 12 ms too much");
    }

    @Test
    void nodesPrintWhatWasMeasured() {
        assertThat(outputOf(() -> results(Failing.class)))
                .containsExactly(
                        "shop FAILED: a threshold did not hold",
                        "checks: rate > 99%: 100 %",
                        "http_req_failed: rate < 1%: 0.2 %, 0.8 % to spare",
                        "not the limit",
                        "shop FAILED, report: " + Results.LINK);
    }

    static class Invalid {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.invalid()
                .threshold(true, "http_req_failed: rate < 1%", 0.002, 0.01, "0.2 %, 0.8 % to spare")
                .threshold(false, "response_time: p(95) < 300ms", 312.0, 300, "312 ms, 12 ms too much")
                .build());

        @PerfTestFactory
        Stream<DynamicNode> shop(PerfRunner perf) {
            return perf.nodes(SHOP);
        }
    }

    static class InvalidAborted {
        @RegisterExtension
        static final FakeEngine ENGINE = Invalid.ENGINE;

        @PerfTestFactory(onInvalid = OnInvalid.ABORT)
        Stream<DynamicNode> shop(PerfRunner perf) {
            return perf.nodes(SHOP);
        }
    }

    @Test
    void anInvalidRunIsToldApartFromOneThatFailed() {
        EngineExecutionResults invalid = results(Invalid.class);
        EngineExecutionResults aborted = results(InvalidAborted.class);

        assertThat(outcomes(invalid))
                .containsExactly(
                        "shop > run SUCCESSFUL",
                        "shop > http_req_failed: rate < 1% SUCCESSFUL",
                        "shop > response_time: p(95) < 300ms FAILED",
                        "shop > generator was not the limit FAILED");
        assertThat(failures(invalid).getLast()).isInstanceOf(InvalidRunError.class);
        assertThat(outcomes(aborted))
                .containsExactly(
                        "shop > run SUCCESSFUL",
                        "shop > http_req_failed: rate < 1% SUCCESSFUL",
                        "shop > response_time: p(95) < 300ms ABORTED",
                        "shop > generator was not the limit ABORTED");
        assertThat(failures(aborted))
                .allSatisfy(abortion -> assertThat(abortion).isInstanceOf(TestAbortedException.class));
    }

    static class Aborted {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.aborted().build());

        @PerfTestFactory
        Stream<DynamicNode> shop(PerfRunner perf) {
            return perf.nodes(SHOP);
        }
    }

    @Test
    void whatNoThresholdTellsFailsTheNodeThatRunsTheTest() {
        EngineExecutionResults results = results(Aborted.class);

        assertThat(outcomes(results))
                .containsExactly(
                        "shop > run FAILED",
                        "shop > http_req_failed: rate < 1% ABORTED",
                        "shop > response_time: p(95) < 300ms ABORTED",
                        "shop > generator was not the limit SUCCESSFUL");
        assertThat(failures(results).getFirst()).isInstanceOf(RunFailedError.class);
        assertThat(failures(results).getLast()).hasMessage("was not judged: stopped from outside");
    }

    static class Faulty {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.failing(new IllegalStateException("out of ports"));

        @PerfTestFactory
        Stream<DynamicNode> shop(PerfRunner perf) {
            return perf.nodes(SHOP);
        }
    }

    @Test
    void whereThereIsNoResultOneNodeSaysWhyAndTheOthersAreLeftOut() {
        EngineExecutionResults results = results(Faulty.class);

        assertThat(outcomes(results))
                .containsExactly(
                        "shop > run FAILED",
                        "shop > http_req_failed: rate < 1% ABORTED",
                        "shop > response_time: p(95) < 300ms ABORTED",
                        "shop > generator was not the limit ABORTED");
        assertThat(failures(results).getFirst())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("out of ports");
        assertThat(failures(results).getLast()).hasMessage("there is no result: out of ports");
    }

    static class Plain {
        static final AtomicInteger CALLS = new AtomicInteger();

        static LoadTest counting(String name) {
            return loadTest(name)
                    .threshold("iterations: count == 5")
                    .run(scenario("count").exec("count", user -> CALLS.incrementAndGet()), users(1).iterations(5));
        }

        @TestFactory
        Stream<DynamicNode> two() {
            return PerfTests.of(counting("first"), counting("second"));
        }
    }

    @Test
    void noExtensionIsNeeded() {
        Plain.CALLS.set(0);

        assertThat(outcomes(results(Plain.class)))
                .containsExactly(
                        "first > run SUCCESSFUL",
                        "first > iterations: count == 5 SUCCESSFUL",
                        "first > generator was not the limit SUCCESSFUL",
                        "second > run SUCCESSFUL",
                        "second > iterations: count == 5 SUCCESSFUL",
                        "second > generator was not the limit SUCCESSFUL");
        assertThat(Plain.CALLS).hasValue(10);
    }

    private static List<String> outcomes(EngineExecutionResults results) {
        return results.testEvents().finished().stream()
                .map(PerfTestFactoryTest::outcome)
                .toList();
    }

    private static String outcome(Event event) {
        return event.getTestDescriptor().getParent().orElseThrow().getDisplayName() + " > "
                + event.getTestDescriptor().getDisplayName() + " "
                + event.getRequiredPayload(TestExecutionResult.class).getStatus();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.testEvents().finished().stream()
                .flatMap(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
                .toList();
    }
}

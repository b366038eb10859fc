package dev.perf.junit;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.junit.JUnitRuns.entries;
import static dev.perf.junit.JUnitRuns.failure;
import static dev.perf.junit.JUnitRuns.kit;
import static dev.perf.junit.JUnitRuns.outcome;
import static dev.perf.junit.JUnitRuns.results;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Time limits and interruptions. The classes nested here are run by a JUnit of their own. */
class InterruptionTest {

    private static final LoadTest SHOP = loadTest("shop");
    private static final Scenario REST = scenario("rest").exec("rest", user -> {});
    private static final LoadTest TEN_MINUTES =
            SHOP.run(REST, arrivals(perSecond(1)).during(ofMinutes(10)));

    static class InAnotherThread {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.runningUntilStopped(Results.aborted().build());

        /** Long enough for the run to have begun. */
        @PerfTest
        @Timeout(value = 500, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void aTimeoutOfATestInAThreadOfItsOwnEndsTheRunAndLeavesItsReport() {
        EngineExecutionResults results = results(InAnotherThread.class);

        assertThat(failure(results)).isInstanceOf(TimeoutException.class);
        assertThat(InAnotherThread.ENGINE.stops)
                .isNotEmpty()
                .isSubsetOf("the test was interrupted", "its test method has ended");
        assertThat(entries(results)).containsExactly(Map.of("perf.verdict", "ABORTED", "perf.report", Results.LINK));
    }

    static class Unlimited {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.runningUntilStopped(Results.aborted().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void theTimeoutOfAllTestsEndsTheRunAndLeavesItsReport() {
        EngineExecutionResults results = kit(Unlimited.class)
                .configurationParameter("junit.jupiter.execution.timeout.default", "1 ms")
                .execute();

        assertThat(failure(results)).isInstanceOf(TimeoutException.class);
        assertThat(Unlimited.ENGINE.stops).containsExactly("the test was interrupted");
        assertThat(entries(results)).containsExactly(Map.of("perf.verdict", "ABORTED", "perf.report", Results.LINK));
    }

    // Limits that a load cannot keep

    static class TooLong {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(TEN_MINUTES);
        }
    }

    static class TooLongForItsTimeout {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfLoad(users = 2, duration = "10m")
        @Timeout(value = 10, unit = TimeUnit.MINUTES)
        void rest() {}
    }

    @Test
    void aLoadThatCannotEndInTimeIsAMistake() {
        assertThat(tooLong(TooLong.class, Map.of("junit.jupiter.execution.timeout.default", "1 m")))
                .endsWith("takes 10m, but JUnit ends the test after 1m (junit.jupiter.execution.timeout.default = 1 m);"
                        + " put a longer @Timeout on the method, or shorten the load, with -Dperf.duration for"
                        + " instance");
        assertThat(tooLong(
                        TooLong.class,
                        Map.of(
                                "junit.jupiter.execution.timeout.default", "1 h",
                                "junit.jupiter.execution.timeout.test.method.default", "90")))
                .contains("after 1m30s (junit.jupiter.execution.timeout.test.method.default = 90)");
        assertThat(tooLong(TooLongForItsTimeout.class, Map.of("junit.jupiter.execution.timeout.default", "1 m")))
                .contains("after 10m (@Timeout on rest())");
        assertThat(TooLong.ENGINE.plans).isEmpty();
    }

    private static String tooLong(Class<?> sample, Map<String, String> parameters) {
        Throwable failure = outcome(sample, parameters).getThrowable().orElseThrow();
        assertThat(failure).isInstanceOf(InvalidPlanException.class);
        assertThat(failure.getMessage()).contains("has 1 mistake\n  ").contains(": load: takes ");
        return failure.getMessage();
    }

    @Test
    void aLoadThatEndsInTimeIsNone() {
        for (Map<String, String> parameters : List.of(
                Map.of("junit.jupiter.execution.timeout.default", "11 m"),
                Map.of("junit.jupiter.execution.timeout.default", "1 m", "perf.duration", "30s"),
                Map.of(
                        "junit.jupiter.execution.timeout.default", "1 m",
                        "junit.jupiter.execution.timeout.mode", "disabled"),
                Map.of("junit.jupiter.execution.timeout.lifecycle.method.default", "1 m"))) {
            assertThat(outcome(TooLong.class, parameters).getStatus()).isEqualTo(Status.SUCCESSFUL);
        }
    }

    // With the real engine

    @TempDir
    static Path reports;

    static class Stopped {
        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            Thread tested = Thread.currentThread();
            Scenario endless = scenario("endless").exec("wait", user -> {
                if (user.id() == 0) {
                    tested.interrupt();
                }
                user.pause(ofMinutes(10));
            });
            perf.options(options -> options.reportsTo(reports))
                    .run(loadTest("stopped").run(endless, users(3).during(ofMinutes(10))));
        }
    }

    @Test
    void anInterruptedTestEndsItsLoadAndWritesItsReport() {
        EngineExecutionResults results = results(Stopped.class);

        assertThat(failure(results)).isInstanceOf(InterruptedException.class);
        assertThat(failure(results).getSuppressed())
                .extracting(Throwable::getMessage)
                .singleElement()
                .satisfies(message ->
                        assertThat(message).startsWith("stopped ABORTED: the test was interrupted\n  report: file:"));
        assertThat(reports)
                .isDirectoryRecursivelyContaining("glob:**/stopped/*/index.html")
                .isDirectoryRecursivelyContaining("glob:**/stopped/*/summary.json");
    }
}

package dev.perf.junit;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.junit.JUnitRuns.assertAborted;
import static dev.perf.junit.JUnitRuns.assertFailure;
import static dev.perf.junit.JUnitRuns.entries;
import static dev.perf.junit.JUnitRuns.failure;
import static dev.perf.junit.JUnitRuns.kit;
import static dev.perf.junit.JUnitRuns.outcome;
import static dev.perf.junit.JUnitRuns.outputOf;
import static dev.perf.junit.JUnitRuns.results;
import static dev.perf.junit.PerfAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.LoadTest;
import dev.perf.Perf;
import dev.perf.load.LoadProfile;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.result.RunFailedError;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** The classes nested here are run by a JUnit of their own. */
class PerfExtensionTest {

    private static final LoadTest SHOP = loadTest("shop");

    private static final String FAILURE = """
        shop FAILED: response_time: p(95) < 300ms: 312 ms, 12 ms too much
          report: file:///reports/shop/1/index.html
          FAILED  response_time: p(95) < 300ms: 312 ms, 12 ms too much
          generator: not the limit\
        """;

    private static final String INVALIDITY = """
        shop INVALID: the generator was the limit: busiest core 100 %
          report: file:///reports/shop/1/index.html
          generator: not the limit\
        """;

    // Verdicts

    static class Passing {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(
                Results.passed().request("login", 0, 1, 312).build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            assertThat(perf.run(SHOP)).request("login").count().isEqualTo(1);
        }
    }

    @Test
    void passesATestWhoseRunPassed() {
        assertThat(outcome(Passing.class).getStatus()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void marksTestsAsPerfTests() {
        var tests = results(Passing.class).testEvents().finished().list();

        assertThat(tests)
                .singleElement()
                .satisfies(test -> assertThat(test.getTestDescriptor().getTags().toString())
                        .isEqualTo("[perf]"));
    }

    static class Failing {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.failed().build());

        static boolean reachedTheEnd;

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
            reachedTheEnd = true;
        }
    }

    @Test
    void failsATestAfterItsMethodBecauseOfItsRun() {
        assertFailure(Failing.class, RunFailedError.class, FAILURE);
        assertThat(Failing.reachedTheEnd).isTrue();
    }

    static class FailingTwice {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(
                Results.passed().build(),
                Results.failed().build(),
                Results.aborted().report(null).build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
            perf.run(SHOP);
            perf.run(SHOP);
        }
    }

    @Test
    void failsWithTheFirstRunThatDidNotPassAndKeepsTheOthers() {
        Throwable failure = assertFailure(FailingTwice.class, RunFailedError.class, FAILURE);

        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("""
            shop ABORTED: stopped from outside
              generator: not the limit\
            """);
    }

    static class VerifyingItself {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.failed().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP).verify();
        }
    }

    @Test
    void saysNothingTwiceWhereATestVerifiesItself() {
        Throwable failure = assertFailure(VerifyingItself.class, RunFailedError.class, FAILURE);

        assertThat(failure.getSuppressed()).isEmpty();
    }

    static class AssertingItself {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(
                Results.failed().request("login", 0, 301, 312).build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            assertThat(perf.run(SHOP)).request("login").p95().isLessThan(ofMillis(300));
        }
    }

    @Test
    void addsTheVerdictToTheFailureOfAnAssertion() {
        Throwable failure = assertFailure(
                AssertingItself.class,
                AssertionError.class,
                "login p95 312 ms is not less than 300 ms (+4 %), 301 samples; report: " + Results.LINK);

        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly(FAILURE);
    }

    static class Unverified {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.returning(Results.failed().build(), Results.invalid().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.unverified().run(SHOP);
            perf.unverified().run(SHOP);
        }
    }

    @Test
    void letsUnverifiedRunsEndAsTheyMay() {
        assertThat(outcome(Unverified.class).getStatus()).isEqualTo(Status.SUCCESSFUL);
    }

    static class Faulty {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.failing(new IllegalStateException("out of ports"));

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void passesOnFaultsOfTheEngine() {
        Throwable failure = assertFailure(Faulty.class, IllegalStateException.class, "out of ports");

        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(Faulty.ENGINE.stops).isEmpty();
    }

    static class WithoutEngine {
        @PerfTest
        void test(PerfRunner perf) {
            // An engine is looked for when something is run, not before.
        }
    }

    @Test
    void needsNoEngineWhereNothingIsRun() {
        assertThat(outcome(WithoutEngine.class).getStatus()).isEqualTo(Status.SUCCESSFUL);
    }

    // Invalid runs

    static class Invalid {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.invalid().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
            throw new IllegalStateException("numbers that say nothing were asserted on");
        }
    }

    @Test
    void failsAtOnceWhereTheGeneratorWasTheLimit() {
        Throwable failure = assertFailure(Invalid.class, InvalidRunError.class, INVALIDITY);

        assertThat(failure.getSuppressed()).isEmpty();
    }

    static class InvalidAborted {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.invalid().build());

        @PerfTest(onInvalid = OnInvalid.ABORT)
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void abortsATestWhoseGeneratorWasTheLimitIfAsked() {
        assertAborted(outcome(InvalidAborted.class), INVALIDITY);
    }

    static class InvalidAbortedAfterFailure {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.returning(Results.failed().build(), Results.invalid().build());

        @PerfTest(onInvalid = OnInvalid.ABORT)
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
            perf.run(SHOP);
        }
    }

    @Test
    void doesNotHideAFailureBehindAnAbortion() {
        assertFailure(InvalidAbortedAfterFailure.class, RunFailedError.class, FAILURE);
    }

    static class InvalidNeverAwaited {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.invalid().build());

        @PerfTest(onInvalid = OnInvalid.ABORT)
        void test(PerfRunner perf) throws InterruptedException {
            perf.start(SHOP);
        }
    }

    @Test
    void abortsATestThatDidNotWaitForItsInvalidRun() {
        assertAborted(outcome(InvalidNeverAwaited.class), INVALIDITY);
    }

    static class InvalidIgnored {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.invalid().build());

        @PerfTest(onInvalid = OnInvalid.IGNORE)
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    static class InvalidIgnoredButTooSlow {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.invalid()
                .threshold(false, "response_time: p(95) < 300ms", 312.0, 300, "312 ms, 12 ms too much")
                .build());

        @PerfTest(onInvalid = OnInvalid.IGNORE)
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void goesByThresholdsAloneWhereInvalidityIsIgnored() {
        assertThat(outcome(InvalidIgnored.class).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertFailure(InvalidIgnoredButTooSlow.class, RunFailedError.class, FAILURE);
    }

    @Test
    void letsAConfigurationParameterDecideOnInvalidRuns() {
        assertAborted(outcome(Invalid.class, Map.of("perf.onInvalid", "abort")), INVALIDITY);
        assertFailure(
                outcome(Invalid.class, Map.of("perf.onInvalid", "skip")),
                ExtensionConfigurationException.class,
                "perf.onInvalid must be one of fail, abort, ignore, got \"skip\"");
    }

    // Thresholds

    @PerfThreshold("checks: rate > 99%")
    @PerfThreshold("http_req_failed: rate < 1%")
    static class Annotated {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        static final LoadTest TEST = SHOP.threshold("http_reqs: count > 0").threshold("checks: rate > 99%");

        @Nested
        class Inner {
            @PerfTest
            @PerfThreshold("response_time{name:login}: p(95) < 300ms")
            void test(PerfRunner perf) throws InterruptedException {
                perf.run(TEST);
            }
        }
    }

    @Test
    void addsTheThresholdsOfClassesAndMethodToThoseOfTheTest() {
        results(Annotated.class);

        assertThat(Annotated.ENGINE.plans.getFirst().thresholds())
                .extracting(ThresholdRule::expression)
                .containsExactly(
                        "checks: rate > 99%",
                        "http_req_failed: rate < 1%",
                        "response_time{name:login}: p(95) < 300ms",
                        "http_reqs: count > 0");
        assertThat(Annotated.ENGINE.plans.getFirst().thresholds().getFirst().location())
                .hasToString("PerfExtensionTest.java");
    }

    @PerfThreshold("checks: rate > 99%")
    static class Base {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());
    }

    static class Derived extends Base {
        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void inheritsThresholdsFromSuperclasses() {
        results(Derived.class);

        assertThat(Base.ENGINE.plans.getFirst().thresholds())
                .extracting(ThresholdRule::expression)
                .containsExactly("checks: rate > 99%");
    }

    @PerfThreshold("checks rate > 99%")
    static class Mistaken {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        static boolean prepared;

        @BeforeEach
        void prepare() {
            prepared = true;
        }

        @PerfTest
        @PerfThreshold("checks: rate > 90%")
        @PerfThreshold("response_time: p(101) < 250ms")
        void checkout(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void listsMistakesInThresholdsBeforeAnythingRuns() {
        assertFailure(
                Mistaken.class,
                InvalidPlanException.class,
                "test \"checkout\" has 2 mistakes"
                        + "\n  PerfExtensionTest.java: @PerfThreshold on class Mistaken: "
                        + mistake("checks rate > 99%")
                        + "\n  PerfExtensionTest.java: @PerfThreshold on checkout(): "
                        + mistake("response_time: p(101) < 250ms"));
        assertThat(Mistaken.prepared).isFalse();
        assertThat(Mistaken.ENGINE.plans).isEmpty();
    }

    private static String mistake(String expression) {
        try {
            Threshold.parse(expression);
        } catch (IllegalArgumentException mistake) {
            return mistake.getMessage();
        }
        throw new AssertionError(expression + " is no mistake");
    }

    // Parameters

    static class InjectedEverywhere {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(
                Results.passed().build(),
                Results.passed().build(),
                Results.failed().build());

        @BeforeEach
        void before(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }

        @AfterEach
        void after(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void verifiesRunsOfMethodsBeforeAndAfterTheTestToo() {
        assertFailure(InjectedEverywhere.class, RunFailedError.class, FAILURE);
        assertThat(InjectedEverywhere.ENGINE.plans).hasSize(3);
    }

    @ExtendWith(PerfExtension.class)
    static class InjectedIntoClass {
        @BeforeAll
        static void beforeAll(PerfRunner perf) {}

        @Test
        void test() {}
    }

    @Test
    void saysWhereARunnerMayBeInjected() {
        TestExecutionResult container = results(InjectedIntoClass.class)
                .containerEvents()
                .failed()
                .list()
                .getFirst()
                .getRequiredPayload(TestExecutionResult.class);

        assertThat(container.getThrowable().orElseThrow())
                .hasMessage("a PerfRunner belongs to one test method; take it as a parameter of a test method,"
                        + " @BeforeEach or @AfterEach, not of static void"
                        + " dev.perf.junit.PerfExtensionTest$InjectedIntoClass.beforeAll(dev.perf.junit.PerfRunner)");
    }

    static class Parameterized {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.returning(Results.passed().build(), Results.failed().build());

        @ParameterizedTest
        @ValueSource(ints = {10, 20})
        @ExtendWith(PerfExtension.class)
        void test(int users, PerfRunner perf) throws InterruptedException {
            perf.run(loadTest("shop" + users));
        }
    }

    @Test
    void judgesEachInvocationOfAParameterizedTestApart() {
        var tests = results(Parameterized.class).testEvents();

        assertThat(tests.succeeded().count()).isEqualTo(1);
        assertThat(tests.failed().count()).isEqualTo(1);
        assertThat(Parameterized.ENGINE.plans).extracting(plan -> plan.name()).containsExactly("shop10", "shop20");
    }

    static class Leaking {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        static PerfRunner leaked;

        @PerfTest
        void test(PerfRunner perf) {
            leaked = perf;
        }

        @AfterAll
        static void after() throws InterruptedException {
            leaked.run(SHOP);
        }
    }

    @Test
    void refusesRunsAfterTheTest() {
        Event container =
                results(Leaking.class).containerEvents().failed().list().getFirst();

        assertThat(container
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .hasMessage("the test test(PerfRunner) has ended; run \"shop\" from its test method");
    }

    // Options

    static class Reporting {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
            perf.options(options -> options.reportsTo(Path.of("elsewhere"))).run(SHOP);
            perf.options(options -> options.listener(new RunListener() {}))
                    .options(options -> options.listener(new RunListener() {}))
                    .run(SHOP);
        }
    }

    static class NotReporting {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.returning(Results.passed().report(null).build());

        @PerfTest(report = false, console = true)
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void reportsUnderTargetAndIsQuietUnlessToldOtherwise() {
        assertThat(outputOf(() -> results(Reporting.class)))
                .containsExactly(
                        "shop PASSED, report: " + Results.LINK,
                        "shop PASSED, report: " + Results.LINK,
                        "shop PASSED, report: " + Results.LINK);
        assertThat(Reporting.ENGINE.options)
                .extracting(options -> options.reports())
                .containsExactly(Path.of("target", "perf"), Path.of("elsewhere"), Path.of("target", "perf"));
        assertThat(Reporting.ENGINE.options)
                .extracting(options -> options.listeners().size())
                .containsExactly(0, 0, 2);

        assertThat(Reporting.ENGINE.options).noneMatch(RunOptions::console);

        assertThat(outputOf(() -> results(NotReporting.class))).isEmpty();
        assertThat(NotReporting.ENGINE.options.getFirst().reports()).isNull();
        assertThat(NotReporting.ENGINE.options.getFirst().console()).isTrue();
    }

    @Test
    void letsAConfigurationParameterTurnTheConsoleOnAndOff() {
        outcome(NotReporting.class, Map.of("perf.console", "false"));
        assertThat(NotReporting.ENGINE.options.getLast().console()).isFalse();

        outcome(Passing.class, Map.of("perf.console", "true"));
        assertThat(Passing.ENGINE.options.getLast().console()).isTrue();
    }

    // Publishing

    @Test
    void publishesVerdictReportAndTail() {
        assertThat(entries(results(Passing.class)))
                .containsExactly(Map.of("perf.verdict", "PASSED", "perf.report", Results.LINK, "perf.p99", "312 ms"));
        assertThat(entries(results(NotReporting.class))).containsExactly(Map.of("perf.verdict", "PASSED"));
    }

    @TempDir
    static Path folder;

    static class PublishingFiles {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.returning(Results.passed().report(folder).build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
            perf.run(SHOP);
        }
    }

    @Test
    void publishesTheFilesOfEachReport() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<html>");
        Files.writeString(folder.resolve("summary.json"), "{}");
        Path published = Files.createDirectory(folder.resolve("published"));

        List<Event> files = kit(PublishingFiles.class)
                .outputDirectoryCreator(new OneFolder(published))
                .execute()
                .allEvents()
                .filter(event -> event.getType() == EventType.FILE_ENTRY_PUBLISHED)
                .toList();

        assertThat(files)
                .extracting(event -> event.getRequiredPayload(FileEntry.class))
                .extracting(
                        file -> published.relativize(file.getPath()).toString(),
                        file -> file.getMediaType().orElseThrow(),
                        file -> contentOf(file.getPath().toFile(), StandardCharsets.UTF_8))
                .containsExactly(
                        tuple("index.html", "text/html", "<html>"),
                        tuple("summary.json", "application/json", "{}"),
                        tuple("index-2.html", "text/html", "<html>"),
                        tuple("summary-2.json", "application/json", "{}"));
    }

    @Test
    void keepsTheVerdictWhereFilesCannotBePublished() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<html>");

        EngineExecutionResults results = kit(PublishingFiles.class)
                .outputDirectoryCreator(new OneFolder(folder.resolve("index.html")))
                .execute();

        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
        assertThat(entries(results).get(1).get("perf.warning")).startsWith("report not published: ");
    }

    private record OneFolder(Path folder) implements OutputDirectoryCreator {

        @Override
        public Path getRootDirectory() {
            return folder;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            return folder;
        }
    }

    // Interruption

    static class Interrupted {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.runningUntilStopped(Results.aborted().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            Thread.currentThread().interrupt();
            perf.run(SHOP);
        }
    }

    @Test
    void stopsAnInterruptedRunAndLeavesItsReport() {
        EngineExecutionResults results = results(Interrupted.class);

        Throwable failure = failure(results);
        assertThat(failure).isInstanceOf(InterruptedException.class);
        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("""
            shop ABORTED: stopped from outside
              report: file:///reports/shop/1/index.html
              generator: not the limit\
            """);
        assertThat(Interrupted.ENGINE.stops).containsExactly("the test was interrupted");
        assertThat(entries(results)).containsExactly(Map.of("perf.verdict", "ABORTED", "perf.report", Results.LINK));
    }

    static class TimedOut {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.runningUntilStopped(Results.aborted().build());

        @PerfTest
        @Timeout(value = 1, unit = TimeUnit.MILLISECONDS)
        void test(PerfRunner perf) throws InterruptedException {
            perf.run(SHOP);
        }
    }

    @Test
    void stopsARunWhoseTestTimedOut() {
        EngineExecutionResults results = results(TimedOut.class);

        assertThat(failure(results)).isInstanceOf(TimeoutException.class);
        assertThat(TimedOut.ENGINE.stops).containsExactly("the test was interrupted");
        assertThat(entries(results)).containsExactly(Map.of("perf.verdict", "ABORTED", "perf.report", Results.LINK));
    }

    static class Stubborn {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.runningForEver();

        static final LoadProfile IMPATIENT =
                Perf.users().rampTo(1).over(ofSeconds(1)).gracefulStop(ofMillis(0));

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            Thread.currentThread().interrupt();
            perf.run(SHOP.run(scenario("wait").exec(exec("wait", user -> {})), IMPATIENT));
        }
    }

    @Test
    void doesNotWaitForEverForAStoppedRun() {
        Throwable failure = failure(results(Stubborn.class));

        assertThat(failure).isInstanceOf(InterruptedException.class);
        assertThat(failure.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "the run of \"shop\" did not end within 1 ms of being aborted; its report may be missing");
    }

    static class LeftRunning {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.runningUntilStopped(Results.aborted().build());

        static List<String> stopsAfterTheTest;

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            perf.start(SHOP);
        }

        @AfterEach
        void after() {
            stopsAfterTheTest = List.copyOf(ENGINE.stops);
        }
    }

    @Test
    void stopsWhatATestLeftRunningBeforeItsTargetIsTakenAway() {
        assertFailure(LeftRunning.class, RunFailedError.class, """
            shop ABORTED: stopped from outside
              report: file:///reports/shop/1/index.html
              generator: not the limit\
            """);
        assertThat(LeftRunning.stopsAfterTheTest).containsExactly("its test method has ended");
    }

    static class StoppingItself {
        @RegisterExtension
        static final FakeEngine ENGINE =
                FakeEngine.runningUntilStopped(Results.aborted().build());

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            Run run = perf.unverified().start(SHOP);
            run.stop("seen enough");
            RunResult result = run.await();
            assertThat(result).ledger().balanced();
        }
    }

    @Test
    void letsATestStopItsRun() {
        assertThat(outcome(StoppingItself.class).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(StoppingItself.ENGINE.stops).containsExactly("seen enough");
    }
}

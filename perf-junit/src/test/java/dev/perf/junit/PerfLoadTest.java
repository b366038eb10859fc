package dev.perf.junit;

import static dev.perf.junit.JUnitRuns.assertFailure;
import static dev.perf.junit.JUnitRuns.entries;
import static dev.perf.junit.JUnitRuns.failure;
import static dev.perf.junit.JUnitRuns.outcome;
import static dev.perf.junit.JUnitRuns.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.load.ClosedLoad;
import dev.perf.load.OpenLoad;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunFailedError;
import dev.perf.scenario.User;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.opentest4j.AssertionFailedError;

/** The classes nested here are run by a JUnit of their own, most of them with the real engine. */
class PerfLoadTest {

    static class Quoting {
        static final Set<Long> INDEXES = ConcurrentHashMap.newKeySet();
        static final Set<Object> INSTANCES = ConcurrentHashMap.newKeySet();
        static final AtomicInteger USERS = new AtomicInteger();
        static final List<String> CALLS = new CopyOnWriteArrayList<>();

        @BeforeEach
        void before() {
            CALLS.add("before");
        }

        @AfterEach
        void after() {
            CALLS.add("after");
        }

        @PerfLoad(users = 3, iterations = 100, report = false)
        void quote(TestInfo info, Iteration it, User user) {
            INDEXES.add(it.index());
            INSTANCES.add(this);
            INSTANCES.add(info);
            it.consume(it.random().nextLong()).consume("text").consume(0.5);
            if (it.user() == user && it.check("known", info.getDisplayName().startsWith("quote("))) {
                USERS.incrementAndGet();
            }
        }
    }

    @Test
    void theMethodIsTheIteration() {
        EngineExecutionResults results = results(Quoting.class);

        assertThat(outcome(results).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(Quoting.INDEXES).hasSize(100).contains(0L, 99L);
        assertThat(Quoting.USERS).hasValue(100);
        assertThat(entries(results).getFirst()).containsEntry("perf.verdict", "PASSED");
    }

    @Test
    void instanceArgumentsAndMethodsAroundTheTestAreOneForTheWholeLoad() {
        Quoting.CALLS.clear();
        Quoting.INSTANCES.clear();

        results(Quoting.class);

        assertThat(Quoting.CALLS).containsExactly("before", "after");
        assertThat(Quoting.INSTANCES).hasSize(2);
    }

    // The plan

    @PerfThreshold("step_failed: rate < 1%")
    static class Planned {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        @PerfLoad(rate = "200/s", duration = "30s", warmUp = "5s", maxUsers = 50)
        @PerfThreshold("response_time{name:open}: p(99) < 5ms")
        void open() {}

        @PerfLoad(users = 10, duration = "1m", onInvalid = OnInvalid.ABORT, report = false)
        void closed() {}
    }

    @Test
    void theAnnotationIsTheLoad() {
        results(Planned.class);

        TestPlan closed = plan("Planned.closed");
        assertThat(closed.workloads().getFirst().load())
                .asInstanceOf(type(ClosedLoad.class))
                .satisfies(load -> assertThat(load.peak()).isEqualTo(10))
                .satisfies(load -> assertThat(load.duration()).isEqualTo(Duration.ofMinutes(1)));
        assertThat(closed.warmUp()).isZero();

        TestPlan open = plan("Planned.open");
        assertThat(open.workloads().getFirst().scenario().name()).isEqualTo("open");
        assertThat(open.workloads().getFirst().load())
                .asInstanceOf(type(OpenLoad.class))
                .satisfies(load -> assertThat(load.peak()).isEqualTo(200))
                .satisfies(load -> assertThat(load.maxUsers()).isEqualTo(50))
                .satisfies(load -> assertThat(load.duration()).isEqualTo(Duration.ofSeconds(35)));
        assertThat(open.warmUp()).isEqualTo(Duration.ofSeconds(5));
        assertThat(open.thresholds())
                .extracting(TestPlan.ThresholdRule::expression)
                .containsExactly("step_failed: rate < 1%", "response_time{name:open}: p(99) < 5ms");
    }

    private static TestPlan plan(String name) {
        return Planned.ENGINE.plans.stream()
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static class Arriving {
        static final AtomicInteger CALLS = new AtomicInteger();

        @PerfLoad(rate = "100/s", duration = "100ms", report = false, onInvalid = OnInvalid.IGNORE)
        void arrive() {
            CALLS.incrementAndGet();
        }
    }

    @Test
    void arrivalsCallTheMethodToo() {
        assertThat(outcome(Arriving.class).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(Arriving.CALLS).hasValue(10);
    }

    // Failures

    static class Failing {
        @PerfLoad(users = 1, iterations = 1_000, report = false)
        void quote(Iteration it) throws Exception {
            if (it.index() % 4 == 1) {
                throw new IOException("no stock");
            }
        }
    }

    static class FailingSeldomEnough {
        @PerfLoad(users = 1, iterations = 1_000, report = false, maxFailureRate = 0.25)
        void quote(Iteration it) {
            assertThat(it.index() % 4).isNotEqualTo(1);
        }
    }

    static class FailingTooOften {
        @PerfLoad(users = 1, iterations = 1_000, report = false, maxFailureRate = 0.249)
        void quote(Iteration it) {
            if (it.index() % 4 == 1) {
                throw new AssertionError("no stock");
            }
        }
    }

    @Test
    void anExceptionFailsItsIterationAndTooManyOfThemTheTest() {
        assertTooMany(
                Failing.class,
                "Failing.quote: 250 of 1,000 iterations failed (25 %), and none may,"
                        + " most often quote: IOException: no stock (PerfLoadTest.java:N) (250 x)",
                "0 %");
        assertThat(outcome(FailingSeldomEnough.class).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertTooMany(
                FailingTooOften.class,
                "FailingTooOften.quote: 250 of 1,000 iterations failed (25 %), and at most 24.9 % may,"
                        + " most often quote: AssertionError: no stock (PerfLoadTest.java:N) (250 x)",
                "24.9 %");
    }

    private static void assertTooMany(Class<?> sample, String message, String expected) {
        var failure = (AssertionFailedError) failure(results(sample));
        assertThat(withoutLines(failure)).isEqualTo(message);
        assertThat(failure.getExpected().getValue()).isEqualTo(expected);
        assertThat(failure.getActual().getValue()).isEqualTo("25 %");
    }

    private static String withoutLines(Throwable failure) {
        return failure.getMessage().replaceAll("java:\\d+", "java:N");
    }

    static class MissingAThreshold {
        @PerfLoad(users = 1, iterations = 10, report = false)
        @PerfThreshold("iterations: count > 10")
        void quote() {
            throw new IllegalStateException("no stock");
        }
    }

    @Test
    void aThresholdThatDoesNotHoldFailsTheTest() {
        Throwable failure = failure(results(MissingAThreshold.class));

        assertThat(failure).isInstanceOf(RunFailedError.class);
        assertThat(withoutLines(failure)).startsWith("""
            MissingAThreshold.quote FAILED: iterations: count > 10: 10
              FAILED  iterations: count > 10: 10
              10 x quote: IllegalStateException: no stock (PerfLoadTest.java:N)
              generator: \
            """);
    }

    static class Skipping {
        @PerfLoad(users = 1, iterations = 12, report = false)
        @PerfThreshold("skipped_iterations: count == 4")
        @PerfThreshold("step_duration{name:quote}: count == 8")
        @PerfThreshold("iterations: count == 12")
        void quote(Iteration it) {
            assumeTrue(it.index() % 3 > 0, "closed");
        }
    }

    @Test
    void anAssumptionThatFailsSkipsTheIteration() {
        assertThat(outcome(Skipping.class).getThrowable()).isEmpty();
    }

    // Hooks

    static class HookedBase {
        static final List<String> CALLS = new ArrayList<>(); // by one user

        @BeforeIteration
        void first() {
            CALLS.add("first");
        }

        @AfterIteration
        void last() {
            CALLS.add("last");
        }
    }

    static class Hooked extends HookedBase {
        Iteration current;

        @BeforeIteration
        void second(Iteration it) {
            CALLS.add("second " + it.index());
            current = it;
            if (it.index() == 4) {
                throw new IllegalStateException("nothing prepared");
            }
        }

        @Nested
        class Inner {
            @PerfLoad(users = 1, iterations = 5, report = false, maxFailureRate = 0.5)
            @PerfThreshold("step_duration{name:quote}: count == 3")
            void quote(Iteration it) {
                CALLS.add("quote " + (it == current));
                switch ((int) it.index()) {
                    case 1 -> throw new IllegalStateException("no stock");
                    case 2 -> assumeTrue(false);
                    default -> {}
                }
            }

            @AfterIteration
            void then(User user) {
                CALLS.add("then " + (user == current.user()));
            }
        }
    }

    @Test
    void hooksAreCalledAroundEachIterationHoweverItEnds() {
        HookedBase.CALLS.clear();

        assertThat(outcome(Hooked.class).getThrowable()).isEmpty();

        var expected = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            expected.addAll(List.of("first", "second " + i, "quote true", "then true", "last"));
        }
        expected.addAll(List.of("first", "second 4", "then true", "last"));
        assertThat(HookedBase.CALLS).containsExactlyElementsOf(expected);
    }

    // Mistakes

    static class Mistaken {
        @RegisterExtension
        static final FakeEngine ENGINE = FakeEngine.returning(Results.passed().build());

        static final List<String> CALLS = new ArrayList<>();

        @BeforeIteration
        void prepare(String text) {}

        @BeforeEach
        void before() {
            CALLS.add("before");
        }

        @PerfLoad(
                rate = "200/x",
                users = 10,
                duration = "30",
                warmUp = "0s",
                iterations = 5,
                maxUsers = -1,
                maxFailureRate = 1.5)
        @PerfThreshold("quote: p99 < 5")
        void quote(PerfRunner perf) {}
    }

    @Test
    void allMistakesAreToldAtOnceBeforeAnythingIsCalled() {
        Throwable failure = failure(results(Mistaken.class));

        assertThat(failure).isInstanceOf(InvalidPlanException.class);
        assertThat(failure.getMessage().lines().filter(line -> !line.contains("@PerfThreshold")))
                .containsExactly(
                        "test \"quote\" has 9 mistakes",
                        mistake("rate \"200/x\" must be a positive number, alone or with /s, /min or /h"),
                        mistake("duration \"30\" must be a number with a unit, such as 500ms, 30s, 1m30s or 2h"),
                        mistake("warmUp \"0s\" must be positive; lengthen it or leave it out"),
                        mistake("rate = \"200/x\" is an open load, users = 10 a closed one; remove one of them"),
                        mistake("maxUsers must be positive, got -1"),
                        mistake("maxFailureRate is a share from 0 to 1, got 1.5"),
                        mistake("duration = \"30\" and iterations = 5 both say when the load ends; remove one of them"),
                        mistake("the method is the iteration, and has no use for a PerfRunner; remove the parameter, or"
                                + " make the method a @PerfTest"),
                        "  PerfLoadTest.java: @BeforeIteration on prepare(): its parameters may be Iteration and User,"
                                + " got String; let @BeforeEach put that into a field");
        assertThat(Mistaken.CALLS).isEmpty();
        assertThat(Mistaken.ENGINE.plans).isEmpty();
    }

    static class Empty {
        @PerfLoad
        void quote() {}
    }

    static class Negative {
        @PerfLoad(users = -3, iterations = -1, maxUsers = 10)
        void quote() {}
    }

    static class Endless {
        @PerfLoad(rate = "5", iterations = 10)
        void quote() {}
    }

    static class Warming {
        @PerfLoad(users = 5, iterations = 10, warmUp = "1s")
        void quote() {}
    }

    @Test
    void mistakesSayWhatIsAllowed() {
        assertMistakes(
                Empty.class,
                "has no load; give it a rate, such as rate = \"200/s\", or users, such as users = 10",
                "has no end; give it a duration, such as duration = \"30s\", or iterations, such as iterations = 1000");
        assertMistakes(
                Negative.class,
                "users must be positive, got -3",
                "maxUsers = 10 bounds a rate, and there is none; remove it",
                "iterations must be positive, got -1");
        assertMistakes(Endless.class, "iterations = 10 is for users; give a rate a duration");
        assertMistakes(
                Warming.class,
                "warmUp = \"1s\" is a time, and iterations have none; give the load a duration, or leave the warm-up"
                        + " out");
    }

    private static void assertMistakes(Class<?> sample, String... messages) {
        var lines = new ArrayList<String>();
        lines.add("test \"quote\" has " + (messages.length == 1 ? "1 mistake" : messages.length + " mistakes"));
        for (String message : messages) {
            lines.add(mistake(message));
        }
        assertFailure(sample, InvalidPlanException.class, String.join("\n", lines));
    }

    private static String mistake(String message) {
        return "  PerfLoadTest.java: @PerfLoad on quote(): " + message;
    }
}

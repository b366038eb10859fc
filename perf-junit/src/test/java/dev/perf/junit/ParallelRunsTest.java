package dev.perf.junit;

import static dev.perf.Perf.counter;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.junit.JUnitRuns.kit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.metric.Counter;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Tests that JUnit executes at the same time, with the real engine. */
class ParallelRunsTest {

    private static final Counter ORDERS = counter("orders");

    private static EngineExecutionResults inParallel(Class<?> sample) {
        return kit(sample)
                .configurationParameters(Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2",
                        "junit.jupiter.execution.parallel.config.fixed.max-pool-size", "2"))
                .execute();
    }

    @ExtendWith(PerfExtension.class)
    static class AtOnce {
        static final Map<String, RunResult> RESULTS = new ConcurrentHashMap<>();
        static final CountDownLatch BOTH = new CountDownLatch(2);

        private static void meet() throws InterruptedException {
            BOTH.countDown();
            assertThat(BOTH.await(30, TimeUnit.SECONDS)).isTrue();
        }

        private static LoadTest test(String name, int orders, long iterations) {
            return loadTest(name)
                    .metrics(ORDERS)
                    .threshold("iterations: count == " + iterations)
                    .run(
                            scenario(name)
                                    .onStart(exec("meet", user -> meet()).unmeasured())
                                    .exec(name, user -> ORDERS.add(user, orders)),
                            users(1).iterations(iterations));
        }

        @Test
        void small(PerfRunner perf) throws InterruptedException {
            RESULTS.put("small", perf.run(test("small", 1, 30)));
        }

        @Test
        void large(PerfRunner perf) throws InterruptedException {
            RESULTS.put("large", perf.run(test("large", 10, 50)));
        }
    }

    @Test
    void runsAtTheSameTimeMeasureThemselvesAlone() {
        inParallel(AtOnce.class).testEvents().assertStatistics(statistics -> statistics.succeeded(2));

        assertMeasured(AtOnce.RESULTS.get("small"), "small", 30, 30);
        assertMeasured(AtOnce.RESULTS.get("large"), "large", 50, 500);
    }

    private static void assertMeasured(RunResult result, String name, long iterations, long orders) {
        assertThat(result.ledger()).isEqualTo(new Ledger(iterations, iterations, 0, iterations, 0, 0));
        assertThat(result.requests()).extracting(RequestResult::name).containsExactly(name);
        assertThat(result.request(name).count()).isEqualTo(iterations);
        assertThat(result.metric("orders"))
                .isInstanceOfSatisfying(
                        MetricResult.Counter.class,
                        counter -> assertThat(counter.count()).isEqualTo(orders));
        assertThat(result.errors()).isEmpty();
    }

    static class OneAfterTheOther {
        static final AtomicInteger UNDER_WAY = new AtomicInteger();
        static final AtomicInteger MOST = new AtomicInteger();

        private static void run(PerfRunner perf) throws InterruptedException {
            MOST.accumulateAndGet(UNDER_WAY.incrementAndGet(), Math::max);
            perf.run(loadTest("alone").run(scenario("rest").exec("rest", user -> {}), users(1).iterations(100)));
            UNDER_WAY.decrementAndGet();
        }

        @PerfTest(report = false)
        void first(PerfRunner perf) throws InterruptedException {
            run(perf);
        }

        @PerfTest(report = false)
        void second(PerfRunner perf) throws InterruptedException {
            run(perf);
        }

        @PerfLoad(users = 1, iterations = 1, report = false)
        void third(Iteration it) {
            MOST.accumulateAndGet(UNDER_WAY.incrementAndGet(), Math::max);
            UNDER_WAY.decrementAndGet();
        }
    }

    @Test
    void noTwoPerfTestsRunAtTheSameTime() {
        inParallel(OneAfterTheOther.class).testEvents().assertStatistics(statistics -> statistics.succeeded(3));

        assertThat(OneAfterTheOther.MOST).hasValue(1);
    }
}

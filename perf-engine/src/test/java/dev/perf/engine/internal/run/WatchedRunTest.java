package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.QUIET;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.health.ListeningThread;
import dev.perf.engine.internal.health.Reading;
import dev.perf.engine.internal.health.Vital;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read of the generator reaches the result: readings by hand on the simulated clock, and two runs in real time. */
class WatchedRunTest {

    private static final LoadTest IDLE = loadTest("idle")
            .warmUp(ofSeconds(2))
            .run(scenario("idlers").exec("work", user -> user.pause(ofMillis(20))), users(2).during(ofSeconds(12)));

    /** Each second after the warm-up has a reading, of which {@code bad} show a quota that was used up. */
    private static final class Readings implements Vitals {

        private final List<Reading> left = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        Readings(int bad) {
            for (int i = 0; i < 10; i++) {
                left.add(new Reading(i, 1).put(Vital.THROTTLED, i < bad ? 0.5 : 0));
            }
        }

        @Override
        public void prepare() {}

        @Override
        public void begin(LongSupplier fromNanos) {
            calls.add("begin at " + fromNanos.getAsLong());
        }

        @Override
        public void watch(ListeningThread listeners) {
            calls.add("watch listeners");
        }

        @Override
        public List<Reading> taken() {
            return left.isEmpty() ? List.of() : List.of(left.removeFirst());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    private static RunResult watched(Vitals vitals) throws InterruptedException {
        return Runs.checked(
                LoadRun.start(IDLE.plan(), QUIET, new SimulatedClock(), vitals).await());
    }

    @Test
    void aGeneratorThatWasTheLimitMakesTheRunInvalid() throws Exception {
        RunResult result = watched(new Readings(3));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .isEqualTo("The generator was the limit, so the numbers say nothing about the target: CPU quota 15 %"
                        + " on average, 50 % at most, over the limit for 3 of 10 s: from 2 s to 5 s. Raise the"
                        + " CPU quota of the container (cpu.max, or limits.cpu), or ask for less load.");
    }

    @Test
    void oneBadSecondLeavesTheVerdictAndWarns() throws Exception {
        RunResult result = watched(new Readings(1));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.generator().state()).isEqualTo(State.WARNING);
    }

    @Test
    void theWatchBeginsAfterTheWarmUpAndEndsWithTheRun() throws Exception {
        var readings = new Readings(0);
        var clock = new SimulatedClock();
        long start = clock.nanos();
        LoadRun.start(IDLE.plan(), QUIET, clock, readings).await();
        assertThat(readings.calls.getFirst())
                .isEqualTo("begin at " + (start + ofSeconds(2).toNanos()));
        assertThat(readings.calls).contains("close");
    }

    @Test
    void theTimeOfListenersToRequestsIsLookedAtWhereThereAreSome() throws Exception {
        var without = new Readings(0);
        LoadRun.start(IDLE.plan(), QUIET, new SimulatedClock(), without).await();
        assertThat(without.calls).doesNotContain("watch listeners");

        var with = new Readings(0);
        LoadRun.start(IDLE.onRequest(event -> {}).plan(), QUIET, new SimulatedClock(), with)
                .await();
        assertThat(with.calls.getFirst()).isEqualTo("watch listeners");
    }

    @Test
    @Timeout(60)
    void aStepThatKeepsAllCarriersBusyIsFound() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        LoadTest hogging = loadTest("hogging")
                .run(
                        scenario("hogs").exec("compute", user -> compute()),
                        users(4 * processors).during(ofSeconds(60)));
        var found = new CountDownLatch(6);
        Run run = LoadRun.startRehearsed(hogging.plan(), QUIET.listener(new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                if (snapshot.interval().requests() > 0) {
                    found.countDown();
                }
            }
        }));
        assertThat(found.await(40, TimeUnit.SECONDS)).isTrue();
        run.stop("seen enough");
        GeneratorHealth health = run.await().generator();
        assertThat(health.state()).isEqualTo(State.INVALID);
        assertThat(signal(health, "virtual threads late p95").state()).isEqualTo(State.INVALID);
    }

    /** Keeps a carrier for 100 ms, as does a library that hashes passwords. */
    private static void compute() {
        long end = System.nanoTime() + ofMillis(100).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Timeout(60)
    void aQuietRunIsNotDisturbedByItsWatch() throws Exception {
        LoadTest quiet = loadTest("quiet")
                .run(
                        scenario("quiet")
                                .exec("work", user -> user.pause(ofMillis(200)))
                                .thinkTime(constant(ofMillis(10))),
                        arrivals(perSecond(5)).during(ofSeconds(3)));
        RunResult result = LoadRun.startRehearsed(quiet.plan(), QUIET).await();
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(signal(result.generator(), "virtual threads late p95").state())
                .isNotEqualTo(State.NOT_MEASURED);
        assertThat(signal(result.generator(), "process CPU").state()).isNotEqualTo(State.NOT_MEASURED);
        assertThat(signal(result.generator(), "garbage collection").state()).isNotEqualTo(State.NOT_MEASURED);
    }

    private static Signal signal(GeneratorHealth health, String name) {
        return health.signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

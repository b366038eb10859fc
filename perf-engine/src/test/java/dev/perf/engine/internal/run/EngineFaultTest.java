package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunListener;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Runs on an engine that breaks while it puts the load on. */
class EngineFaultTest {

    private static final Scenario WORKING = scenario("work").exec("work", user -> user.pause(ofSeconds(1)));

    /** A machine that has room for some threads only. */
    private static final class NarrowClock implements Clock {
        private final Clock clock = new SimulatedClock();
        private final AtomicInteger room;
        private final boolean breaksWithin;
        private final AtomicBoolean broken = new AtomicBoolean();

        /**
         * Creates the clock of a machine.
         *
         * @param room how many users find room
         * @param breaksWithin whether the thread of the next one breaks, rather than its start
         */
        NarrowClock(int room, boolean breaksWithin) {
            this.room = new AtomicInteger(room);
            this.breaksWithin = breaksWithin;
        }

        @Override
        public long nanos() {
            if (breaksWithin && Thread.currentThread().isVirtual() && room.get() < 0 && !broken.getAndSet(true)) {
                throw new IllegalStateException("the clock is broken");
            }
            return clock.nanos();
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException {
            clock.awaitUntil(deadline, done);
        }

        @Override
        public void wake(Thread thread) {
            clock.wake(thread);
        }

        @Override
        public void interrupt(Thread thread) {
            clock.interrupt(thread);
        }

        @Override
        public Thread startUser(String name, Runnable life) {
            if (room.decrementAndGet() < 0 && !breaksWithin) {
                throw new IllegalStateException("no room for " + name);
            }
            return clock.startUser(name, life);
        }

        @Override
        public Thread startTimer(String name, Runnable task) {
            return clock.startTimer(name, task);
        }
    }

    private static RunResult reportOf(LoadTest test, Clock clock, String cause) throws Exception {
        var told = new CompletableFuture<RunResult>();
        RunListener reader = new RunListener() {
            @Override
            public void onEnd(RunResult result) {
                told.complete(result);
            }
        };
        LoadRun run = LoadRun.start(test.plan(), Runs.QUIET.listener(reader), clock);
        CompletionException thrown = catchThrowableOfType(CompletionException.class, run::await);
        assertThat(thrown).hasMessage("the run of \"broken\" ended with a fault of the engine");
        assertThat(thrown.getCause()).isInstanceOf(IllegalStateException.class).hasMessage(cause);
        RunResult result = Runs.checked(told.get());
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("the engine failed: java.lang.IllegalStateException: " + cause);
        return result;
    }

    @Test
    void aFaultWhileUsersAreStartedEndsAllLoadsAndReportsWhatWasMeasured() throws Exception {
        RunResult result = reportOf(
                loadTest("broken")
                        .run(WORKING, users().rampTo(10).over(ofSeconds(10)))
                        .run(
                                scenario("other").exec("work", user -> user.pause(ofSeconds(1))),
                                users(1).during(ofHours(1))),
                new NarrowClock(4, false),
                "no room for work-3");

        // Users come at 1, 2, 3 and, in vain, at 4 s, when the fourth and fifth iterations have ended or do so.
        assertThat(result.ledger().interrupted()).isZero();
        assertThat(result.ledger().started()).isBetween(10L, 14L);
        assertThat(result.duration()).isBetween(ofSeconds(4), ofSeconds(5));
    }

    @Test
    void aFaultWhileArrivalsAreStartedLeavesAnAccountThatAddsUp() throws Exception {
        RunResult result = reportOf(
                loadTest("broken").run(WORKING, arrivals(perSecond(1)).during(ofHours(1))),
                new NarrowClock(5, false),
                "no room for work-5");

        assertThat(result.ledger()).isEqualTo(ledger(5, 0, 1));
    }

    @Test
    void aFaultInTheThreadOfAUserEndsTheRunToo() throws Exception {
        RunResult result = reportOf(
                loadTest("broken").run(WORKING, arrivals(perSecond(0.5)).during(ofHours(1))),
                new NarrowClock(3, true),
                "the clock is broken");

        assertThat(result.ledger()).isEqualTo(ledger(3, 1, 0));
    }
}

package dev.perf.engine.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {

    private static final long SECOND = 1_000_000_000;

    private final SimulatedClock clock = new SimulatedClock();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    private interface Body {
        void run() throws Exception;
    }

    private void note(String event) {
        events.add(clock.elapsed().toSeconds() + " " + event);
    }

    /** Runs {@code body} on a thread of the clock and waits for it. */
    private void simulate(Body body) throws Exception {
        var ended = new CompletableFuture<Void>();
        clock.startTimer("main", () -> {
            try {
                body.run();
                ended.complete(null);
            } catch (Throwable thrown) {
                ended.completeExceptionally(thrown);
            }
        });
        ended.get();
    }

    private void sleep(long seconds) throws InterruptedException {
        clock.sleepUntil(clock.nanos() + seconds * SECOND);
    }

    private Thread user(String name, Body body) {
        return clock.startUser(name, () -> {
            try {
                body.run();
                note(name + " ended");
            } catch (InterruptedException interrupted) {
                note(name + " interrupted " + Thread.currentThread().isInterrupted());
            } catch (Exception other) {
                note(name + " " + other.getMessage());
            }
        });
    }

    @Test
    void jumpsToTheEarliestDeadlineWhenAllWait() throws Exception {
        simulate(() -> {
            user("late", () -> sleep(7200));
            user("early", () -> sleep(3600));
            sleep(10_000);
        });
        assertThat(events).containsExactly("3600 early ended", "7200 late ended");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(10_000));
    }

    @Test
    void letsThreadsThatAreDueAtOnceRunInTheOrderOfTheirStarts() throws Exception {
        simulate(() -> {
            user("a", () -> {
                sleep(1);
                sleep(1);
            });
            user("b", () -> sleep(2));
            user("c", () -> sleep(2));
            sleep(3);
        });
        assertThat(events).containsExactly("2 a ended", "2 b ended", "2 c ended");
    }

    @Test
    void looksAgainAtTheConditionOfAThreadThatIsWoken() throws Exception {
        var open = new AtomicBoolean();
        simulate(() -> {
            Thread waiter = user("waiter", () -> clock.awaitUntil(clock.nanos() + 100 * SECOND, open::get));
            sleep(1);
            clock.wake(waiter);
            sleep(1);
            open.set(true);
            sleep(1);
            clock.wake(waiter);
            sleep(1);
        });
        assertThat(events).containsExactly("3 waiter ended");
    }

    @Test
    void interruptsAWaiterAtTheMomentOfItsInterruption() throws Exception {
        simulate(() -> {
            Thread waiter = user("waiter", () -> sleep(100));
            Thread notYetRunning = user("new", () -> sleep(100));
            notYetRunning.interrupt();
            sleep(5);
            waiter.interrupt();
            sleep(1);
        });
        assertThat(events).containsExactly("0 new interrupted false", "5 waiter interrupted false");
    }

    @Test
    void letsTimePassWhileOneThreadWorks() throws Exception {
        simulate(() -> {
            user("waiter", () -> sleep(1));
            sleep(0);
            clock.sleepUntil(clock.nanos() + SECOND / 2);
            clock.work(Duration.ofSeconds(10));
            clock.sleepUntil(clock.nanos() + 1);
        });
        assertThat(events).containsExactly("10 waiter ended");
    }

    @Test
    void failsThreadsThatCouldOnlyWaitForEver() {
        assertThatThrownBy(() -> simulate(() -> {
                    user("other", () -> clock.awaitUntil(Long.MAX_VALUE, () -> false));
                    sleep(2);
                    clock.awaitUntil(Long.MAX_VALUE, () -> false);
                }))
                .hasRootCauseMessage("deadlock at PT2S: all wait without a deadline: main, other");
    }

    @Test
    void failsThreadsThatGoRoundWithoutWaiting() {
        assertThatThrownBy(() -> simulate(() -> {
                    while (true) {
                        clock.sleepUntil(clock.nanos());
                    }
                }))
                .hasRootCauseMessage("time stands still at PT0S: main and others go round without ever waiting");
    }

    @Test
    void refusesToBlockThreadsItDidNotStart() {
        assertThatThrownBy(() -> clock.sleepUntil(clock.nanos() + 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(" was not started by this clock");
    }
}

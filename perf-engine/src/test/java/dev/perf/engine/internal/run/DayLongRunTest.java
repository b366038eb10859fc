package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.every;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perMinute;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.soak.Soak.p95Rise;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.RunListener;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A day of simulated time: what the engine holds does not grow with the length of the run. */
class DayLongRunTest {

    /** What histograms of merged intervals, and nothing that counts iterations or seconds, may add in half a day. */
    private static final long SLACK_BYTES = 1_000_000;

    /** The heap in use at the ends of the first and of the second half. */
    private static final class Heap implements RunListener {
        final AtomicLong atNoon = new AtomicLong();
        final AtomicLong atMidnight = new AtomicLong();
        long seconds;

        @Override
        public void onSnapshot(Snapshot snapshot) {
            seconds++;
            if (snapshot.elapsed().equals(ofHours(12))) {
                atNoon.set(live());
            } else if (snapshot.elapsed().equals(ofHours(24))) {
                atMidnight.set(live());
            }
        }

        /** The least of several: what is left besides is garbage that a collection has not found yet. */
        private static long live() {
            var memory = ManagementFactory.getMemoryMXBean();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                System.gc();
                least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
            }
            return least;
        }
    }

    @Test
    @Timeout(120)
    void holdsNoMoreAfterADayThanAfterHalfOfIt() throws Exception {
        var clock = new SimulatedClock();
        var failures = new AtomicLong();
        LoadTest test = loadTest("day")
                .run(
                        scenario("visitors").group("visit", exec("work", user -> {
                            user.pause(ofMillis(50 + user.random().nextInt(50)));
                            // No two failures say the same.
                            if (user.random().nextInt(10) == 0) {
                                throw new IllegalStateException("failure " + failures.incrementAndGet());
                            }
                        })),
                        arrivals(perMinute(4)).during(ofHours(24)))
                .run(scenario("looper").exec("loop", user -> user.pause(ofMinutes(1))), users(1).during(ofHours(24)))
                .threshold("response_time: p(99) < 1m over 10m")
                .threshold("iterations: rate > 0")
                .healthCheck("well", every(ofMinutes(10)), () -> {})
                .soak(p95Rise().below(ofMillis(1)));
        var heap = new Heap();

        RunResult result = Runs.checked(
                LoadRun.start(test.plan(), Runs.QUIET.listener(heap), clock).await());

        assertThat(result.ledger().scheduled()).isEqualTo(24 * 60 * 4 + 24 * 60);
        assertThat(failures).hasValueGreaterThan(450);
        assertThat(heap.seconds).isGreaterThanOrEqualTo(24 * 3_600);
        assertThat(heap.atNoon.get()).isPositive();
        assertThat(heap.atMidnight.get() - heap.atNoon.get())
                .as("bytes by which the live heap grew in the second half of a day")
                .isLessThan(SLACK_BYTES);
        // What the result holds is bounded as well, however long the run.
        assertThat(result.intervals()).hasSizeBetween(600, 1_200);
        assertThat(result.errors()).hasSizeLessThanOrEqualTo(401);
        assertThat(result.intervals().stream()
                        .mapToLong(interval -> interval.requests())
                        .sum())
                .isEqualTo(result.requestCount());
        assertThat(result.thresholds().getLast().message()).startsWith("all 14");
    }
}

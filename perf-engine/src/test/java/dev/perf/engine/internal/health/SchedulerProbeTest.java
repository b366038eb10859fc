package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads of this machine: what they are late is its business, that it is seen is the probe's. */
@Tag("real-time")
class SchedulerProbeTest {

    private static final double PERIOD_MILLIS = 40;

    private final SchedulerProbe probe = new SchedulerProbe();

    @AfterEach
    void close() {
        probe.close();
    }

    private Reading read() {
        var reading = new Reading(0, 1);
        probe.read(reading);
        return reading;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void seesBothThreadsAgainAndAgain() {
        for (int second = 0; second < 3; second++) {
            await(() -> read().value(Vital.CARRIER_DELAY) >= 0);
            await(() -> read().value(Vital.MACHINE_DELAY) >= 0);
        }
    }

    @Test
    void seesThatCarriersAreHeldWhileTheyAre() throws InterruptedException {
        await(() -> read().value(Vital.CARRIER_DELAY) >= 0);
        var held = new AtomicBoolean(true);
        var gone = new CountDownLatch(Runtime.getRuntime().availableProcessors());
        for (long i = gone.getCount(); i > 0; i--) {
            Thread.ofVirtual().start(() -> {
                while (held.get()) {
                    Thread.onSpinWait();
                }
                gone.countDown();
            });
        }
        try {
            await(() -> read().value(Vital.CARRIER_DELAY) > 3 * PERIOD_MILLIS);
        } finally {
            held.set(false);
        }
        assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
        await(() -> read().value(Vital.CARRIER_DELAY) < PERIOD_MILLIS);
    }
}

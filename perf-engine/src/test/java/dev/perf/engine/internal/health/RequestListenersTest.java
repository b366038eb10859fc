package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestListenersTest {

    private @Nullable String slowest;
    private long cpuNanos = 300_000_000;
    private final RequestListeners sensor = new RequestListeners(() -> cpuNanos, new ListeningThread() {
        @Override
        public long threadId() {
            return 1;
        }

        @Override
        public @Nullable String slowest() {
            return slowest;
        }
    });

    private Reading read(double seconds) {
        var reading = new Reading(0, seconds);
        sensor.read(reading);
        return reading;
    }

    @Test
    void tellsTheShareOfTheProcessorsAndWhoTakesIt() {
        assertThat(read(0).value(Vital.LISTENERS)).as("before the load").isNaN();
        cpuNanos += 400_000_000;
        slowest = "onRequest at Shop.java:12 took 40 µs per request";
        Reading reading = read(0.5);
        assertThat(reading.value(Vital.LISTENERS))
                .isCloseTo(0.8 / Runtime.getRuntime().availableProcessors(), within(1e-9));
        assertThat(reading.note(Vital.LISTENERS)).isEqualTo("onRequest at Shop.java:12 took 40 µs per request");
        assertThat(read(1).value(Vital.LISTENERS)).as("of the next second").isZero();
    }

    @Test
    void readsNothingOfAThreadThatHasEnded() {
        cpuNanos = -1;
        assertThat(read(1).value(Vital.LISTENERS)).isNaN();
    }
}

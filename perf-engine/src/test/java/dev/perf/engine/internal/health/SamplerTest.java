package dev.perf.engine.internal.health;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SamplerTest {

    @Test
    void aSensorThatBreaksIsNotMeasuredAndBreaksNothing() throws InterruptedException {
        var later = new CountDownLatch(4);
        var sampler = new Sampler(List.of(
                () -> {
                    throw new NoClassDefFoundError("not in this runtime");
                },
                () -> reading -> {
                    throw new NumberFormatException("not as documented");
                },
                () -> reading -> {
                    reading.put(Vital.STEAL, 0.01);
                    later.countDown();
                }));
        sampler.prepare();
        sampler.begin(System.nanoTime());
        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        sampler.close();
        assertThat(sampler.taken())
                .isNotEmpty()
                .allSatisfy(reading -> assertThat(reading.values()).containsOnlyKeys(Vital.STEAL));
    }

    @Test
    void closesItsSensorsOnce() {
        var closed = new AtomicBoolean();
        var sampler = new Sampler(List.of(() -> new Sensor() {
            @Override
            public void read(Reading reading) {}

            @Override
            public void close() {
                assertThat(closed.getAndSet(true)).isFalse();
            }
        }));
        sampler.prepare();
        sampler.begin(System.nanoTime());
        sampler.close();
        sampler.close();
        assertThat(closed).isTrue();
    }

    @Test
    void readsNothingBeforeTheWarmUpHasEnded() {
        var sampler = new Sampler(List.of(() -> reading -> reading.put(Vital.STEAL, 1)));
        sampler.prepare();
        sampler.begin(System.nanoTime() + ofSeconds(3600).toNanos());
        sampler.close();
        assertThat(sampler.taken()).isEmpty();
    }
}

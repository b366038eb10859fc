package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final AtomicInteger expiries = new AtomicInteger();
    private final Deadline deadline = new Deadline(expiries::incrementAndGet);

    @Test
    void actsOnceWhenTheMomentHasCome() {
        deadline.start(1000);
        deadline.check(900);
        assertThat(deadline.hasExpired()).isFalse();
        deadline.check(1100);
        deadline.check(1200);
        assertThat(deadline.hasExpired()).isTrue();
        assertThat(expiries).hasValue(1);
        assertThat(deadline.stop()).isFalse();
    }

    @Test
    void leavesFinishedWorkAlone() {
        deadline.start(1000);
        assertThat(deadline.stop()).isTrue();
        deadline.check(2000);
        assertThat(expiries).hasValue(0);
    }

    @Test
    void watchesTheNextWorkAfterAnExpiry() {
        deadline.start(1000);
        deadline.check(2000);
        deadline.stop();
        deadline.start(3000);
        deadline.check(2500);
        assertThat(deadline.stop()).isTrue();
        assertThat(expiries).hasValue(1);
    }

    @Test
    void canBeMovedUntilItHasExpired() {
        deadline.start(1000);
        assertThat(deadline.move(2000)).isTrue();
        deadline.check(1500);
        assertThat(expiries).hasValue(0);
        deadline.check(2500);
        assertThat(deadline.move(3000)).isFalse();
        assertThat(deadline.stop()).isFalse();
    }

    @Test
    void worksAcrossTheOverflowOfTheClock() {
        deadline.start(Long.MAX_VALUE - 10 + 100);
        deadline.check(Long.MAX_VALUE - 10);
        assertThat(expiries).hasValue(0);
        deadline.check(Long.MIN_VALUE + 200);
        assertThat(expiries).hasValue(1);
    }
}

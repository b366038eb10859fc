package dev.perf.engine.internal.plan;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.perMinute;
import static dev.perf.Perf.perSecond;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSlotsTest {

    private static final SourceLocation HERE = new SourceLocation("here", 0);

    private static RequestSlots slots(Rate rate) {
        return RequestSlots.of(new Throttle.Constant(rate, HERE));
    }

    private static RequestSlots slots(OpenLoad profile) {
        return RequestSlots.of(new Throttle.Shape(profile, HERE));
    }

    /** How many requests are sent before {@code end} if somebody always wants to send one. */
    private static long sent(RequestSlots slots, Duration from, Duration end) {
        long count = 0;
        for (long slot = slots.openFrom(0); slot < end.toNanos(); slot = slots.openFrom(slots.after(slot))) {
            count += slot >= from.toNanos() ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"100, 10000000", "1, 1000000000", "1000000, 1000", "3, 333333334", "0.5, 2000000000", "7, 142857143"})
    void slotsOfAConstantRateAreEvenlySpaced(double rate, long gap) {
        assertThat(slots(perSecond(rate)).after(0)).isEqualTo(gap);
        assertThat(slots(perSecond(rate)).after(Duration.ofDays(30).toNanos()))
                .isEqualTo(Duration.ofDays(30).toNanos() + gap);
    }

    @Test
    void noMoreThanTheRateInAnySecond() {
        assertThat(sent(slots(perSecond(100)), ofSeconds(0), ofSeconds(60))).isEqualTo(6_000);
        assertThat(sent(slots(perMinute(30)), ofSeconds(0), ofMinutes(2))).isEqualTo(60);
    }

    @Test
    void aRampSendsTheAreaUnderItsLineAndThenTheLastRate() {
        RequestSlots slots = slots(arrivals(perSecond(0)).rampTo(perSecond(100)).over(ofSeconds(10)));

        assertThat(sent(slots, ofSeconds(0), ofSeconds(10))).isBetween(499L, 501L);
        assertThat(sent(slots, ofSeconds(10), ofSeconds(20))).isBetween(999L, 1_001L);
    }

    @Test
    void stepsChangeTheRateAtOnce() {
        RequestSlots slots = slots(arrivals(perSecond(10))
                .during(ofSeconds(5))
                .rampTo(perSecond(50))
                .over(Duration.ZERO)
                .hold(ofSeconds(5))
                .rampTo(perSecond(20))
                .over(Duration.ZERO)
                .hold(ofSeconds(1)));

        assertThat(sent(slots, ofSeconds(0), ofSeconds(5))).isEqualTo(50);
        assertThat(sent(slots, ofSeconds(5), ofSeconds(10))).isEqualTo(250);
        assertThat(sent(slots, ofSeconds(10), ofSeconds(20))).isEqualTo(200);
    }

    @Test
    void nothingIsSentWhileTheRateIsZero() {
        RequestSlots slots = slots(arrivals(perSecond(0))
                .during(ofSeconds(5))
                .rampTo(perSecond(10))
                .over(Duration.ZERO)
                .hold(ofSeconds(5)));

        assertThat(slots.openFrom(0)).isEqualTo(ofSeconds(5).toNanos());
        assertThat(sent(slots, ofSeconds(0), ofSeconds(10))).isEqualTo(50);
    }
}

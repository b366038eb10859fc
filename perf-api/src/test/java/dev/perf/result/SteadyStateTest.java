package dev.perf.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

    /** An interval per second in which all ten requests took the same time. */
    private static List<Interval> seconds(int count, IntToDoubleFunction millis) {
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < count; i++) {
            long nanos = Math.round(millis.applyAsDouble(i) * 1e6);
            Distribution times = nanos == 0
                    ? Distribution.EMPTY
                    : Distribution.of(new long[] {nanos}, new long[] {10}, nanos, nanos, nanos * 10.0);
            intervals.add(new Interval(
                    Duration.ofSeconds(i), Duration.ofSeconds(1), 1, 10, 10, 0, 10, 10, 0, 0, times, times));
        }
        return intervals;
    }

    private static IntToDoubleFunction noise(long seed, double level) {
        double[] values = new SplittableRandom(seed)
                .doubles(10_000, level * 0.9, level * 1.1)
                .toArray();
        return i -> values[i];
    }

    @Test
    void findsTheEndOfAWarmUp() {
        SteadyState found = SteadyState.of(seconds(120, i -> i < 20 ? 200 - 9 * i : 20 + i % 5));

        assertThat(found.from()).isEqualTo(Duration.ofSeconds(20));
        assertThat(found.drift()).isNotNull();
        assertThat(found.drift().isSignificant()).isFalse();
        assertThat(found.describe()).isEqualTo("steady from 20 s on");
    }

    @Test
    void aConstantSeriesIsSteadyFromTheStart() {
        SteadyState found = SteadyState.of(seconds(60, i -> 20));

        assertThat(found).isEqualTo(new SteadyState(Duration.ZERO, new SteadyState.Drift(0, 1)));
        assertThat(found.describe()).isEqualTo("steady from the start");
    }

    @Test
    void findsDriftInASteadyState() {
        IntToDoubleFunction noise = noise(7, 100);
        SteadyState found = SteadyState.of(seconds(600, i -> noise.applyAsDouble(i) + i * 0.01));

        assertThat(found.from()).isNotNull();
        assertThat(found.drift()).isNotNull();
        assertThat(found.drift().isSignificant()).isTrue();
        assertThat(found.drift().millisPerMinute()).isEqualTo(0.6, offset(0.3));
    }

    @Test
    void aRunThatOnlyDriftsIsNotSteady() {
        SteadyState found = SteadyState.of(seconds(600, i -> 100 + i * 0.05));

        assertThat(found.from()).isNull();
        assertThat(found.drift()).isNotNull();
        assertThat(found.drift().millisPerMinute()).isEqualTo(3, offset(1e-6));
        assertThat(found.drift().chance()).isLessThan(1e-6);
        assertThat(found.describe())
                .isEqualTo("no steady state found, and the median rises by 3.00 ms/min (p < 0.001)");
    }

    @Test
    void noSteadyStateWhereTheRunSettlesOnlyAtItsEnd() {
        assertThat(SteadyState.of(seconds(60, i -> i < 50 ? 500 - 8 * i : 20)).from())
                .isNull();
    }

    @Test
    void fewIntervalsTellNothing() {
        assertThat(SteadyState.of(seconds(29, i -> 20)).describe()).isEqualTo("no steady state found");
        assertThat(SteadyState.of(seconds(60, i -> i % 3 == 0 ? 20 : 0)).from()).isNull();
        assertThat(SteadyState.of(List.of()).from()).isNull();
    }

    @Test
    void callsNoiseDriftNoMoreOftenThanItSays() {
        long found = IntStream.range(0, 1_000)
                .mapToObj(seed -> SteadyState.of(seconds(300, noise(seed, 20))).drift())
                .filter(drift -> drift != null && drift.isSignificant())
                .count();

        // One percent of 1,000; more than 22 would be chance in 1 of 3,000 sets of seeds, and these seeds are fixed.
        assertThat(found).isLessThanOrEqualTo(22);
    }

    @Test
    void truncatesWhereTheStandardErrorIsLeast() {
        assertThat(SteadyState.cut(9, 9, 1, 1, 1, 1, 1, 1, 1, 1)).isEqualTo(2);
        assertThat(SteadyState.cut(1, 1, 1, 1, 1, 1)).isZero();
    }

    @Test
    void theMannKendallTestAgreesWithTheBook() {
        // S = 10 of 5 values: variance 5 * 4 * 15 / 18 = 16.667, z = 9 / 4.0825 = 2.2045.
        assertThat(SteadyState.chance(1, 2, 3, 4, 5)).isEqualTo(0.02749, offset(1e-4));
        // S = 8, ties of 2: variance (5 * 4 * 15 - 2 * 1 * 9 * 2) / 18 = 14.667, z = 7 / 3.8297 = 1.8278.
        assertThat(SteadyState.chance(1, 1, 2, 2, 3)).isEqualTo(0.06758, offset(1e-4));
        assertThat(SteadyState.chance(1, 1, 1)).isEqualTo(1);
        assertThat(SteadyState.Drift.senSlope(new double[] {0, 1, 2, 3}, new double[] {0, 2, 4, 100}))
                .isEqualTo((2 + 100 / 3.0) / 2, offset(1e-9));
    }
}

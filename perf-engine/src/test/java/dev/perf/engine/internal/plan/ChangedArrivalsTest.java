package dev.perf.engine.internal.plan;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.perSecond;
import static dev.perf.engine.internal.plan.ArrivalSchedule.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.OpenLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arrivals whose rate is changed while they go on. */
class ChangedArrivalsTest {

    private static final long SECOND = 1_000_000_000;
    private static final long SEED = 11;

    /** A rate, and since when. */
    private record Change(long from, double perSecond) {}

    private static OpenLoad tenSecondsAt(double rate) {
        return arrivals(perSecond(rate)).during(Duration.ofSeconds(10));
    }

    /** All starts of {@code load} where the rate is changed as a runner does it. */
    private static List<Long> starts(OpenLoad load, Change... changes) {
        var starts = new ArrayList<Long>();
        ArrivalSchedule schedule = ArrivalSchedule.of(load);
        ArrivalSchedule.Arrivals arrivals = schedule.arrivals(SEED);
        long due = arrivals.next();
        for (Change change : changes) {
            for (; due < change.from(); due = arrivals.next()) {
                starts.add(due);
            }
            schedule = schedule.changedAt(change.from(), change.perSecond());
            due = arrivals.follow(schedule);
        }
        for (; due != NEVER; due = arrivals.next()) {
            starts.add(due);
        }
        return starts;
    }

    private static Change at(long nanos, double perSecond) {
        return new Change(nanos, perSecond);
    }

    @Test
    void changeNothingAtTheSameRate() {
        for (OpenLoad load : List.of(tenSecondsAt(3), tenSecondsAt(3).poisson())) {
            List<Long> planned = starts(load);
            for (long from : new long[] {0, 1, SECOND / 6, SECOND, 5 * SECOND, 10 * SECOND - 1, 10 * SECOND}) {
                List<Long> changed = starts(load, at(from, 3));
                assertThat(changed).as("from " + from).hasSameSizeAs(planned);
                for (int k = 0; k < planned.size(); k++) {
                    assertThat(Math.abs(changed.get(k) - planned.get(k)))
                            .as("start %d from %d", k, from)
                            .isLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void beginHalfWayBetweenTwoStartsWhereNothingCameBefore() {
        List<Long> starts = starts(tenSecondsAt(1), at(0, 10));
        assertThat(starts).hasSize(100);
        assertThat(starts.getFirst()).isEqualTo(SECOND / 20);
    }

    @Test
    void startNobodyAtRateZero() {
        assertThat(starts(tenSecondsAt(10), at(5 * SECOND, 0))).hasSize(50);
        // Half a start was left over when the rate fell to zero.
        List<Long> starts = starts(tenSecondsAt(10), at(5 * SECOND, 0), at(9 * SECOND, 10));
        assertThat(starts).hasSize(60);
        assertThat(starts.get(50)).isEqualTo(9 * SECOND + SECOND / 20);
    }

    @Test
    void countWhatARampHasCoveredByItsAreaAndNotByItsTime() {
        OpenLoad ramp = arrivals(perSecond(0)).rampTo(perSecond(2)).over(Duration.ofSeconds(10));
        // The area is t^2/10, so 0.1 at 1 s: 0.4 are left of the half to the first start.
        assertThat(starts(ramp, at(SECOND, 1)).getFirst()).isEqualTo(SECOND + SECOND * 4 / 10);
    }

    @Test
    void countWhatStartedAtOnceBeforeTheChangeAndNothingOfWhatWouldHaveAfterIt() {
        OpenLoad bursts = arrivals()
                .atOnce(5)
                .rampTo(perSecond(1))
                .over(Duration.ZERO)
                .hold(Duration.ofSeconds(10))
                .atOnce(7)
                .hold(Duration.ofSeconds(10));
        for (OpenLoad load : List.of(bursts, bursts.poisson())) {
            assertThat(starts(load, at(0, 0))).isEmpty();
            assertThat(starts(load, at(1, 0))).hasSize(5).allMatch(start -> start == 0);
            List<Long> planned = starts(load);
            List<Long> changed = starts(load, at(10 * SECOND, 0));
            assertThat(changed)
                    .isEqualTo(planned.stream()
                            .filter(start -> start < 10 * SECOND)
                            .toList());
        }
    }

    @Test
    void ofAPoissonProcessStayOneAtTheNewRate() {
        OpenLoad load = arrivals(perSecond(100)).during(Duration.ofMinutes(100)).poisson();
        long change = Duration.ofMinutes(50).toNanos();
        List<Long> starts = starts(load, at(change, 400));
        List<Long> planned = starts(load);
        List<Long> before = planned.stream().filter(start -> start < change).toList();
        List<Long> after = starts.subList(before.size(), starts.size());
        assertThat(starts.subList(0, before.size())).isEqualTo(before);
        // The same random numbers, four times as fast.
        for (int k = 0; k < 100_000; k++) {
            long gap = planned.get(before.size() + k) - change;
            assertThat(Math.abs(after.get(k) - change - gap / 4)).isLessThanOrEqualTo(1);
        }
        // 1,200,000 on the average, with a standard deviation of 1,095.
        assertThat(after.size()).isBetween(1_200_000 - 4_000, 1_200_000 + 4_000);
        // Of exponential gaps e^-1 are longer than their mean; evenly spaced ones would all be about as long.
        long longer = 0;
        for (int k = 1; k < after.size(); k++) {
            longer += after.get(k) - after.get(k - 1) > SECOND / 400 ? 1 : 0;
        }
        assertThat((double) longer / after.size()).isBetween(Math.exp(-1) - 0.002, Math.exp(-1) + 0.002);
        assertThat(starts(load, at(change, 400))).isEqualTo(starts);
    }

    @Test
    void ofAPoissonProcessKeepTheNextOneThroughARateOfZero() {
        OpenLoad load = tenSecondsAt(100).poisson();
        List<Long> planned = starts(load);
        List<Long> held = starts(load, at(2 * SECOND, 0), at(5 * SECOND, 100));
        int before = (int) planned.stream().filter(start -> start < 2 * SECOND).count();
        assertThat(held.subList(0, before)).isEqualTo(planned.subList(0, before));
        assertThat(Math.abs(held.get(before) - planned.get(before) - 3 * SECOND))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void startWhatTheAreaUnderManyRatesHolds() {
        Random random = new Random(7);
        for (int law = 0; law < 200; law++) {
            double rate = 1 + random.nextInt(50);
            OpenLoad load = tenSecondsAt(rate);
            double area = 0;
            long before = 0;
            var changes = new ArrayList<Change>();
            for (int change = 0; change < 20; change++) {
                long from = before + random.nextLong(SECOND / 2);
                area += rate * (from - before) / SECOND;
                rate = random.nextInt(50);
                changes.add(at(from, rate));
                before = from;
            }
            area += rate * (10 * SECOND - before) / SECOND;
            List<Long> starts = starts(load, changes.toArray(Change[]::new));
            assertThat((double) starts.size()).as("seeded law %d", law).isBetween(area - 0.501, area + 0.501);
            assertThat(starts).isSorted();
        }
    }
}

package dev.perf.engine.internal.plan;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.perSecond;
import static dev.perf.engine.internal.plan.ConstantArrivals.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConstantArrivalsTest {

    private static final long SECOND = 1_000_000_000;

    private static ArrivalSchedule tenSecondsAt(double rate) {
        return ArrivalSchedule.of(arrivals(perSecond(rate)).during(Duration.ofSeconds(10)));
    }

    private static ConstantArrivals follow(ArrivalSchedule before, long from, double rate) {
        long due = before.dueBefore(from);
        return ConstantArrivals.after(
                due == 0 ? NONE : before.startOf(due - 1),
                due == before.count() ? NONE : before.startOf(due),
                from,
                before.end(),
                rate);
    }

    @Test
    void changesNothingAtTheSameRate() {
        ArrivalSchedule plan = tenSecondsAt(3);
        for (long from : new long[] {1, SECOND / 6 - 1, SECOND / 6 + 2, SECOND, 5 * SECOND, 10 * SECOND - 1}) {
            long due = plan.dueBefore(from);
            ConstantArrivals arrivals = follow(plan, from, 3);
            assertThat(arrivals.count()).as("from " + from).isEqualTo(30 - due);
            for (long k = 0; k < arrivals.count(); k++) {
                assertThat(Math.abs(arrivals.startOf(k) - plan.startOf(due + k)))
                        .as("start %d from %d", k, from)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void beginsHalfWayBetweenTwoStartsWhereNothingCameBefore() {
        ConstantArrivals arrivals = follow(tenSecondsAt(1), 0, 10);
        assertThat(arrivals.count()).isEqualTo(100);
        assertThat(arrivals.startOf(0)).isEqualTo(SECOND / 20);
        assertThat(arrivals.rateAt(0)).isEqualTo(10);
        assertThat(arrivals.rateAt(10 * SECOND)).isZero();
    }

    @Test
    void startsNobodyAtRateZero() {
        ConstantArrivals none = follow(tenSecondsAt(10), 5 * SECOND, 0);
        assertThat(none.count()).isZero();
        ConstantArrivals some = none.then(0, 9 * SECOND, 10);
        // Half a start was left over when the rate fell to zero.
        assertThat(some.count()).isEqualTo(10);
        assertThat(some.startOf(0)).isEqualTo(9 * SECOND + SECOND / 20);
    }

    @Test
    void startsWhatTheAreaUnderManyRatesHolds() {
        Random random = new Random(7);
        for (int law = 0; law < 200; law++) {
            double rate = 1 + random.nextInt(50);
            long from = random.nextLong(5 * SECOND);
            ArrivalSchedule plan = tenSecondsAt(rate);
            double area = rate * from / SECOND;
            long started = plan.dueBefore(from);
            rate = random.nextInt(50);
            ConstantArrivals current = follow(plan, from, rate);
            for (int change = 0; change < 20; change++) {
                long at = from + random.nextLong(SECOND / 4);
                long next = 0;
                while (next < current.count() && current.startOf(next) < at) {
                    next++;
                }
                started += next;
                area += rate * (at - from) / SECOND;
                rate = random.nextInt(50);
                current = current.then(next, at, rate);
                from = at;
            }
            area += rate * (plan.end() - from) / SECOND;
            started += current.count();
            assertThat((double) started).as("seeded law %d", law).isBetween(area - 0.501, area + 0.501);
        }
    }
}

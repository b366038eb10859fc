package dev.perf.engine.internal.plan;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.ClosedLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedScheduleLawTest {

    private static final long SECOND = 1_000_000_000;

    private static ClosedSchedule ramp(int from, int to, int seconds) {
        return ClosedSchedule.of(ClosedLoad.startingWith(from).rampTo(to).over(ofSeconds(seconds)));
    }

    /** Each time at which the number of users changes, and the number from then on. */
    private static List<String> changes(ClosedSchedule schedule) {
        var changes = new ArrayList<String>();
        int before = -1;
        for (long time = 0; time != ClosedSchedule.NEVER; time = schedule.nextChange(time)) {
            int users = schedule.usersAt(time);
            if (users != before) {
                changes.add(time + ":" + users);
                before = users;
            }
        }
        return changes;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 10, 0, 0",
        "0, 10, 10, 999999999, 0",
        "0, 10, 10, 1000000000, 1",
        "0, 10, 10, 9999999999, 9",
        "0, 10, 10, 10000000000, 0",
        "10, 0, 10, 0, 10",
        "10, 0, 10, 999999999, 10",
        "10, 0, 10, 1000000000, 9",
        "10, 0, 10, 9999999999, 1",
        "3, 3, 10, 5000000000, 3",
        "0, 3, 10, 3333333333, 0",
        "0, 3, 10, 3333333334, 1",
        "0, 10, 10, -1, 0"
    })
    void roundsTowardsTheStartOfTheStage(int from, int to, int seconds, long time, int users) {
        assertThat(ramp(from, to, seconds).usersAt(time)).isEqualTo(users);
    }

    @Test
    void changesOneByOneOnARamp() {
        assertThat(changes(ramp(0, 3, 10))).containsExactly("0:0", "3333333334:1", "6666666667:2", "10000000000:0");
        assertThat(changes(ramp(3, 1, 4))).containsExactly("0:3", "2000000000:2", "4000000000:0");
    }

    @Test
    void jumpsAtStagesWithoutLength() {
        ClosedSchedule schedule = ClosedSchedule.of(ClosedLoad.startingWith(2)
                .during(ofSeconds(1))
                .rampTo(9)
                .over(ZERO)
                .hold(ofSeconds(1))
                .rampTo(0)
                .over(ZERO)
                .rampTo(4)
                .over(ZERO)
                .hold(ofSeconds(1)));
        assertThat(changes(schedule)).containsExactly("0:2", "1000000000:9", "2000000000:4", "3000000000:0");
        assertThat(schedule.peak()).isEqualTo(9);
        assertThat(schedule.usersAtEnd()).isEqualTo(4);
        assertThat(schedule.end()).isEqualTo(3 * SECOND);
    }

    @Test
    void changesNeverAgainAfterTheEnd() {
        assertThat(ramp(0, 3, 10).nextChange(10 * SECOND)).isEqualTo(ClosedSchedule.NEVER);
    }

    @Test
    void countsWithoutOverflowOverAMonthOfAMillionUsers() {
        ClosedSchedule schedule =
                ClosedSchedule.of(ClosedLoad.startingWith(0).rampTo(1_000_000).over(ofDays(30)));
        long half = ofDays(15).toNanos();
        assertThat(schedule.usersAt(half)).isEqualTo(500_000);
        assertThat(schedule.usersAt(half - 1)).isEqualTo(499_999);
        assertThat(schedule.nextChange(half)).isEqualTo(half + ofDays(30).toNanos() / 1_000_000);
    }

    @Test
    void staysAsItIsBetweenChangesOfRandomProfiles() {
        var random = new SplittableRandom(2);
        for (int run = 0; run < 200; run++) {
            ClosedLoad load = ClosedLoad.startingWith(random.nextInt(20)).during(ofMillis(random.nextInt(1, 500)));
            for (int stage = 0; stage < 4; stage++) {
                load = load.rampTo(random.nextInt(20)).over(ofMillis(random.nextInt(500)));
            }
            ClosedSchedule schedule = ClosedSchedule.of(load);
            for (long time = 0; time < schedule.end(); ) {
                long next = schedule.nextChange(time);
                assertThat(next).isGreaterThan(time).isLessThanOrEqualTo(schedule.end());
                assertThat(schedule.usersAt(next - 1)).isEqualTo(schedule.usersAt(time));
                time = next;
            }
        }
    }
}

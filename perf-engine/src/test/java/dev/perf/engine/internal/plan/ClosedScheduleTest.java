package dev.perf.engine.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.ClosedLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClosedScheduleTest {

    @Test
    void keepsAConstantNumberUntilTheEnd() {
        ClosedSchedule schedule = ClosedSchedule.of(ClosedLoad.startingWith(7).during(Duration.ofSeconds(10)));

        assertThat(schedule.usersAt(0)).isEqualTo(7);
        assertThat(schedule.usersAt(seconds(10) - 1)).isEqualTo(7);
        assertThat(schedule.usersAt(seconds(10))).isZero();
        assertThat(schedule.nextChange(0)).isEqualTo(seconds(10));
        assertThat(schedule.nextChange(seconds(10))).isEqualTo(ClosedSchedule.NEVER);
    }

    @Test
    void climbsStepsAsGatlingDocumentsThem() {
        // Levels of 10, 15, 20, 25 and 30 for 10 s each, with ramps of 10 s between them.
        ClosedSchedule schedule = ClosedSchedule.of(ClosedLoad.startingWith(10)
                .incrementBy(5)
                .times(5)
                .separatedByRampsLasting(Duration.ofSeconds(10))
                .eachLevelLasting(Duration.ofSeconds(10)));

        assertThat(schedule.end()).isEqualTo(seconds(90));
        for (int level = 0; level < 5; level++) {
            assertThat(schedule.usersAt(seconds(20 * level))).isEqualTo(10 + 5 * level);
            assertThat(schedule.usersAt(seconds(20 * level + 10) - 1)).isEqualTo(10 + 5 * level);
        }
        assertThat(schedule.usersAt(seconds(16))).isEqualTo(13);
    }

    @Test
    void climbsStepsFromNothing() {
        ClosedSchedule jumps = ClosedSchedule.of(
                ClosedLoad.startingWith(0).incrementBy(5).times(2).eachLevelLasting(Duration.ofSeconds(10)));

        assertThat(jumps.usersAt(0)).isEqualTo(5);
        assertThat(jumps.usersAt(seconds(10))).isEqualTo(10);
        assertThat(jumps.end()).isEqualTo(seconds(20));
    }

    @Test
    void rampsInEqualSteps() {
        ClosedSchedule schedule = ClosedSchedule.of(ClosedLoad.startingWith(0)
                .rampTo(4)
                .over(Duration.ofSeconds(4))
                .rampTo(1)
                .over(Duration.ofSeconds(3)));

        assertThat(changes(schedule)).containsExactly("0s:0", "1s:1", "2s:2", "3s:3", "4s:4", "5s:3", "6s:2", "7s:0");
    }

    @Test
    void jumpsInNoTime() {
        ClosedSchedule schedule = ClosedSchedule.of(ClosedLoad.startingWith(1)
                .during(Duration.ofSeconds(2))
                .rampTo(5)
                .over(Duration.ZERO)
                .hold(Duration.ofSeconds(1)));

        assertThat(changes(schedule)).containsExactly("0s:1", "2s:5", "3s:0");
        assertThat(schedule.peak()).isEqualTo(5);
    }

    /** One user more or less at each change, whatever the numbers: no change is lost to rounding. */
    @Test
    void changesByOneUserAtATimeOverADay() {
        ClosedSchedule schedule =
                ClosedSchedule.of(ClosedLoad.startingWith(3).rampTo(100_003).over(Duration.ofDays(1)));

        int users = 3;
        for (long time = schedule.nextChange(0); time < schedule.end(); time = schedule.nextChange(time)) {
            assertThat(schedule.usersAt(time - 1)).isEqualTo(users);
            assertThat(schedule.usersAt(time)).isEqualTo(++users);
        }
        assertThat(users).isEqualTo(100_002);
    }

    private static List<String> changes(ClosedSchedule schedule) {
        var changes = new ArrayList<String>();
        for (long time = 0; time != ClosedSchedule.NEVER; time = schedule.nextChange(time)) {
            changes.add(TimeUnit.NANOSECONDS.toSeconds(time) + "s:" + schedule.usersAt(time));
        }
        return changes;
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}

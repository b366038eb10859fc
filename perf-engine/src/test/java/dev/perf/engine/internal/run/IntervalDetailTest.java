package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a result knows of each interval beyond its requests. */
class IntervalDetailTest {

    @Test
    void theOfferedRateFollowsTheProfile() throws Exception {
        RunResult result = run(loadTest("offered")
                .run(
                        scenario("visitors").exec("work", user -> user.pause(ofMillis(10))),
                        arrivals(perSecond(2))
                                .during(ofSeconds(10))
                                .rampTo(perSecond(6))
                                .over(ofSeconds(10))));

        assertThat(result.intervals().subList(0, 9))
                .allSatisfy(second -> assertThat(second.offeredPerSecond()).isEqualTo(2));
        assertThat(result.intervals().get(14).offeredPerSecond()).isEqualTo(4);
        assertThat(result.intervals())
                .allSatisfy(second -> assertThat(second.wantedUsers()).isZero());
    }

    @Test
    void theWantedUsersFollowTheProfile() throws Exception {
        RunResult result = run(loadTest("wanted")
                .run(
                        scenario("visitors").exec("work", user -> user.pause(ofMillis(10))),
                        users(3).during(ofSeconds(20))));

        assertThat(result.intervals().subList(0, 19)).allSatisfy(second -> {
            assertThat(second.wantedUsers()).isEqualTo(3);
            assertThat(second.offeredPerSecond()).isZero();
        });
    }

    @Test
    void failuresAreCountedByKindInEachInterval() throws Exception {
        // Two iterations a second; every second one fails in two ways.
        RunResult result = run(loadTest("kinds")
                .run(
                        scenario("visitors").exec("work", user -> {
                            user.pause(ofMillis(10));
                            if (user.id() % 2 == 1) {
                                user.check("even", false);
                                user.fail("ODD", "number " + user.id());
                            }
                        }),
                        arrivals(perSecond(2)).during(ofSeconds(20))));

        assertThat(result.intervals().subList(0, 20))
                .allSatisfy(second -> assertThat(second.errors()).isEqualTo(Map.of("ODD", 1L, "check", 1L)));
        Interval all = result.intervals().stream().reduce(Interval::plus).orElseThrow();
        assertThat(all.errors()).isEqualTo(Map.of("ODD", 20L, "check", 20L));
        assertThat(all.errors().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(
                        result.errors().stream().mapToLong(ErrorResult::count).sum());
    }

    @Test
    void eachIntervalKnowsHowLateWasBegun() throws Exception {
        RunResult result = run(loadTest("lag")
                .run(
                        scenario("visitors").exec("work", user -> user.pause(ofMillis(10))),
                        arrivals(perSecond(5)).during(ofSeconds(20))));

        // A start and the end of a pause each; in simulated time nobody is late.
        assertThat(result.intervals().subList(0, 20)).allSatisfy(second -> {
            assertThat(second.scheduleLag().count()).isEqualTo(10);
            assertThat(second.scheduleLag().max()).isZero();
        });
    }
}

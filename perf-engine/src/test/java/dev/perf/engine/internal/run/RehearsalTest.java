package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.LoadProfile;
import dev.perf.plan.TestPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void countsTheArrivalsOfTheFirstSecondAndARampAsWhatItHasComeTo() {
        assertThat(inFirstSecond(arrivals(perSecond(20_000)).during(Duration.ofSeconds(10))))
                .isEqualTo(20_000);
        assertThat(inFirstSecond(
                        arrivals(perSecond(0)).rampTo(perSecond(10_000)).over(Duration.ofSeconds(2))))
                .isEqualTo(5_000);
        assertThat(inFirstSecond(users(10_000).during(Duration.ofSeconds(10)))).isZero();
    }

    @Test
    void sendsRequestsToItselfUntilThereWereEnough() {
        assertThat(Rehearsal.hold(5_000, () -> false)).isGreaterThan(1_000);
    }

    @Test
    void isNotHeldWhereNobodyWaitsForTheRunAnyMore() {
        assertThat(Rehearsal.hold(5_000, () -> true)).isZero();
    }

    private static double inFirstSecond(LoadProfile load) {
        TestPlan plan = loadTest("any")
                .run(scenario("any").exec(exec("nothing", user -> {})), load)
                .plan();
        return Rehearsal.inFirstSecond(plan);
    }
}

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
    void isWorthwhileWhereManyArrivalsAreDueInTheFirstSecond() {
        assertThat(isWorthwhile(arrivals(perSecond(20_000)).during(Duration.ofSeconds(10))))
                .isTrue();
        assertThat(isWorthwhile(arrivals(perSecond(100)).during(Duration.ofSeconds(10))))
                .isFalse();
        assertThat(isWorthwhile(users(10_000).during(Duration.ofSeconds(10)))).isFalse();
    }

    @Test
    void sendsRequestsToItself() {
        assertThat(Rehearsal.hold()).isEqualTo(5_000);
    }

    private static boolean isWorthwhile(LoadProfile load) {
        TestPlan plan = loadTest("any")
                .run(scenario("any").exec(exec("nothing", user -> {})), load)
                .plan();
        return Rehearsal.isWorthwhile(plan);
    }
}

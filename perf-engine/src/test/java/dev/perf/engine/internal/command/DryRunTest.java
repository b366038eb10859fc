package dev.perf.engine.internal.command;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.afterStopped;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.plan.TestPlan;
import dev.perf.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTest {

    private static final TestPlan PLAN = loadTest("order")
            .run(nothing("a"), users(1).during(ofMinutes(2)), startingAfter(ofSeconds(30)))
            .run(nothing("b"), arrivals(perSecond(2)).during(ofMinutes(1)), afterStopped("a"))
            .run(nothing("c"), users(1).during(ofMinutes(1)), afterFinished("b").plus(ofSeconds(5)))
            .run(nothing("d"), users(1).during(ofMinutes(1)), afterStopped("c"))
            .plan();

    private static Scenario nothing(String name) {
        return scenario(name).exec("nothing", user -> {});
    }

    @Test
    void drawsEachProfileFromWhenItBegins() {
        List<String> lines = DryRun.describe(PLAN);

        assertThat(lines)
                .contains("  length      5m35s")
                .contains("    begins after 30s")
                .contains("    begins when \"a\" has stopped")
                .contains("    begins 5s after the moment when \"b\" has finished");
        assertThat(lines.stream().map(String::strip).filter(line -> line.endsWith("users") || line.endsWith("/s")))
                .map(line -> line.replaceAll(" {2,}", " "))
                .contains("30s 2m30s users", "2m30s 3m30s arrivals/s", "~3m35s ~4m35s users", "~4m35s ~5m35s users");
    }
}

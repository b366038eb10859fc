package dev.perf.engine;

import static dev.perf.Perf.block;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.exitBlockIf;
import static dev.perf.Perf.exitBlockOnFail;
import static dev.perf.Perf.exitRun;
import static dev.perf.Perf.exitRunIf;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every mistake in how steps are put together is found before the first request. */
class FlowMistakesTest {

    private static final Step WORK = exec("work", user -> {});

    @Test
    void findsExitsFromNoBlock() {
        assertThat(problems(exitBlock(), sequence(exitBlockIf(session -> true), WORK)))
                .containsExactly(
                        "scenario \"s\": exitBlock is in no block that it could leave; put it into block(...), a loop,"
                                + " a group or a task, or use exitIteration",
                        "scenario \"s\": exitBlockIf is in no block that it could leave; put it into block(...), a"
                                + " loop, a group or a task, or use exitIteration");
    }

    @Test
    void findsExitsFromTheRunWithoutAReason() {
        assertThat(problems(exitRun(" "), exitRunIf(session -> true, "")))
                .containsExactly(
                        "scenario \"s\": exitRun has no reason; say for the result why the run is stopped",
                        "scenario \"s\": exitRunIf has no reason; say for the result why the run is stopped");
    }

    @Test
    void findsTriesThatAreNone() {
        assertThat(problems(tryUpTo(0, WORK)))
                .containsExactly("scenario \"s\", tryUpTo: the number of tries must be positive, got 0");
    }

    @Test
    void findsBlocksWithoutSteps() {
        assertThat(problems(block(), sequence(), tryUpTo(2), exitBlockOnFail()))
                .containsExactly(
                        "scenario \"s\", block: it has no steps; add one",
                        "scenario \"s\", sequence: it has no steps; add one",
                        "scenario \"s\", tryUpTo: it has no steps; add one",
                        "scenario \"s\", exitBlockOnFail: it has no steps; add one");
    }

    private static List<String> problems(Step... steps) {
        return problems(loadTest("t").run(scenario("s").exec(steps), users(1).during(ofSeconds(1))));
    }

    private static List<String> problems(LoadTest test) {
        InvalidPlanException mistakes =
                catchThrowableOfType(InvalidPlanException.class, () -> test.run(RunOptions.DEFAULTS.withoutReport()));
        assertThat(mistakes).as("mistakes found").isNotNull();
        return mistakes.problems().stream()
                .map(problem -> problem.where() + ": " + problem.message())
                .toList();
    }
}

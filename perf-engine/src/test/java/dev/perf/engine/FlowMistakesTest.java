package dev.perf.engine;

import static dev.perf.Perf.asLongAs;
import static dev.perf.Perf.block;
import static dev.perf.Perf.doWhile;
import static dev.perf.Perf.during;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.exitBlockIf;
import static dev.perf.Perf.exitBlockOnFail;
import static dev.perf.Perf.exitRun;
import static dev.perf.Perf.exitRunIf;
import static dev.perf.Perf.forEach;
import static dev.perf.Perf.forever;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.util.Collections;
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

    @Test
    void findsMistakesInLoops() {
        assertThat(problems(
                        repeat(-1, WORK),
                        during(ofSeconds(-1), WORK),
                        forEach(List.of(), "item", WORK),
                        forEach(Collections.singletonList(null), "item", WORK),
                        forEach(List.of(1), " ", WORK),
                        repeat(1, "", WORK),
                        asLongAs(session -> true),
                        doWhile(session -> true),
                        forever()))
                .containsExactly(
                        "scenario \"s\", repeat: times must not be negative, got -1",
                        "scenario \"s\", during: time must not be negative, got -1s",
                        "scenario \"s\", forEach: there are no items to go over; add one",
                        "scenario \"s\", forEach: items must not be null; leave them out",
                        "scenario \"s\", forEach: the item has no name; give it a session key",
                        "scenario \"s\", repeat: the index has no name; give it a session key",
                        "scenario \"s\", asLongAs: it has no steps; add one",
                        "scenario \"s\", doWhile: it has no steps; add one",
                        "scenario \"s\", forever: it has no steps; add one");
    }

    @Test
    void findsItemsThatNothingPutsIntoTheSession() {
        Step request = http("get").get("http://localhost:1/#{item}/#{i}");
        assertThat(problems(forEach("itms", "item", request).indexedBy("i")))
                .containsExactly(
                        "scenario \"s\", forEach: nothing in the scenario puts \"itms\" into the session; did you mean"
                                + " \"item\"? the scenario's keys are [i, item]");
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

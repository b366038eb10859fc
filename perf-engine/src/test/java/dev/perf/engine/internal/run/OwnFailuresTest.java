package dev.perf.engine.internal.run;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitIterationOnFail;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.Perf;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Action;
import dev.perf.scenario.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Failures that plain Java counts under kinds of its own. */
class OwnFailuresTest {

    private static final Scenario SHOP = scenario("shop")
            .exec("pay", user -> {
                if (user.iteration() % 2 == 0) {
                    user.fail("DECLINED", "no cover");
                }
            })
            .exec("look", user -> user.pause(ofSeconds(1)));

    private static RunResult of(Scenario scenario, int iterations) throws InterruptedException {
        return run(loadTest("failures").run(scenario, users(1).iterations(iterations)));
    }

    private static String messageOf(Action action) throws InterruptedException {
        RunResult result = of(scenario("shop").exec("pay", action), 1);
        assertThat(result.errors()).extracting(ErrorResult::kind).containsExactly("step");
        return result.errors().getFirst().message();
    }

    @Test
    void aStepThatFailsItselfIsCountedUnderItsKindAndTheIterationGoesOn() throws Exception {
        RunResult result = of(SHOP, 5);

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactly(tuple("DECLINED", "pay", "no cover", 3L));
        assertThat(result.ledger()).isEqualTo(ledger(2, 3, 0));
        assertThat(result.metric("step_failed")).isEqualTo(new MetricResult.Rate("step_failed", Map.of(), 3, 7));
        assertThat(result.request("pay").failed()).isEqualTo(3);
        assertThat(result.request("look").failed()).isZero();
        assertThat(result.request("look").count()).isEqualTo(5);
    }

    @Test
    void anExitBehindItEndsTheIterationWithoutFurtherThinkTime() throws Exception {
        Scenario leaving = scenario("shop")
                .exec(SHOP.steps().getFirst(), exitIterationOnFail(), exec("look", user -> {}))
                .thinkTime(Perf.constant(ofSeconds(1)));

        RunResult result = of(leaving, 4);

        assertThat(result.request("look").count()).isEqualTo(2);
        // Between iterations, and before each look: nobody thinks about leaving.
        assertThat(result.duration()).isEqualTo(ofSeconds(3 + 2));
    }

    @Test
    void kindsBeyondFiftyAreCountedTogether() throws Exception {
        RunResult result =
                of(scenario("shop").exec("pay", user -> user.fail("kind " + user.iteration() % 60, "no")), 120);

        assertThat(result.errors()).hasSize(51);
        assertThat(result.errors().getFirst())
                .extracting(ErrorResult::kind, ErrorResult::message, ErrorResult::count)
                .containsExactly("other", "no", 20L);
        assertThat(result.errors().stream().mapToLong(ErrorResult::count).sum()).isEqualTo(120);
    }

    @Test
    void whatCannotBeAKindFailsTheStepAndSaysWhy() throws Exception {
        assertThat(messageOf(user -> user.fail(" ", "no")))
                .isEqualTo("IllegalArgumentException: the kind of a failure must not be blank; give it a word, such as"
                        + " UNAVAILABLE");
        assertThat(messageOf(user -> user.fail("x".repeat(61), "no")))
                .isEqualTo(
                        "IllegalArgumentException: the kind of a failure must have at most 60 characters, got 61; say"
                                + " the rest in the message");
        assertThat(messageOf(user -> user.fail("a\nb", "no")))
                .isEqualTo("IllegalArgumentException: the kind of a failure must have no control characters, got"
                        + " \"a?b\"");
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.exitIteration;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.feed.Feeder;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TriesTest {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger attempts = new AtomicInteger();

    private Step say(String word) {
        return exec(word, user -> done.add(word));
    }

    /** Fails a check as often as told. */
    private Step fails(int times) {
        return exec("fails", user -> user.check("holds", attempts.getAndIncrement() >= times));
    }

    private static RunResult once(Step... steps) throws InterruptedException {
        return run(loadTest("tries").run(scenario("s").exec(steps), users(1).iterations(1)));
    }

    private static List<String> notes(RunResult result) {
        return result.errors().stream()
                .filter(error -> error.kind().equals("try"))
                .map(ErrorResult::message)
                .toList();
    }

    @Test
    void anIterationWhoseLastTryWentWellIsCompletedAndSaysHowManyItTook() throws Exception {
        RunResult result = once(tryUpTo(3, say("a"), fails(2), say("b")), say("c"));
        assertThat(done).containsExactly("a", "a", "a", "b", "c");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(notes(result)).containsExactly("went well at try 3 of 3");
        assertThat(result.errors()).anySatisfy(error -> {
            assertThat(error.kind()).isEqualTo("check");
            assertThat(error.count()).isEqualTo(2);
        });
    }

    @Test
    void anIterationWhoseLastTryFailedHasFailedAndGoesOn() throws Exception {
        RunResult result = once(tryUpTo(3, fails(9), say("a")), say("b"));
        assertThat(done).containsExactly("b");
        assertThat(attempts).hasValue(3);
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(notes(result)).containsExactly("failed at all 3 tries");
    }

    @Test
    void aFirstTryThatGoesWellIsNotWorthANote() throws Exception {
        RunResult result = once(tryUpTo(3, say("a")));
        assertThat(done).containsExactly("a");
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void whatFailedBeforeTheTriesIsNotMadeGoodByThem() throws Exception {
        RunResult result = once(exec("bad", user -> user.check("early", false)), tryUpTo(3, fails(1), say("a")));
        assertThat(done).containsExactly("a");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
    }

    @Test
    void aLambdaThatThrowsIsTriedAgain() throws Exception {
        Step thrower = exec("throws", user -> {
            if (attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("not yet");
            }
        });
        RunResult result = once(tryUpTo(2, thrower), say("a"));
        assertThat(done).containsExactly("a");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
    }

    @Test
    void pausesBetweenTries() throws Exception {
        RunResult result = once(tryUpTo(4, fails(9)).pausing(constant(ofSeconds(2))));
        assertThat(result.duration()).isEqualTo(ofSeconds(6));
    }

    @Test
    void triesWithinTriesMultiply() throws Exception {
        RunResult result = once(tryUpTo(2, say("outer"), tryUpTo(3, fails(4))));
        assertThat(done).containsExactly("outer", "outer");
        assertThat(attempts).hasValue(5);
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(notes(result))
                .containsExactlyInAnyOrder(
                        "failed at all 3 tries", "went well at try 2 of 3", "went well at try 2 of 2");
    }

    @Test
    void exitsAreNotTriedAgain() throws Exception {
        RunResult left = once(tryUpTo(3, say("a"), exitBlock(), say("b")), say("c"));
        RunResult ended = once(tryUpTo(3, say("d"), exitIteration()), say("e"));
        assertThat(done).containsExactly("a", "c", "d");
        assertThat(left.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(ended.ledger()).isEqualTo(ledger(1, 0, 0));
    }

    @Test
    void aFeederWithoutRecordsIsNotTriedAgain() throws Exception {
        RunResult result = once(tryUpTo(
                3, say("a"), feed(Feeder.records(List.of(Map.of("id", 1))).queue()), fails(9)));
        assertThat(done).containsExactly("a", "a");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.exitIteration;
import static dev.perf.Perf.exitIterationOnFail;
import static dev.perf.Perf.exitUser;
import static dev.perf.Perf.forever;
import static dev.perf.Perf.group;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.uniform;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InParallelTest extends NotedSteps {

    @Test
    void goesOnWithAllBranchesAtTheSameTimeUntilTheLastHasEnded() throws Exception {
        RunResult result = once(
                inParallel("all", sequence(work(3), say("first")), sequence(work(5), say("second")), say("third")),
                say("behind"));
        assertThat(done).containsExactly("third", "first", "second", "behind");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
        assertThat(times(result, "group_duration{group:all}").max()).isEqualTo(ofSeconds(5));
        assertThat(times(result, "group_cumulated_duration{group:all}").max()).isEqualTo(ofSeconds(8));
        assertThat(result.request("work").count()).isEqualTo(2);
        assertThat(result.request("behind").responseTime().max()).isZero();
    }

    @Test
    void isAGroupWithinGroups() throws Exception {
        RunResult result = once(group("outer", inParallel("all", group("in", work(1)), work(2))));
        assertThat(times(result, "group_duration{group:outer / all / in}").max())
                .isEqualTo(ofSeconds(1));
        assertThat(times(result, "group_cumulated_duration{group:outer}").max()).isEqualTo(ofSeconds(3));
    }

    @Test
    void aBranchSeesTheSessionAsItWasAndTheLaterBranchWins() throws Exception {
        once(
                set("key", "before"),
                set("gone", 1),
                inParallel(
                        "all",
                        sequence(work(2), set("key", "slow first"), set("own", 1), see("key")),
                        sequence(work(1), set("key", "fast second"), see("key")),
                        sequence(
                                work(3),
                                see("key"),
                                exec("remove", user -> user.session().remove("gone")))),
                see("key"),
                see("own"),
                exec("gone", user -> done.add(user.session().has("gone"))));
        assertThat(done).containsExactly("fast second", "slow first", "before", "fast second", 1, false);
    }

    @Test
    void aFailureLetsTheOthersFinish() throws Exception {
        RunResult result = once(inParallel("all", fail(), sequence(work(1), say("other"))), say("behind"));
        assertThat(done).containsExactly("other", "behind");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
    }

    @Test
    void aLambdaThatThrowsEndsTheIterationWhenAllBranchesHaveEnded() throws Exception {
        RunResult result =
                once(inParallel("all", sequence(throwing(), say("never")), sequence(work(1), say("other"))), say("no"));
        assertThat(done).containsExactly("other");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.errors()).extracting(ErrorResult::request).containsExactly("throws");
    }

    @Test
    void anExitFromTheBlockLeavesItsBranch() throws Exception {
        RunResult result = once(
                inParallel(
                        "all",
                        sequence(say("a"), exitBlock(), say("b")),
                        repeat(2, say("c"), exitBlock()),
                        sequence(work(1), say("d"))),
                say("e"));
        assertThat(done).containsExactly("a", "c", "d", "e");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
    }

    @Test
    void anExitFromMoreIsMadeWhenAllBranchesHaveEnded() throws Exception {
        RunResult left =
                once(inParallel("all", sequence(exitIteration(), say("no")), sequence(work(1), say("a"))), say("no"));
        assertThat(left.ledger()).isEqualTo(ledger(1, 0, 0));
        Scenario leaving = scenario("s")
                .exec(inParallel("all", exitUser(), exitIteration(), throwing(), sequence(work(1), say("b"))))
                .onStop(say("bye"));
        RunResult user = load(leaving, users(1).iterations(5));
        assertThat(done).containsExactly("a", "b", "bye");
        assertThat(user.ledger()).isEqualTo(ledger(0, 1, 0));
    }

    @Test
    void anExitOnFailureLooksAtWhatFailedBeforeTheBranches() throws Exception {
        once(
                fail(),
                inParallel("all", sequence(exitIterationOnFail(), say("no")), sequence(work(1), say("a"))),
                say("no"));
        once(inParallel("all", sequence(work(1), exitIterationOnFail(), say("b")), fail()));
        assertThat(done).as("another branch has not failed for this one").containsExactly("a", "b");
    }

    @Test
    void isTriedAgainWithAllBranches() throws Exception {
        var attempts = new AtomicInteger();
        Step once = exec("fails once", user -> user.check("holds", attempts.getAndIncrement() > 0));
        RunResult result = once(tryUpTo(3, inParallel("all", sequence(once, say("a")), sequence(work(1), say("b")))));
        assertThat(done).containsExactly("b", "a", "b");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(2));
    }

    @Test
    void branchesHaveBranches() throws Exception {
        RunResult result = once(
                set("key", "before"),
                inParallel(
                        "outer",
                        sequence(
                                inParallel("inner", sequence(work(2), set("a", 1)), sequence(work(1), see("key"))),
                                see("a"),
                                set("key", "changed")),
                        sequence(work(3), see("key"))),
                see("a"),
                see("key"));
        assertThat(done).containsExactly("before", 1, "before", 1, "changed");
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
        assertThat(times(result, "group_cumulated_duration{group:outer}").max()).isEqualTo(ofSeconds(6));
    }

    @Test
    void countsUnderEveryKindOfLoad() throws Exception {
        countsUnderEveryKindOfLoad(scenario("s").exec(inParallel("all", work(1), work(2))));
    }

    @Test
    void theEndOfTheGracefulStopCutsAllBranchesOff() throws Exception {
        Scenario scenario = scenario("s").exec(inParallel("all", cut, cut, say("a")), say("no"));
        RunResult result = load(scenario, users(2).during(ofSeconds(3)).gracefulStop(ofSeconds(1)));
        assertThat(done).containsExactly("a", "a", "cut", "cut", "cut", "cut");
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void anAbortEndsAllBranches() throws Exception {
        RunResult result = aborted(abort -> scenario("s").exec(inParallel("all", abort, forever(work(9))), say("no")));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 1));
        assertThat(result.duration()).isEqualTo(ofSeconds(2));
        assertThat(done).isEmpty();
    }

    @Test
    void aRampDownEndsLoopsInBranches() throws Exception {
        RunResult result = load(
                scenario("s").exec(inParallel("all", forever(pause(ofSeconds(1))), forever(pause(ofSeconds(2))))),
                users(2).during(ofSeconds(4)).rampTo(1).over(ofMillis(1)).hold(ofSeconds(4)));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
    }

    @Test
    void theSameSeedMakesTheSameChoicesInBranches() throws Exception {
        Step choose = uniform(say("a"), say("b"), say("c"));
        Scenario scenario = scenario("s")
                .exec(inParallel(
                        "all",
                        repeat(5, choose),
                        sequence(work(1), repeat(5, choose)),
                        exec("draw", user -> done.add(user.random().nextInt()))));
        for (int i = 0; i < 2; i++) {
            run(loadTest("seeded").run(scenario, users(3).iterations(3)).seed(7));
        }
        List<Object> first = done.subList(0, 99);
        assertThat(done.subList(99, 198)).isEqualTo(first);
        assertThat(first.stream().filter(Integer.class::isInstance)).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void theRecordOfABranchThatIsCutOffGoesBackAndNoneThatItHadBefore() throws Exception {
        givesTheRecordOfWhatIsCutOffBack(drawing -> scenario("s").exec(inParallel("all", drawing, work(1))));
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.exitBlockOnFail;
import static dev.perf.Perf.exitIteration;
import static dev.perf.Perf.exitIterationOnFail;
import static dev.perf.Perf.exitUser;
import static dev.perf.Perf.forEach;
import static dev.perf.Perf.group;
import static dev.perf.Perf.inBackground;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.join;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.uniform;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a user does beside its own steps, and when it waits for it. */
class InBackgroundTest extends NotedSteps {

    @Test
    void goesOnAtOnceAndWaitsAtTheJoin() throws Exception {
        RunResult result = once(
                inBackground("upload", work(5), say("uploaded")),
                work(2),
                say("beside"),
                join("upload"),
                say("behind"));
        assertThat(done).containsExactly("beside", "uploaded", "behind");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
        assertThat(times(result, "iteration_duration").max()).isEqualTo(ofSeconds(5));
        assertThat(times(result, "group_duration{group:upload}").max()).isEqualTo(ofSeconds(5));
        assertThat(times(result, "group_cumulated_duration{group:upload}").max())
                .isEqualTo(ofSeconds(5));
        assertThat(result.request("work").count()).isEqualTo(2);
        assertThat(result.request("behind").responseTime().max()).isZero();
        assertThat(times(result, "schedule_lag").max()).isZero();
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void waitsForNothingWhereAllHasEnded() throws Exception {
        RunResult result = once(inBackground("a", say("a")), work(3), join("a"), join("a"), say("behind"));
        assertThat(done).containsExactly("a", "behind");
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
        assertThat(times(result, "group_duration{group:a}").max()).isZero();
    }

    @Test
    void waitsForSeveralTogether() throws Exception {
        RunResult result = once(
                inBackground("a", work(4), set("key", "of a")),
                inBackground("b", work(2), set("key", "of b")),
                join("a", "b"),
                see("key"));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
        assertThat(done).as("in the order of the names").containsExactly("of b");
    }

    @Test
    void isAGroupWithinGroups() throws Exception {
        RunResult result =
                once(group("outer", inBackground("upload", group("in", work(3)), work(1)), work(1), join("upload")));
        assertThat(times(result, "group_duration{group:outer / upload / in}").max())
                .isEqualTo(ofSeconds(3));
        assertThat(times(result, "group_duration{group:outer}").max()).isEqualTo(ofSeconds(4));
        assertThat(times(result, "group_cumulated_duration{group:outer}").max()).isEqualTo(ofSeconds(5));
    }

    @Test
    void seesTheSessionOfItsBeginningAndChangesItAtTheJoin() throws Exception {
        once(
                set("key", "before"),
                set("gone", 1),
                inBackground(
                        "a",
                        work(2),
                        see("key"),
                        set("key", "of a"),
                        see("key"),
                        exec("remove", user -> user.session().remove("gone"))),
                inBackground("b", work(1), set("other", "of b")),
                set("key", "of the user"),
                work(3),
                see("key"),
                see("gone"),
                exec("other", user -> done.add(user.session().has("other"))),
                join("a"),
                see("key"),
                exec("gone", user -> done.add(user.session().has("gone"))),
                exec("other", user -> done.add(user.session().has("other"))),
                set("other", "of the user"),
                join("b"),
                see("other"));
        assertThat(done).containsExactly("before", "of a", "of the user", 1, false, "of a", false, false, "of b");
    }

    @Test
    void isJoinedAtTheEndOfTheIterationAtTheLatest() throws Exception {
        Scenario scenario = scenario("s")
                .exec(doIf(session -> session.has("key"), see("key")))
                .exec(
                        inBackground(
                                "late",
                                work(5),
                                exec("set", user -> user.session().set("key", "of " + user.iteration()))),
                        work(1));
        RunResult result = load(scenario, users(1).iterations(3));
        assertThat(done).containsExactly("of 0", "of 1");
        assertThat(result.ledger()).isEqualTo(ledger(3, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(15));
        assertThat(times(result, "iteration_duration").max()).isEqualTo(ofSeconds(5));
    }

    @Test
    void failsAndIsCutOffWhereTheJoinWaitsForTooLong() throws Exception {
        RunResult result = once(
                inBackground("upload", set("key", 1), cut, say("never")),
                inBackground("other", work(3), say("other")),
                work(1),
                join("upload", "other").atMost(ofSeconds(5)),
                exec("key", user -> done.add(user.session().has("key"))),
                inBackground("upload", say("again")),
                join("upload"));
        assertThat(done).containsExactly("other", "cut", false, "again");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(6));
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactly(
                        tuple("join", "upload", "\"upload\" had not ended after a wait of 5s, and was cut off", 1L));
        assertThat(result.request("key").responseTime().max()).isZero();
    }

    @Test
    void failsWhereTheEndOfTheIterationWaitsForTooLong() throws Exception {
        RunResult result = once(inBackground("upload", work(100)), work(1));
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(61));
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                .containsExactly(tuple(
                        "join",
                        "upload",
                        "\"upload\" was not joined, and had not ended 1m after the steps that it was started among; it"
                                + " was cut off"));
    }

    @Test
    void isNotStartedAgainBeforeItIsJoined() throws Exception {
        RunResult result = once(
                set("items", List.of(1, 2, 3)),
                forEach("items", "item", inBackground("upload", work(1), see("item")), work(2)),
                say("behind"));
        assertThat(done).as("whether it has ended or not").containsExactly(1, "behind");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactly(tuple(
                        "join",
                        "upload",
                        "\"upload\" was started before and has not been joined; do join(\"upload\") before it is"
                                + " started again",
                        2L));
    }

    @Test
    void isStartedAgainInALoopThatJoinsIt() throws Exception {
        RunResult result = once(
                repeat(3, "i", join("upload"), inBackground("upload", work(2), see("i")), work(1)),
                join("upload"),
                say("behind"));
        assertThat(done).containsExactly(0, 1, 2, "behind");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(6));
    }

    @Test
    void aJoinOfWhatWasNotStartedPasses() throws Exception {
        RunResult result = once(doIf(session -> false, inBackground("a", work(9))), join("a"), say("behind"));
        assertThat(done).containsExactly("behind");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isZero();
    }

    @Test
    void aFailureCountsFromTheJoinOn() throws Exception {
        RunResult result = once(
                inBackground("a", fail(), say("goes on")),
                work(1),
                exitIterationOnFail(),
                say("before"),
                join("a"),
                say("behind"),
                exitIterationOnFail(),
                say("never"));
        assertThat(done).containsExactly("goes on", "before", "behind");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        RunResult unjoined = once(inBackground("a", fail()));
        assertThat(unjoined.ledger()).isEqualTo(ledger(0, 1, 0));
    }

    @Test
    void aLambdaThatThrowsEndsTheIterationAtTheJoin() throws Exception {
        RunResult result =
                once(inBackground("a", throwing(), say("never")), work(1), say("beside"), join("a"), say("never"));
        assertThat(done).containsExactly("beside");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.errors()).extracting(ErrorResult::request).containsExactly("throws");
    }

    @Test
    void aFailedIterationWaitsForWhatIsUnderWay() throws Exception {
        RunResult result = once(inBackground("a", work(4), say("ended")), throwing(), join("a"));
        assertThat(done).containsExactly("ended");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
    }

    @Test
    void exitsAreMadeAtTheJoin() throws Exception {
        RunResult block =
                once(inBackground("a", say("a"), exitBlock(), say("never")), work(1), join("a"), say("behind"));
        assertThat(block.ledger()).isEqualTo(ledger(1, 0, 0));
        RunResult iteration =
                once(inBackground("a", exitIteration(), say("never")), work(1), say("b"), join("a"), say("never"));
        assertThat(iteration.ledger()).isEqualTo(ledger(1, 0, 0));
        Scenario leaving = scenario("s")
                .exec(inBackground("a", exitUser()), exitIteration())
                .onStop(say("bye"));
        assertThat(load(leaving, users(1).iterations(5)).ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(done).containsExactly("a", "behind", "b", "bye");
    }

    @Test
    void aTryThatFailsJoinsWhatItHasStartedBeforeTheNextOne() throws Exception {
        var attempts = new AtomicInteger();
        Step once = exec("fails once", user -> user.check("holds", attempts.getAndIncrement() > 0));
        RunResult result =
                once(tryUpTo(3, inBackground("a", work(2), say("a")), once, say("b"), join("a")), say("behind"));
        assertThat(done).containsExactly("a", "b", "a", "behind");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
        done.clear();
        attempts.set(0);
        RunResult within = once(tryUpTo(3, inBackground("a", once, say("a")), join("a")), say("behind"));
        assertThat(done).as("a failure lets it go on").containsExactly("a", "a", "behind");
        assertThat(within.ledger()).isEqualTo(ledger(1, 0, 0));
    }

    @Test
    void aTryIsNotMadeAgainForWhatIsJoinedBehindIt() throws Exception {
        RunResult result = once(tryUpTo(3, inBackground("a", work(1), fail()), say("try")), join("a"), say("behind"));
        assertThat(done).containsExactly("try", "behind");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        done.clear();
        once(exitBlockOnFail(inBackground("a", fail()), join("a"), say("never")), say("behind"));
        assertThat(done).containsExactly("behind");
    }

    @Test
    void branchesAndBackgroundsHaveTheirOwn() throws Exception {
        RunResult result = once(
                inBackground("a", work(1), say("user's")),
                inParallel(
                        "both",
                        sequence(inBackground("a", work(3), set("key", "branch")), say("one")),
                        sequence(inBackground("a", work(2), say("two's")), join("a"))),
                see("key"),
                inBackground("outer", inBackground("a", work(2), set("key", "inner"))),
                join("outer"),
                see("key"),
                join("a"));
        assertThat(done).containsExactly("one", "user's", "two's", "branch", "inner");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
        assertThat(times(result, "group_duration{group:outer / a}").max()).isEqualTo(ofSeconds(2));
    }

    @Test
    void doesSeveralThingsAtTheSameTimeInTheBackground() throws Exception {
        RunResult result = once(
                inBackground("a", inParallel("all", work(3), sequence(work(2), set("key", 1))), see("key")),
                inParallel("own", work(1), work(2)),
                say("beside"),
                join("a"),
                see("key"));
        assertThat(done).containsExactly("beside", 1, 1);
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
    }

    @Test
    void isJoinedAtTheEndOfOnStartAndOnStop() throws Exception {
        Scenario scenario = scenario("s")
                .onStart(inBackground("a", work(2), set("key", "of the start")))
                .exec(see("key"))
                .onStop(inBackground("a", work(3), say("stopped")));
        RunResult result = load(scenario, users(1).iterations(2));
        assertThat(done).containsExactly("of the start", "of the start", "stopped");
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
        done.clear();
        RunResult failed = load(
                scenario("s").onStart(inBackground("a", work(2), fail())).exec(say("never")), users(1).iterations(1));
        assertThat(done).isEmpty();
        assertThat(failed.ledger()).isEqualTo(ledger(0, 1, 0));
    }

    @Test
    void isJoinedAtTheEndOfSetupAndTeardown() throws Exception {
        RunResult result = run(loadTest("fixture")
                .setup(inBackground("a", work(2), set("key", "of the setup")))
                .run(scenario("s").exec(see("key")), users(1).iterations(1))
                .teardown(inBackground("a", work(2), say("torn down"))));
        assertThat(done).containsExactly("of the setup", "torn down");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
    }

    @Test
    void countsUnderEveryKindOfLoad() throws Exception {
        countsUnderEveryKindOfLoad(scenario("s").exec(inBackground("a", work(2)), work(1), join("a")));
        RunResult unjoined = load(scenario("s").exec(inBackground("a", work(2))), users(3).during(ofSeconds(9)));
        assertThat(unjoined.ledger()).isEqualTo(ledger(15, 0, 0));
    }

    @Test
    void theSameSeedMakesTheSameChoices() throws Exception {
        Step choose = uniform(say("a"), say("b"), say("c"));
        Scenario scenario = scenario("s")
                .exec(
                        inBackground("some", repeat(5, choose)),
                        exec("draw", user -> done.add(user.random().nextInt())),
                        repeat(5, choose, work(1)),
                        join("some"));
        for (int i = 0; i < 2; i++) {
            run(loadTest("seeded").run(scenario, users(3).iterations(3)).seed(7));
        }
        List<Object> first = done.subList(0, 99);
        assertThat(done.subList(99, 198)).isEqualTo(first);
        assertThat(first.stream().filter(Integer.class::isInstance)).hasSize(9).doesNotHaveDuplicates();
    }
}

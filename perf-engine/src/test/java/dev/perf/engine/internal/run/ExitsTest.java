package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.asLongAs;
import static dev.perf.Perf.block;
import static dev.perf.Perf.choice;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.exitBlockIf;
import static dev.perf.Perf.exitBlockOnFail;
import static dev.perf.Perf.exitIteration;
import static dev.perf.Perf.exitIterationIf;
import static dev.perf.Perf.exitIterationOnFail;
import static dev.perf.Perf.exitRun;
import static dev.perf.Perf.exitRunIf;
import static dev.perf.Perf.exitScenario;
import static dev.perf.Perf.exitScenarioIf;
import static dev.perf.Perf.exitUser;
import static dev.perf.Perf.exitUserIf;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.LoadProfile;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Session;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ExitsTest {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private Step say(String word) {
        return exec(word, user -> done.add(word));
    }

    private static Step fail(String name) {
        return exec(name, user -> user.check("holds", false));
    }

    private RunResult once(Step... steps) throws InterruptedException {
        return run(loadTest("exits").run(scenario("s").exec(steps), users(1).iterations(1)));
    }

    private static RunResult load(Scenario scenario, LoadProfile load) throws InterruptedException {
        return run(loadTest("exits").run(scenario, load));
    }

    /** Notes in the session which iteration the user is in, and takes a second. */
    private static Step work() {
        return exec("work", user -> {
            user.session().set("iteration", user.iteration());
            user.session().set("id", user.id());
            user.pause(ofSeconds(1));
        });
    }

    private static Predicate<Session> at(long id, long iteration) {
        return session ->
                session.get("id").equals(id) && session.get("iteration").equals(iteration);
    }

    @Test
    void anExitFromTheIterationIsNoFailure() throws Exception {
        RunResult result = once(say("a"), exitIteration(), say("b"));
        assertThat(done).containsExactly("a");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void anIterationThatFailedBeforeItsExitHasFailed() throws Exception {
        assertThat(once(fail("f"), exitIteration()).ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(once(block(fail("f"), exitBlock())).ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(once(exitBlockOnFail(fail("f"), say("skipped")), say("a"), exitIteration())
                        .ledger())
                .isEqualTo(ledger(0, 1, 0));
        assertThat(done).containsExactly("a");
    }

    @Test
    void theConditionDecidesOnTheExit() throws Exception {
        once(exitIterationIf(session -> false), say("a"), exitIterationIf(session -> true), say("b"));
        assertThat(done).containsExactly("a");
    }

    @Test
    void aConditionThatThrowsFailsTheIteration() throws Exception {
        RunResult result = once(exitIterationIf(session -> session.get("none").equals(1)));
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.request()).matches("exitIterationIf \\(ExitsTest.java:\\d+\\)"));
    }

    @Test
    void exitsOnFailureLookAtTheWholeIteration() throws Exception {
        assertThat(once(say("a"), exitIterationOnFail(), say("b")).ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(once(fail("f"), say("c"), exitIterationOnFail(), say("d")).ledger())
                .isEqualTo(ledger(0, 1, 0));
        once(fail("f"), exitBlockOnFail(say("e"), exitIterationOnFail(), say("f")), say("g"));
        assertThat(done).containsExactly("a", "b", "c", "e");
    }

    @Test
    void anExitLeavesTheInnermostBlockOnly() throws Exception {
        once(block(block(say("a"), exitBlock(), say("b")), say("c")), say("d"));
        assertThat(done).containsExactly("a", "c", "d");
    }

    @Test
    void anExitFromALoopLeavesItWithAllItsPasses() throws Exception {
        once(
                repeat(3, say("a"), exitBlock(), say("b")),
                asLongAs(session -> true, say("c"), doIf(session -> true, sequence(exitBlock())), say("d")),
                group("g", say("e"), exitBlockIf(session -> true), say("f")),
                choice(task(1, say("h"), exitBlock(), say("i"))),
                say("j"));
        assertThat(done).containsExactly("a", "c", "e", "h", "j");
    }

    @Test
    void aGroupThatIsLeftIsTimed() throws Exception {
        RunResult result = once(group("g", pause(ofMillis(300)), exitBlock(), pause(ofSeconds(9))));
        assertThat(((MetricResult.Trend) result.metric("group_duration{group:g}"))
                        .distribution()
                        .count())
                .isEqualTo(1);
        assertThat(result.duration()).isEqualTo(ofMillis(300));
    }

    @Test
    void theRestOfABlockIsLeftOutOnceSomethingInItHasFailed() throws Exception {
        Step thrower = exec("throws", user -> {
            throw new IllegalStateException("no");
        });
        RunResult result = once(
                fail("before"),
                exitBlockOnFail(say("a"), doIf(session -> true, fail("f"), say("b")), say("c")),
                exitBlockOnFail(thrower, say("d")),
                say("e"));
        assertThat(done).containsExactly("a", "e");
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
    }

    @Test
    void aUserThatLeavesDoesOnStopAndNobodyTakesItsPlace() throws Exception {
        Scenario scenario =
                scenario("s").exec(work(), exitUserIf(at(0, 1)), work()).onStop(say("bye"));
        // User 0: 2 s, 1 s. User 1: 2 s each, five times.
        RunResult result = load(scenario, users(2).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(2 + 5, 0, 0));
        assertThat(done).containsExactly("bye", "bye");
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("ended after"));
    }

    @Test
    void aLoadThatAllUsersHaveLeftEndsEarlyAndSaysSo() throws Exception {
        RunResult result = load(scenario("s").exec(work(), exitUser()), users(3).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(3, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(1));
        assertThat(result.warnings())
                .contains("scenario \"s\" ended after 1s of 10s, because all of its users left with exitUser.");
    }

    @Test
    void aRampTakesUsersThatHaveLeftFirst() throws Exception {
        // Of three users the first leaves after a second; so the ramp by one takes nobody else.
        Scenario scenario = scenario("s").exec(work(), exitUserIf(at(0, 0)));
        RunResult result = load(
                scenario,
                users(3).during(ofSeconds(4)).rampTo(2).over(ofMillis(1)).hold(ofSeconds(4)));
        assertThat(result.ledger()).isEqualTo(ledger(1 + 2 * 9, 0, 0));
    }

    @Test
    void iterationsOfAUserThatHasLeftAreNotDue() throws Exception {
        RunResult result = load(scenario("s").exec(work(), exitUserIf(at(1, 2))), users(2).iterations(10));
        assertThat(result.ledger()).isEqualTo(ledger(10 + 3, 0, 0));
    }

    @Test
    void sharedIterationsAreLeftToTheOthers() throws Exception {
        Scenario scenario = scenario("s").exec(work(), exitUserIf(at(1, 2)));
        assertThat(load(scenario, users(2).sharedIterations(20)).ledger()).isEqualTo(ledger(20, 0, 0));
    }

    @Test
    void sharedIterationsThatNobodyIsLeftForAreDropped() throws Exception {
        Scenario scenario = scenario("s").exec(work(), exitUser());
        assertThat(load(scenario, users(2).sharedIterations(20)).ledger()).isEqualTo(new Ledger(20, 2, 18, 2, 0, 0));
    }

    @Test
    void anArrivalThatLeavesHasCompletedItsOnlyIteration() throws Exception {
        Scenario scenario = scenario("s").exec(exitUser(), say("a")).onStop(say("bye"));
        RunResult result = load(scenario, arrivals(perSecond(10)).during(ofSeconds(1)));
        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(done).hasSize(10).containsOnly("bye");
    }

    @Test
    void theOthersEndTheirIterationsWhenOneEndsTheScenario() throws Exception {
        // All begin their third iteration at second 2, and the first of them exits at second 3.
        Scenario scenario = scenario("s").exec(work(), exitScenarioIf(at(0, 2)));
        RunResult result = load(scenario, users(3).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(9, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.warnings())
                .contains("scenario \"s\" ended after 3s of 10s, because a step of it did exitScenario.");
    }

    @Test
    void noArrivalIsDueOnceTheScenarioHasEnded() throws Exception {
        // One arrives each 100 ms, from 50 ms on: the fourth exits at 1370 ms, when 14 have arrived.
        Scenario scenario = scenario("s").exec(work(), pause(ofMillis(20)), exitScenarioIf(at(3, 0)));
        RunResult result = load(scenario, arrivals(perSecond(10)).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(14, 0, 0));
        assertThat(result.duration()).isEqualTo(ofMillis(1_350 + 1_020));
    }

    @Test
    void whatIsLeftOfANumberOfIterationsIsNotDueOnceTheScenarioHasEnded() throws Exception {
        Scenario scenario = scenario("s").exec(work(), exitScenarioIf(at(0, 1)));
        assertThat(load(scenario, users(2).iterations(10)).ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(load(scenario, users(2).sharedIterations(10)).ledger()).isEqualTo(ledger(4, 0, 0));
    }

    @Test
    void otherScenariosGoOn() throws Exception {
        RunResult result = run(loadTest("two")
                .run(scenario("short").exec(work(), exitScenario()), users(2).during(ofSeconds(10)))
                .run(scenario("long").exec(work()), users(1).during(ofSeconds(10))));
        assertThat(count(result, "iterations{scenario:short}")).isEqualTo(2);
        assertThat(count(result, "iterations{scenario:long}")).isEqualTo(10);
    }

    @Test
    void usersThatOutlastTheGracefulStopOfTheirScenarioAreCutOff() throws Exception {
        Scenario scenario = scenario("s").exec("work", user -> user.pause(ofSeconds(user.id() == 0 ? 1 : 60)));
        RunResult result = load(
                scenario.exec(exitScenario()), users(3).during(ofSeconds(100)).gracefulStop(ofSeconds(5)));
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(6));
    }

    @Test
    void anExitFromTheRunStopsItWithItsReason() throws Exception {
        RunResult result = run(loadTest("two")
                .run(
                        scenario("a").exec(work(), exitRunIf(at(0, 1), "the shop is closed")),
                        users(1).during(ofSeconds(10)))
                .run(scenario("b").exec(work(), work(), work()), users(1).during(ofSeconds(10))));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("the shop is closed");
        assertThat(result.ledger()).isEqualTo(ledger(2 + 1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
    }

    @Test
    void anExitInOnStartEndsTheIterationThatNeededIt() throws Exception {
        Scenario scenario = scenario("s")
                .onStart(work(), exitIterationIf(at(0, 0)), say("started"))
                .exec(say("a"));
        RunResult result = load(scenario, users(1).iterations(2));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
        assertThat(done).containsExactly("started", "a");
    }

    @Test
    void anExitInOnStopLeavesOutTheRestOfIt() throws Exception {
        RunResult result = load(
                scenario("s").exec(say("a")).onStop(say("b"), exitRun("too late"), say("c")), users(1).iterations(1));
        assertThat(done).containsExactly("a", "b");
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
    }
}

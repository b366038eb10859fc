package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitIteration;
import static dev.perf.Perf.exitRun;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.plan.InvalidPlanException;
import dev.perf.result.ErrorResult;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockWebServer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class FixtureTest {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private Step say(String word) {
        return exec(word, user -> done.add(word));
    }

    private Scenario saying(String key) {
        return scenario("s").exec("say", user -> {
            done.add(user.session().text(key));
            user.session().set(key, "changed");
            user.pause(ofSeconds(1));
        });
    }

    @Test
    void everySessionBeginsWithWhatTheSetupPutThere() throws Exception {
        LoadTest test = loadTest("t")
                .setup("create", user -> user.session().set("id", "a"))
                .setup(say("second"))
                .teardown("delete", user -> done.add("delete " + user.session().text("id")));
        RunResult closed = run(test.run(saying("id"), users(2).iterations(2)));
        assertThat(closed.ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(done).containsExactly("second", "a", "a", "changed", "changed", "delete a");
        done.clear();
        run(test.run(saying("id"), arrivals(perSecond(1)).during(ofSeconds(3))));
        assertThat(done).containsExactly("second", "a", "a", "a", "delete a");
    }

    @Test
    void itsTimeAndItsSamplesAreNotOfTheLoad() throws Exception {
        var clock = new SimulatedClock();
        List<Duration> starts = Collections.synchronizedList(new ArrayList<>());
        Scenario scenario = scenario("s").exec("work", user -> {
            starts.add(clock.elapsed());
            user.pause(ofSeconds(1));
        });
        RunResult result = run(
                loadTest("t")
                        .setup(pause(ofMinutes(3)), exec("prepare", user -> user.check("fine", true)))
                        .run(scenario, users(1).during(ofSeconds(4)))
                        .teardown(pause(ofMinutes(5)))
                        .warmUp(ofSeconds(2)),
                clock);
        assertThat(starts).containsExactly(ofSeconds(180), ofSeconds(181), ofSeconds(182), ofSeconds(183));
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(180 + 4 + 300));
        assertThat(result.duration()).isEqualTo(ofSeconds(2));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
        assertThat(count(result, "iterations")).isEqualTo(2);
        assertThat(result.metrics())
                .noneMatch(metric ->
                        metric.name().equals("checks") && metric.tags().containsKey("check"));
        assertThat(result.intervals().getLast().users()).isZero();
    }

    @Test
    void aSetupThatFailsLeavesOutTheLoadAndFailsTheRun() throws Exception {
        RunResult result = run(loadTest("t")
                .setup(exec("create", user -> {
                    user.session().set("id", "half");
                    throw new IllegalStateException("no database");
                }))
                .setup(say("second"))
                .run(saying("id"), users(2).during(ofSeconds(10)))
                .teardown("delete", user -> done.add("delete " + user.session().text("id"))));
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo("the setup failed: create: IllegalStateException: no database");
        assertThat(result.errors())
                .containsExactly(new ErrorResult(
                        "step", "create", "IllegalStateException: no database", 1, Duration.ZERO, Duration.ZERO));
        assertThat(result.warnings()).isEmpty();
        assertThat(result.ledger()).isEqualTo(Ledger.EMPTY);
        assertThat(done).containsExactly("delete half");
    }

    @Test
    void aTeardownThatFailsIsAWarning() throws Exception {
        RunResult result = run(loadTest("t")
                .run(scenario("s").exec(say("a")), users(1).iterations(1))
                .teardown(exec("delete", user -> user.check("gone", false)), say("b")));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.warnings()).contains("The teardown failed: gone: check \"gone\" does not hold");
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void anExitFromTheSetupIsNoFailure() throws Exception {
        RunResult result = run(loadTest("t")
                .setup(exitIteration(), say("never"))
                .run(scenario("s").exec(say("a")), users(1).iterations(1)));
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(done).containsExactly("a");
    }

    @Test
    void theSetupMayStopTheRun() throws Exception {
        RunResult result = run(loadTest("t")
                .setup(exitRun("no licence"))
                .run(scenario("s").exec(say("a")), users(1).iterations(1))
                .teardown(say("b")));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("no licence");
        assertThat(done).containsExactly("b");
    }

    @Test
    void aRunThatIsStoppedWaitsForItsSetupAndHasNoLoad() throws Exception {
        var self = new CompletableFuture<Run>();
        var clock = new SimulatedClock();
        RunResult result = stopped(
                self,
                clock,
                loadTest("t")
                        .setup("slow", user -> {
                            self.join().stop("enough");
                            user.pause(ofSeconds(10));
                            done.add("set up");
                        })
                        .run(scenario("s").exec(say("a")), users(1).during(ofSeconds(10)))
                        .teardown(say("torn down")));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("enough");
        assertThat(done).containsExactly("set up", "torn down");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(10));
    }

    @Test
    void aSetupThatOutlastsItsGraceIsInterrupted() throws Exception {
        var self = new CompletableFuture<Run>();
        var clock = new SimulatedClock();
        stopped(
                self,
                clock,
                loadTest("t")
                        .setup("slow", user -> {
                            self.join().stop("enough");
                            user.pause(ofMinutes(10));
                        })
                        .run(scenario("s").exec(say("a")), users(1).during(ofSeconds(10)))
                        .teardown(say("torn down")));
        assertThat(done).containsExactly("torn down");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(30));
    }

    @Test
    void aRunThatIsAbortedIsTornDownAllTheSame() throws Exception {
        var self = new CompletableFuture<Run>();
        var clock = new SimulatedClock();
        RunResult result = stopped(
                self,
                clock,
                loadTest("t")
                        .run(
                                scenario("s").exec("abort", user -> {
                                    self.join().abort("now");
                                    user.pause(ofMinutes(10));
                                }),
                                users(1).during(ofMinutes(20)))
                        .teardown(pause(ofSeconds(5)), say("torn down"), pause(ofMinutes(10)), say("never")));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 1));
        assertThat(done).containsExactly("torn down");
        assertThat(result.warnings()).contains("The teardown failed: it was interrupted");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(30));
    }

    private static RunResult stopped(CompletableFuture<Run> self, SimulatedClock clock, LoadTest test)
            throws InterruptedException {
        Run run = LoadRun.start(test.plan(), Runs.QUIET, clock);
        self.complete(run);
        return Runs.checked(run.await());
    }

    @Test
    void scenariosKnowTheKeysOfTheSetup() throws Exception {
        try (MockWebServer server = Runs.server()) {
            LoadTest test = loadTest("t")
                    .http(http -> http.baseUrl(server.url("/").toString()))
                    .run(scenario("s").exec(http("use").get("/#{token}/#{tokn}")), users(1).iterations(1));
            LoadTest saving = test.setup(
                    http("login").get("/").save("token", jsonPath("$.token").orElse("none")),
                    http("bad").get("/#{nothing}"));
            InvalidPlanException mistakes =
                    Assertions.catchThrowableOfType(InvalidPlanException.class, () -> run(saving));
            assertThat(mistakes.problems().stream().map(problem -> problem.where() + ": " + problem.message()))
                    .containsExactlyInAnyOrder(
                            "setup, request \"bad\": nothing in the scenario puts \"nothing\" into the session; the"
                                    + " scenario's keys are [token]",
                            "scenario \"s\", request \"use\": nothing in the scenario puts \"tokn\" into the session;"
                                    + " did you mean \"token\"? the scenario's keys are [token]");
        }
    }

    @Test
    void scenariosDoNotKnowTheKeysOfTheTeardown() {
        LoadTest test = loadTest("t")
                .http(http -> http.baseUrl("http://localhost:1"))
                .setup(http("login").get("/").save("token", jsonPath("$.token")))
                .run(scenario("s").exec(http("use").get("/#{token}/#{receipt}")), users(1).iterations(1))
                .teardown(
                        http("logout").get("/#{token}").save("receipt", jsonPath("$.receipt")),
                        http("file").get("/#{receipt}"));
        InvalidPlanException mistakes = Assertions.catchThrowableOfType(InvalidPlanException.class, () -> run(test));
        assertThat(mistakes.problems().stream().map(problem -> problem.where() + ": " + problem.message()))
                .containsExactly("scenario \"s\", request \"use\": nothing in the scenario puts \"receipt\" into the"
                        + " session; the scenario's keys are [token]");
    }
}

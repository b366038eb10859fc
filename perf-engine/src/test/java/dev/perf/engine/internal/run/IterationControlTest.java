package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Operator.at;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IterationControlTest {

    @Test
    void aPauseHoldsBackIterationsAndLosesNone() throws Exception {
        var self = new CompletableFuture<Run>();
        Scenario working = scenario("users").exec("work", user -> user.pause(ofSeconds(1)));
        Scenario operator = scenario("operator").exec("pause", user -> {
            user.pause(ofSeconds(2));
            self.join().pause();
            user.pause(ofMinutes(1));
            self.join().resume();
        });
        RunResult result = run(
                loadTest("paused").run(working, users(2).iterations(5)).run(operator, users(1).iterations(1)), self);

        assertThat(result.ledger()).isEqualTo(ledger(10 + 1, 0, 0));
        assertThat(result.duration()).isBetween(ofSeconds(64), ofSeconds(66));
    }

    private static LoadTest counted() {
        return loadTest("counted")
                .run(scenario("users").exec("work", user -> user.pause(ofSeconds(1))), users(2).iterations(5));
    }

    @Test
    void aStopLetsIterationsEndAndDropsNone() throws Exception {
        RunResult result = new Operator(new SimulatedClock(), at(2_500, run -> run.stop("enough"))).run(counted());

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
    }

    @Test
    void anAbortInterruptsThem() throws Exception {
        RunResult result = new Operator(new SimulatedClock(), at(2_500, run -> run.abort("now"))).run(counted());

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 2));
        assertThat(result.duration()).isEqualTo(ofMillis(2_500));
    }

    @Test
    void aPausedRunCanBeStoppedAndAborted() throws Exception {
        RunResult stopped = new Operator(
                        new SimulatedClock(), at(2_500, Run::pause), at(60_000, run -> run.stop("enough")))
                .run(counted());
        RunResult aborted = new Operator(
                        new SimulatedClock(), at(2_500, Run::pause), at(2_700, run -> run.abort("now")))
                .run(counted());

        assertThat(stopped.ledger()).isEqualTo(ledger(6, 0, 0));
        assertThat(stopped.duration()).isEqualTo(ofMinutes(1));
        assertThat(aborted.ledger()).isEqualTo(ledger(4, 0, 2));
        assertThat(aborted.duration()).isEqualTo(ofMillis(2_700));
    }

    @Test
    void aPauseIsExact() throws Exception {
        RunResult result =
                new Operator(new SimulatedClock(), at(2_500, Run::pause), at(10_500, Run::resume)).run(counted());

        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 0));
        // Three each by 3 s, and the other two from 10.5 s on.
        assertThat(result.duration()).isEqualTo(ofMillis(12_500));
    }

    @Test
    void aNumberOfIterationsCannotBeChanged() throws Exception {
        var clock = new SimulatedClock();
        Run run = LoadRun.start(
                loadTest("fixed")
                        .run(scenario("users").exec("work", user -> user.pause(ofSeconds(1))), users(2).iterations(5))
                        .plan(),
                Runs.QUIET,
                clock);

        String why =
                "scenario \"users\" has a number of iterations, which cannot be changed while it runs; pause, resume,"
                        + " stop or abort the run, or give the scenario a load that lasts for a time";
        assertThatThrownBy(() -> run.setUsers("users", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setUsers: " + why);
        assertThatThrownBy(() -> run.setUsers(3)).hasMessage("setUsers: " + why);
        assertThatThrownBy(() -> run.setRate("users", perSecond(3))).hasMessage("setRate: " + why);
        assertThatThrownBy(() -> run.setRate(perSecond(3))).hasMessage("setRate: " + why);
        assertThat(run.await().ledger()).isEqualTo(ledger(10, 0, 0));
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.forever;
import static dev.perf.Perf.inBackground;
import static dev.perf.Perf.join;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.LoadProfile;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import org.junit.jupiter.api.Test;

/** What ends an iteration ends what it does in the background. */
class BackgroundCutOffTest extends NotedSteps {

    @Test
    void theEndOfTheGracefulStop() throws Exception {
        Step both = inBackground("a", cut, say("never"));
        Step other = inBackground("b", cut);
        LoadProfile load = users(2).during(ofSeconds(3)).gracefulStop(ofSeconds(1));
        RunResult joining = load(scenario("s").exec(both, other, join("a"), say("never")), load);
        assertThat(done).containsExactly("cut", "cut", "cut", "cut");
        assertThat(joining.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(joining.duration()).isEqualTo(ofSeconds(4));
        assertThat(joining.errors()).isEmpty();
        done.clear();
        RunResult working = load(scenario("s").exec(both, other, work(50), say("never")), load);
        assertThat(done).hasSize(4);
        assertThat(working.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(working.duration()).isEqualTo(ofSeconds(4));
        done.clear();
        RunResult ending = load(scenario("s").exec(both, other), load);
        assertThat(done).hasSize(4);
        assertThat(ending.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(ending.duration()).isEqualTo(ofSeconds(4));
    }

    @Test
    void theEndOfTheGracefulStopOfArrivals() throws Exception {
        RunResult result = load(
                scenario("s").exec(inBackground("a", cut), join("a")),
                arrivals(perSecond(10)).during(ofSeconds(2)).gracefulStop(ofSeconds(3)));
        assertThat(done).hasSize(20);
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 20));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
    }

    @Test
    void theEndOfTheLongestDurationOfIterations() throws Exception {
        RunResult result = load(
                scenario("s").exec(inBackground("a", cut), work(50)),
                users(2).iterations(3).maxDuration(ofSeconds(10)).gracefulStop(ZERO));
        assertThat(done).hasSize(2);
        assertThat(result.ledger().interrupted()).isEqualTo(2);
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void anAbort() throws Exception {
        RunResult result =
                aborted(abort -> scenario("s").exec(inBackground("a", abort, cut), inBackground("b", cut), join("b")));
        assertThat(done).containsExactly("cut", "cut");
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 1));
        assertThat(result.duration()).isEqualTo(ofSeconds(2));
    }

    @Test
    void aRampDownPastItsGrace() throws Exception {
        RunResult result = load(
                scenario("s").exec(inBackground("a", cut), work(8), join("a").atMost(ofMillis(500))),
                users(2).during(ofSeconds(4))
                        .rampTo(1)
                        .over(ZERO)
                        .hold(ofSeconds(5))
                        .gracefulRampDown(ofSeconds(1)));
        assertThat(result.ledger()).as("one waits in vain, one is cut off").isEqualTo(ledger(0, 2, 1));
        assertThat(done).hasSize(3);
    }

    @Test
    void aRampDownEndsLoopsInTheBackground() throws Exception {
        RunResult result = load(
                scenario("s").exec(inBackground("a", forever(pause(ofSeconds(2)))), forever(pause(ofSeconds(1)))),
                users(2).during(ofSeconds(4)).rampTo(1).over(ofMillis(1)).hold(ofSeconds(4)));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
    }

    @Test
    void aStepThatInterruptsItsOwnThread() throws Exception {
        Step interrupting = exec("interrupts", user -> Thread.currentThread().interrupt());
        RunResult result = load(
                scenario("s")
                        .exec(
                                inBackground("a", interrupting, pause(ofSeconds(1))),
                                inBackground("b", cut),
                                work(2),
                                join("a"),
                                say("never")),
                users(1).iterations(1));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 1));
        assertThat(done).containsExactly("cut");
    }

    @Test
    void aRecordOfWhatIsCutOffGoesBack() throws Exception {
        givesTheRecordOfWhatIsCutOffBack(drawing -> scenario("s").exec(inBackground("a", drawing), work(1), join("a")));
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.slo.Slos.slo;
import static dev.perf.slo.Slos.slos;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.perf.LoadTest;
import dev.perf.engine.Mistakes;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.SloResult.State;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Service level objectives, in simulated time. */
class SloRunTest {

    /** A thousand requests in 100 s: the first 100 take 300 ms, the others 100 ms; each 50th fails. */
    private static LoadTest test() {
        Scenario buyers = scenario("buyers").exec("buy", user -> {
            user.pause(ofMillis(user.id() < 100 ? 300 : 100));
            if (user.id() % 50 == 0) {
                throw new IllegalStateException("sold out");
            }
        });
        return loadTest("shop").run(buyers, arrivals(perSecond(10)).during(ofSeconds(100)));
    }

    @Test
    void tellHowMuchOfTheErrorBudgetWasSpent() throws Exception {
        RunResult result = run(test().slos(slos(
                "shop",
                slo("up").availability(0.97),
                slo("buying works").of("buy").errorRate(0.03),
                slo("fast").tagged("scenario", "buyers").latency(0.85, ofMillis(150)),
                slo("busy").throughput(perSecond(9)))));

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.reason()).isEqualTo("all 4 objectives were met");
        assertThat(result.slos()).extracting(SloResult::requests).containsOnly(1_000L);
        assertThat(result.slos()).extracting(SloResult::bad).containsExactly(20L, 20L, 100L, 0L);
        assertThat(result.slos().get(0))
                .returns(0.97, SloResult::target)
                .returns(0.98, SloResult::actual)
                .returns(State.MET, SloResult::state)
                .returns("98 %, 66.7 % of the error budget spent", SloResult::message);
        assertThat(result.slos().get(0).budgetSpent()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(result.slos().get(1).budgetLeft()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(result.slos().get(2)).returns(0.9, SloResult::actual);
        assertThat(result.slos().get(3))
                .returns(null, SloResult::budgetSpent)
                .returns(9.0, SloResult::target)
                .returns(State.MET, SloResult::state);
    }

    @Test
    void failTheRunWhenTheyAreMissed() throws Exception {
        RunResult result = run(test().threshold("step_duration: max < 1s")
                .slo(slo("up").availability(0.99))
                .slo(slo("nearly").availability(0.979))
                .slo(slo("busy").throughput(perSecond(11))));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo("the objectives \"up\", \"busy\" were missed");
        assertThat(result.slos())
                .extracting(SloResult::state)
                .containsExactly(State.MISSED, State.AT_RISK, State.MISSED);
        assertThat(result.slos().getFirst().message()).isEqualTo("98 %, 200 % of the error budget spent");
        assertThatThrownBy(result::verify)
                .hasMessageContaining(
                        "\n  FAILED  slo \"up\", 99 % of requests succeed: 98 %, 200 % of the error budget spent");
    }

    @Test
    void areJudgedInTheWorstWindowToo() throws Exception {
        RunResult result =
                run(test().slo(slo("always fast").latency(0.85, ofMillis(150)).inEach(ofSeconds(10)))
                        .slo(slo("burns slowly").latency(0.85, ofMillis(150)).burningAtMost(6, ofSeconds(10)))
                        .slo(slo("burns").latency(0.85, ofMillis(150)).burningAtMost(7, ofSeconds(10))));

        assertThat(result.slos()).extracting(SloResult::met).containsExactly(false, false, true);
        assertThat(result.slos().getFirst().windows()).singleElement().satisfies(window -> {
            assertThat(window.met()).isFalse();
            assertThat(window.worst()).isZero();
            assertThat(window.burn()).isCloseTo(1 / 0.15, within(1e-9));
            assertThat(window.end()).isEqualTo(Duration.ofSeconds(10));
        });
        assertThat(result.slos().getFirst().message())
                .isEqualTo("90 %, 66.7 % of the error budget spent; in the worst 10s 0 %, a burn rate of 6.67");
    }

    @Test
    void leaveTheWarmUpOut() throws Exception {
        RunResult result = run(test().warmUp(ofSeconds(10)).slo(slo("fast").latency(0.99, ofMillis(150))));
        assertThat(result.slos().getFirst()).returns(1.0, SloResult::actual).returns(900L, SloResult::requests);
    }

    @Test
    void areMissedWithoutRequests() throws Exception {
        RunResult result = run(loadTest("idle")
                .run(
                        scenario("idle").exec(user -> user.pause(ofSeconds(1))),
                        arrivals(perSecond(1)).during(ofSeconds(3)))
                .slo(slo("up").availability(0.99)));
        assertThat(result.slos().getFirst())
                .returns(false, SloResult::met)
                .returns(State.NO_DATA, SloResult::state)
                .returns("no requests", SloResult::message);
    }

    @Test
    void thatMakeNoSenseAreMistakesOfThePlan() {
        assertThat(Mistakes.of(() -> run(test().slo(slo("percent").availability(99.9))
                        .slo(slo("all").availability(1))
                        .slo(slo("none").errorRate(0))
                        .slo(slo("sell").tagged("scenario", "sellers").availability(0.9))
                        .slo(slo("soon").latency(0.9, Duration.ZERO))
                        .slo(slo("idle").throughput(perSecond(0)))
                        .slo(slo("long").availability(0.9).inEach(ofSeconds(101)))
                        .slo(slo("never").availability(0.9).inEach(Duration.ZERO))
                        .slo(slo("burn").availability(0.9).burningAtMost(0, ofSeconds(1)))
                        .slo(slo("rate").throughput(perSecond(1)).burningAtMost(2, ofSeconds(1)))
                        .slo(slo("rate").availability(0.9))
                        .slo(slo(" ").availability(0.9)))))
                .containsExactlyInAnyOrder(
                        "slo \"percent\": its share must be above 0 and below 1, got 99.9; 0.999 is 99.9 %",
                        "slo \"all\": its share must be above 0 and below 1, got 1, which leaves no error budget; a"
                                + " threshold demands that nothing fails",
                        "slo \"none\": its share must be above 0 and below 1, got 0",
                        "slo \"sell\": no scenario of the test is named \"sellers\"; there are buyers",
                        "slo \"soon\": its time must be positive, got 0s",
                        "slo \"idle\": its rate must be positive, got 0/s",
                        "slo \"long\": its windows of 1m41s are longer than the load without warm-up, which lasts"
                                + " 1m40s",
                        "slo \"never\": its windows must be positive, got 0s",
                        "slo \"burn\": its burn rate must be positive, got 0",
                        "slo \"rate\": a throughput has no error budget that could burn; demand it with inEach(window)",
                        "slo \"rate\": another objective of the test has the same name; give it one of its own",
                        "slo \" \": it has no name; give it one, by which its results are known");
    }
}

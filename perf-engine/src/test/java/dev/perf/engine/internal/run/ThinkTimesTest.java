package dev.perf.engine.internal.run;

import static dev.perf.Perf.constant;
import static dev.perf.Perf.custom;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.logNormal;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.ThinkTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThinkTimesTest {

    private static final int MANY = 10_000;

    /** The lengths of many pauses, in seconds, in order of length. */
    private static double[] drawn(ThinkTime time) throws InterruptedException {
        var clock = new SimulatedClock();
        double[] lengths = new double[MANY];
        var drawn = new AtomicInteger();
        Duration[] before = new Duration[1];
        Scenario scenario = scenario("s")
                .exec("before", user -> before[0] = clock.elapsed())
                .pause(time)
                .exec(
                        "after",
                        user -> lengths[drawn.getAndIncrement()] =
                                clock.elapsed().minus(before[0]).toNanos() / 1e9);
        run(loadTest("t").seed(3).run(scenario, users(1).iterations(MANY).maxDuration(Duration.ofDays(30))), clock);
        Arrays.sort(lengths);
        return lengths;
    }

    @Test
    void aLogNormalTimeHasItsMedianAndItsTail() throws Exception {
        double[] lengths = drawn(logNormal(ofSeconds(2), 0.5));
        assertThat(lengths[MANY / 2]).isBetween(1.95, 2.05);
        // exp(1.2816 · 0.5) = 1.898 medians
        assertThat(lengths[MANY * 9 / 10]).isBetween(3.7, 3.9);
        assertThat(lengths[MANY / 10]).isBetween(1.03, 1.08);
    }

    @Test
    void aLogNormalTimeHasTheMeanAndDeviationThatItIsMadeOf() throws Exception {
        double[] lengths = drawn(logNormal(ofSeconds(3), ofSeconds(2)));
        double mean = Arrays.stream(lengths).average().orElseThrow();
        double variance = Arrays.stream(lengths)
                .map(length -> (length - mean) * (length - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(2.94, 3.06);
        assertThat(Math.sqrt(variance)).isBetween(1.85, 2.15);
    }

    @Test
    void aLogNormalTimeWithoutDeviationIsConstant() throws Exception {
        assertThat(drawn(logNormal(ofSeconds(3), Duration.ZERO))).containsOnly(3.0);
    }

    @Test
    void aCustomTimeIsWhatTheFunctionDraws() throws Exception {
        Iterator<Duration> lengths = List.of(ofSeconds(1), ofSeconds(5)).iterator();
        RunResult result =
                run(loadTest("t").run(scenario("s").exec(pause(random -> lengths.next())), users(1).iterations(2)));
        assertThat(result.duration()).isEqualTo(ofSeconds(6));
        assertThat(drawn(custom(random -> ofMillis(random.nextInt(1, 3))))).containsOnly(0.001, 0.002);
    }

    @Test
    void aFunctionThatFailsFailsTheIterationAndTheUserGoesOn() throws Exception {
        Scenario scenario = scenario("s")
                .exec(
                        pause(random -> {
                            throw new IllegalStateException("no");
                        }),
                        exec("a", user -> {}));
        assertThat(run(loadTest("t").run(scenario, users(1).iterations(2))).ledger())
                .isEqualTo(ledger(0, 2, 0));
        Scenario between = scenario("s").exec("a", user -> {}).thinkTime(custom(random -> ofSeconds(-1)));
        RunResult result = run(loadTest("t").run(between, users(1).iterations(2)));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactly(
                        tuple("step", "think time", "IllegalArgumentException: must not be negative, got -1s", 1L));
    }

    @Test
    void theFactorChangesAllPausesButNoPacing() throws Exception {
        Scenario thinking = scenario("s")
                .exec(exec("a", user -> user.pause(ofSeconds(1))), pause(ofSeconds(2)), exec("b", user -> {}))
                .thinkTime(constant(ofSeconds(4)));
        LoadTest test = loadTest("t").run(thinking, users(1).iterations(2));
        assertThat(run(test).duration()).isEqualTo(ofSeconds(3 + 4 + 3));
        assertThat(run(test.thinkTimeFactor(0.5)).duration()).isEqualTo(ofSeconds(5));
        assertThat(run(test.thinkTimeFactor(0)).duration()).isEqualTo(Duration.ZERO);
        LoadTest paced =
                loadTest("t").run(scenario("s").exec(pause(ofSeconds(1))).pacing(ofSeconds(3)), users(1).iterations(3));
        assertThat(run(paced.thinkTimeFactor(0)).duration()).isEqualTo(ofSeconds(6));
    }
}

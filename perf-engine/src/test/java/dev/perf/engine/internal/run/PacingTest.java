package dev.perf.engine.internal.run;

import static dev.perf.Perf.between;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pace;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacingTest {

    private final SimulatedClock clock = new SimulatedClock();
    private final List<Duration> begins = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    /** Takes the lengths in turn. */
    private Step work(int... millis) {
        return exec("work", user -> {
            begins.add(clock.elapsed());
            threads.add(Thread.currentThread());
            user.pause(ofMillis(millis[(begins.size() - 1) % millis.length]));
        });
    }

    private static List<Duration> millis(int... times) {
        return Arrays.stream(times).mapToObj(Duration::ofMillis).toList();
    }

    @Test
    void iterationsBeginAPacingApartWhateverTheyTake() throws Exception {
        Scenario paced = scenario("paced").exec(work(0, 300, 999, 1)).pacing(ofSeconds(1));
        RunResult result = run(loadTest("pacing").run(paced, users(1).during(ofSeconds(5))), clock);

        assertThat(begins).isEqualTo(millis(0, 1000, 2000, 3000, 4000));
        assertThat(result.ledger()).isEqualTo(ledger(5, 0, 0));
        assertThat(lag(result).max()).isZero();
        assertThat(new HashSet<>(threads))
                .as("a user that waits for long holds no thread")
                .hasSize(4);
    }

    @Test
    void anIterationThatTakesLongerIsFollowedAtOnceAndNothingIsMadeUpFor() throws Exception {
        Scenario paced = scenario("paced").exec(work(2500, 100, 100)).pacing(ofSeconds(1));
        run(loadTest("pacing").run(paced, users(1).during(ofMillis(5600))), clock);

        assertThat(begins).isEqualTo(millis(0, 2500, 3500, 4500));
    }

    @Test
    void usersOfOnePacingMakeARate() throws Exception {
        Scenario paced = scenario("paced").exec(work(70)).pacing(ofMillis(500));
        RunResult result = run(loadTest("pacing").run(paced, users(20).during(ofMinutes(1))), clock);

        assertThat(result.ledger()).isEqualTo(ledger(20 * 120, 0, 0));
    }

    @Test
    void aLateGeneratorDoesNotDrift() throws Exception {
        var late = new SimulatedClock(ofMillis(30));
        Scenario paced = scenario("paced").exec("work", user -> {}).pacing(ofSeconds(1));
        RunResult result = run(loadTest("pacing").run(paced, users(1).during(ofMinutes(10))), late);

        assertThat(result.ledger()).isEqualTo(ledger(600, 0, 0));
        assertThat(lag(result).max()).isGreaterThanOrEqualTo(ofMillis(30));
    }

    @Test
    void thinkTimeIsTheLeastPauseBetweenTwoIterationsAndGoesOnBetweenSteps() throws Exception {
        Scenario paced = scenario("paced")
                .exec(work(100), work(100))
                .thinkTime(constant(ofMillis(300)))
                .pacing(ofMillis(700));
        run(loadTest("pacing").run(paced, users(1).during(ofMillis(1500))), clock);
        // An iteration takes 500 ms, so its pacing would end 200 ms after it, and its think time does 300 ms after it.
        assertThat(begins).isEqualTo(millis(0, 400, 800, 1200));
        begins.clear();
        Duration before = clock.elapsed();
        run(loadTest("pacing").run(paced.pacing(ofSeconds(1)), users(1).during(ofMillis(1900))), clock);
        begins.replaceAll(time -> time.minus(before));
        assertThat(begins).isEqualTo(millis(0, 400, 1000, 1400));
    }

    @Test
    void pacingMayBeDrawnFromTheSeed() throws Exception {
        Scenario paced = scenario("paced").exec(work(10)).pacing(between(ofMillis(500), ofMillis(1500)));
        run(loadTest("pacing").seed(3).run(paced, users(1).during(ofMinutes(10))), clock);

        for (int i = 1; i < begins.size(); i++) {
            assertThat(begins.get(i).minus(begins.get(i - 1))).isBetween(ofMillis(500), ofMillis(1500));
        }
        assertThat(begins).hasSizeBetween(550, 650);
    }

    @Test
    void aUserThatWaitsForItsPacingEndsAtOnceWhenItIsRetired() throws Exception {
        Scenario paced = scenario("paced").exec(work(10)).pacing(ofHours(1));
        RunResult result = run(loadTest("pacing").run(paced, users(4).rampTo(0).over(ofSeconds(4))), clock);

        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
    }

    @Test
    void aPaceStepPacesALoop() throws Exception {
        Scenario paced = scenario("paced").exec(repeat(3, pace(ofSeconds(1)), work(100, 1300, 100, 100)));
        run(loadTest("pacing").run(paced, users(1).during(ofMillis(4400))), clock);
        // The second pass takes longer, so the third follows at once; the next iteration waits as well.
        assertThat(begins).isEqualTo(millis(0, 1000, 2300, 3300, 4300, 5300));
    }

    @Test
    void everyUserAndEveryPaceStepHasATimeOfItsOwn() throws Exception {
        Scenario paced = scenario("paced")
                .pace(ofSeconds(2))
                .exec(work(0))
                .pace(ofSeconds(3))
                .exec(work(0));
        run(loadTest("pacing").run(paced, users(2).during(ofMillis(6500))), clock);
        // The second step holds back each iteration but the first; the first step only the second and third.
        assertThat(begins)
                .isEqualTo(millis(0, 0, 0, 0, 2000, 2000, 3000, 3000, 4000, 4000, 6000, 6000, 6000, 6000, 9000, 9000));
    }

    private static Distribution lag(RunResult result) {
        return ((MetricResult.Trend) result.metric("schedule_lag")).distribution();
    }
}

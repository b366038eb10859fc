package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.load.OpenLoad;
import dev.perf.result.Ledger;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenShapesRunTest {

    private static Scenario working(Duration time) {
        return scenario("visitors").exec("work", user -> user.pause(time));
    }

    private static List<Long> startsOf(OpenLoad load, long seed) throws InterruptedException {
        List<Long> starts = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario noting = scenario("visitors").exec("note", user -> {
            starts.add(clock.elapsed().toMillis());
            user.pause(ofMillis(500));
        });
        run(loadTest("shapes").run(noting, load).seed(seed), clock);
        return starts;
    }

    @Test
    void startsWhatIsDueAtOnceAtOnce() throws Exception {
        OpenLoad load = arrivals()
                .atOnce(3)
                .nothingFor(ofSeconds(2))
                .atOnce(2)
                .spread(4)
                .over(ofSeconds(2));
        assertThat(startsOf(load, 1)).containsExactly(0L, 0L, 0L, 2000L, 2000L, 2250L, 2750L, 3250L, 3750L);
    }

    @Test
    void runsAProfileWithoutLength() throws Exception {
        RunResult result =
                run(loadTest("burst").run(working(ofSeconds(3)), arrivals().atOnce(50)));
        assertThat(result.ledger()).isEqualTo(ledger(50, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
    }

    @Test
    void dropsWhatComesAtOnceBeyondMaxUsers() throws Exception {
        RunResult result = run(loadTest("burst")
                .run(
                        working(ofSeconds(3)),
                        arrivals()
                                .atOnce(100)
                                .nothingFor(ofSeconds(4))
                                .atOnce(5)
                                .maxUsers(7)));
        assertThat(result.ledger()).isEqualTo(new Ledger(105, 12, 93, 12, 0, 0));
    }

    @Test
    void interruptsWhatOutlastsTheGracefulStopOfAProfileWithoutLength() throws Exception {
        RunResult result = run(loadTest("burst")
                .run(working(ofSeconds(3)), arrivals().atOnce(50).gracefulStop(ZERO)));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 50));
    }

    @Test
    void repeatsPoissonArrivalsFromTheSeed() throws Exception {
        OpenLoad load = arrivals(perSecond(20)).during(ofSeconds(20)).poisson();
        List<Long> first = startsOf(load, 5);
        assertThat(first).hasSizeBetween(320, 480).isEqualTo(startsOf(load, 5)).isNotEqualTo(startsOf(load, 6));
    }

    @Test
    void startsEvenACurveAtAHighRateExactly() throws Exception {
        RunResult result = run(loadTest("curve")
                .run(
                        working(ofMillis(1)),
                        arrivals()
                                .following(time -> perSecond(10_000 * time.toNanos() / 1e9))
                                .over(ofSeconds(2))));
        assertThat(result.ledger()).isEqualTo(ledger(20_000, 0, 0));
    }

    @Test
    void drawsStepsAndCurvesAsLines() {
        PlannedLoad steps = PlannedLoads.of(
                "s", arrivals(perSecond(5)).incrementBy(perSecond(5)).times(2).eachLevelLasting(ofSeconds(10)));
        assertThat(steps.points())
                .containsExactly(
                        new PlannedLoad.Point(ZERO, 5),
                        new PlannedLoad.Point(ofSeconds(10), 5),
                        new PlannedLoad.Point(ofSeconds(10), 10),
                        new PlannedLoad.Point(ofSeconds(20), 10));
        PlannedLoad spread = PlannedLoads.of(
                "s",
                arrivals(perSecond(5))
                        .during(ofSeconds(10))
                        .spread(100)
                        .over(ofSeconds(10))
                        .hold(ofSeconds(1)));
        assertThat(spread.points())
                .containsExactly(
                        new PlannedLoad.Point(ZERO, 5),
                        new PlannedLoad.Point(ofSeconds(10), 5),
                        new PlannedLoad.Point(ofSeconds(10), 10),
                        new PlannedLoad.Point(ofSeconds(20), 10),
                        new PlannedLoad.Point(ofSeconds(20), 5),
                        new PlannedLoad.Point(ofSeconds(21), 5));
        PlannedLoad curve = PlannedLoads.of(
                "s", arrivals().following(time -> perSecond(time.toSeconds())).over(ofSeconds(100)));
        assertThat(curve.points()).hasSizeBetween(500, 1_100);
        assertThat(curve.points().getLast()).isEqualTo(new PlannedLoad.Point(ofSeconds(100), 100));
    }
}

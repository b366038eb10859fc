package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a result knows of the requests of each name beyond their totals. */
class RequestDetailTest {

    private static Step work(String name, Duration time) {
        return exec(name, user -> user.pause(time));
    }

    private static List<RequestInterval> course(RunResult result, String name) {
        return result.request(name).detail().course();
    }

    @Test
    void requestsAreBrokenDownByScenarioAndGroup() throws Exception {
        RunResult result = run(loadTest("shop")
                .run(
                        scenario("buyers").exec(group("checkout", group("card", work("pay", ofMillis(100))))),
                        arrivals(perSecond(2)).during(ofSeconds(20)))
                .run(
                        scenario("debtors").exec(work("pay", ofMillis(300))).exec(work("cry", ofMillis(200))),
                        users(1).iterations(5)));

        RequestResult pay = result.request("pay");
        assertThat(pay.count()).isEqualTo(45);
        assertThat(pay.parts())
                .extracting(
                        RequestPart::scenario,
                        RequestPart::group,
                        RequestPart::count,
                        part -> part.responseTime().max())
                .containsExactlyInAnyOrder(
                        tuple("buyers", "checkout / card", 40L, ofMillis(100)),
                        tuple("debtors", "", 5L, ofMillis(300)));
        assertThat(Distribution.merge(
                        pay.parts().stream().map(RequestPart::serviceTime).toList()))
                .isEqualTo(pay.serviceTime());
        assertThat(result.request("cry").parts()).singleElement().satisfies(part -> {
            assertThat(part.scenario()).isEqualTo("debtors");
            assertThat(part.count()).isEqualTo(5);
            assertThat(part.failureRate()).isZero();
        });
    }

    @Test
    void theCourseOfEachRequestHasItsOwnHistograms() throws Exception {
        Scenario visitors = scenario("visitors").exec("load", user -> {
            user.pause(user.iteration() % 2 == 0 ? ofMillis(10) : ofMillis(90));
            if (user.iteration() == 3) {
                throw new IllegalStateException("on purpose");
            }
        });
        // Iterations begin at 0, 0.5, 1, 1.5 s and so on; the fourth fails.
        RunResult result = run(loadTest("course")
                .run(visitors, arrivals(perSecond(2)).during(ofSeconds(10)))
                .warmUp(ZERO));

        assertThat(course(result, "load")).hasSize(10).allSatisfy(second -> {
            assertThat(second.length()).isEqualTo(ofSeconds(1));
            assertThat(second.count()).isEqualTo(2);
        });
        assertThat(course(result, "load"))
                .extracting(RequestInterval::start)
                .first()
                .isEqualTo(ZERO);
        assertSums(result, "load");
    }

    @Test
    void stretchesWithoutRequestsAreLeftOut() throws Exception {
        RunResult result = run(loadTest("gaps")
                .run(
                        scenario("visitors")
                                .exec(work("early", ofMillis(10)))
                                .pause(ofSeconds(15))
                                .exec(work("late", ofMillis(20))),
                        users(3).iterations(1)));

        assertThat(course(result, "early")).extracting(RequestInterval::start).containsExactly(ZERO);
        assertThat(course(result, "late")).singleElement().satisfies(second -> {
            assertThat(second.start()).isEqualTo(ofSeconds(15));
            assertThat(second.count()).isEqualTo(3);
            assertThat(second.responseTime().max()).isEqualTo(ofMillis(20));
        });
    }

    @ParameterizedTest
    @CsvSource({"1100, 1100", "1300, 650", "3000, 750"})
    void aLongCourseIsMergedLikeTheRun(int seconds, int points) throws Exception {
        RunResult result = run(loadTest("long")
                .run(
                        scenario("visitors").exec(work("load", ofMillis(10))),
                        arrivals(perSecond(2)).during(ofSeconds(seconds))));

        assertThat(course(result, "load")).hasSize(points);
        assertThat(result.intervals()).hasSizeBetween(points, points + 1);
        assertBoundsAreThoseOfTheRun(result, "load");
        assertSums(result, "load");
    }

    @Test
    void aNameThatEndsEarlyHasBoundsOfTheMergedRun() throws Exception {
        RunResult result = run(loadTest("early")
                .run(scenario("once").exec(work("early", ofMillis(10))), users(1).iterations(1))
                .run(
                        scenario("visitors").exec(work("load", ofMillis(10))),
                        arrivals(perSecond(2)).during(ofSeconds(3_000))));

        assertThat(course(result, "early")).singleElement().satisfies(stretch -> {
            assertThat(stretch.start()).isEqualTo(ZERO);
            assertThat(stretch.length()).isEqualTo(ofSeconds(4));
            assertThat(stretch.count()).isEqualTo(1);
        });
    }

    @Test
    void detailIsKeptOfTheFiftyNamesThatTookMostTime() throws Exception {
        List<Step> steps = IntStream.rangeClosed(1, 60)
                .mapToObj(number -> work("step " + number, ofMillis(number)))
                .toList();
        Scenario all = scenario("all");
        for (Step step : steps) {
            all = all.exec(step);
        }
        RunResult result = run(loadTest("many").run(all, users(1).iterations(3)));

        assertThat(result.requests()).hasSize(60);
        Set<String> detailed = result.requests().stream()
                .filter(request -> request.detail() != RequestDetail.NONE)
                .map(RequestResult::name)
                .collect(Collectors.toSet());
        assertThat(detailed)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(11, 60)
                        .mapToObj(number -> "step " + number)
                        .toList());
        assertThat(result.requests())
                .allSatisfy(request -> assertThat(request.parts()).hasSize(1));
    }

    @Test
    void theWarmUpIsNoPartOfIt() throws Exception {
        LoadTest test = loadTest("warm")
                .warmUp(ofSeconds(5))
                .run(
                        scenario("visitors").exec(work("load", ofMillis(10))),
                        arrivals(perSecond(1)).during(ofSeconds(15)));
        RunResult result = run(test, new SimulatedClock());

        assertThat(course(result, "load")).hasSize(10);
        assertThat(course(result, "load").getFirst().start()).isEqualTo(ofSeconds(5));
        assertBoundsAreThoseOfTheRun(result, "load");
        assertSums(result, "load");
    }

    private static void assertSums(RunResult result, String name) {
        RequestInterval all =
                course(result, name).stream().reduce(RequestInterval::plus).orElseThrow();
        RequestResult request = result.request(name);
        assertThat(all.count()).isEqualTo(request.count());
        assertThat(all.failed()).isEqualTo(request.failed());
        assertThat(all.responseTime()).isEqualTo(request.responseTime());
        assertThat(all.serviceTime()).isEqualTo(request.serviceTime());
    }

    private static void assertBoundsAreThoseOfTheRun(RunResult result, String name) {
        var starts = new ArrayList<Duration>();
        var ends = new ArrayList<Duration>();
        for (Interval interval : result.intervals()) {
            starts.add(interval.start());
            ends.add(interval.start().plus(interval.length()));
        }
        assertThat(course(result, name)).allSatisfy(stretch -> {
            assertThat(starts).contains(stretch.start());
            assertThat(ends).contains(stretch.start().plus(stretch.length()));
        });
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.generated;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.records;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.feed.Feeder;
import dev.perf.load.LoadProfile;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said before a run of how far its data will go. */
class RecordsNeededTest {

    private static final Step WORK = exec("work", user -> user.pause(ofSeconds(1)));

    private static Feeder numbers(int count) {
        return records(IntStream.range(0, count)
                .mapToObj(n -> Map.<String, Object>of("n", n))
                .toList());
    }

    private static List<String> lines(LoadTest test) {
        return LoadRun.recordsNeeded(test.plan(), new SimulatedClock());
    }

    private static List<String> drawing(LoadProfile load, Step... steps) {
        return lines(loadTest("data").run(scenario("draw").exec(steps).exec(WORK), load));
    }

    private static List<String> forLife(Feeder feeder, LoadProfile load) {
        return lines(loadTest("data").run(scenario("draw").feed(feeder).exec(WORK), load));
    }

    @Test
    void countsTheArrivalsOfTheOpenModelAndSaysWhenRecordsEnd() {
        LoadProfile tenMinutes = arrivals(perSecond(10)).during(ofMinutes(10));

        assertThat(drawing(tenMinutes, feed(numbers(3_000))))
                .containsExactly("records: 3,000 records are there, 6,000 needed: they end after 5m0.05s");
        assertThat(forLife(numbers(6_000), tenMinutes))
                .containsExactly("records: 6,000 records needed, 6,000 are there");
        assertThat(lines(loadTest("data")
                        .run(
                                scenario("draw").exec(feed(numbers(10), 2), WORK),
                                arrivals(perSecond(1)).during(ofSeconds(10)),
                                startingAfter(ofSeconds(60)))))
                .containsExactly("records: 10 records are there, 20 needed: they end after 1m5.5s");
        assertThat(drawing(arrivals(perSecond(10)).during(ofMinutes(10)).poisson(), feed(numbers(3_000))))
                .containsExactly("records: 3,000 records are there, about 6,000 needed: they end too early");
    }

    @Test
    void countsUsersAndIterations() {
        assertThat(forLife(numbers(5), users(2).iterations(3)))
                .containsExactly("records: 2 records needed, 5 are there");
        assertThat(drawing(users(2).iterations(3), feed(numbers(5))))
                .containsExactly("records: 5 records are there, 6 needed: they end too early");
        assertThat(drawing(users(2).sharedIterations(3), feed(numbers(5).perUser())))
                .containsExactly("records: 2 records needed, 5 are there");
        LoadProfile upAndDown = users().rampTo(10)
                .over(ofMinutes(1))
                .rampTo(5)
                .over(ofMinutes(1))
                .rampTo(8)
                .over(ofMinutes(1));
        assertThat(forLife(numbers(12), upAndDown))
                .containsExactly("records: 12 records are there, 13 needed: they end too early");
        assertThat(drawing(upAndDown, feed(numbers(100))))
                .containsExactly("records: at least 13 records needed, 100 are there");
    }

    @Test
    void countsWhatIsDoneOnceInAGroupOrALoopAndNotWhatMayBeLeftOut() {
        LoadProfile ten = users(1).iterations(10);
        Feeder hundred = numbers(100);

        assertThat(drawing(ten, group("g", feed(hundred)), repeat(3, feed(hundred))))
                .containsExactly("records: 40 records needed, 100 are there");
        assertThat(drawing(ten, feed(hundred), doIf(session -> true, feed(hundred))))
                .containsExactly("records: at least 10 records needed, 100 are there");
    }

    @Test
    void sumsWhatScenariosShareAndTellsFeedersWithoutAnEnd() {
        Feeder shared = numbers(10);
        LoadProfile four = users(1).iterations(4);

        assertThat(lines(loadTest("data")
                        .run(scenario("a").exec(feed(shared), WORK), four)
                        .run(scenario("b").exec(feed(shared), WORK), four)))
                .containsExactly("records: 8 records needed, 10 are there");
        assertThat(drawing(four, feed(numbers(3).circular())))
                .containsExactly("records: 4 records needed, 3 are there and drawn again");
        assertThat(drawing(four, feed(generated((number, random) -> Map.of("n", number)))))
                .containsExactly("generated: 4 records needed, all made when they are drawn");
    }

    @Test
    void aRunWhoseDataWillNotDoWarnsUnlessThePlanSaysWhatThen() throws Exception {
        RunResult result = Runs.run(loadTest("data")
                .run(
                        scenario("draw").feed(numbers(2)).exec(WORK),
                        arrivals(perSecond(1)).during(ofSeconds(4))));
        assertThat(result.warnings())
                .contains(
                        "feeder records: 2 records are there, 4 needed: they end after 2.5s; add records, or let it be"
                                + " circular() or random(), or say what is to happen then with thenStopScenario() or"
                                + " thenStopRun().");

        RunResult meant = Runs.run(loadTest("data")
                .run(
                        scenario("draw").feed(numbers(2).thenStopRun()).exec(WORK),
                        arrivals(perSecond(1)).during(ofSeconds(4))));
        assertThat(meant.warnings()).noneMatch(warning -> warning.contains("needed"));
    }
}

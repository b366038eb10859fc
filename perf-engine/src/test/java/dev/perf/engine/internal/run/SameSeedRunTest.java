package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.between;
import static dev.perf.Perf.choice;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exponential;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.normal;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.feed.Feeder;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same plan and seed make the same run: every arrival, choice, pause, record and random number of every user. */
class SameSeedRunTest {

    private static final List<Map<String, Object>> RECORDS = IntStream.range(0, 2_000)
            .mapToObj(n -> Map.<String, Object>of("record", n))
            .toList();

    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private SimulatedClock clock = new SimulatedClock();

    @Test
    void theSameSeedMakesTheSameRun() throws Exception {
        List<String> first = traceOf(42);

        assertThat(first).hasSizeGreaterThan(1_000);
        assertThat(traceOf(42)).isEqualTo(first);
    }

    @Test
    void anotherSeedMakesAnotherRun() throws Exception {
        assertThat(traceOf(43)).isNotEqualTo(traceOf(42));
    }

    @Test
    void everyKindOfChoiceFollowsTheSeed() throws Exception {
        assertThat(part(42, "task")).isEqualTo(part(42, "task")).isNotEqualTo(part(43, "task"));
        assertThat(part(42, "record")).isEqualTo(part(42, "record")).isNotEqualTo(part(43, "record"));
        assertThat(part(42, "pause")).isEqualTo(part(42, "pause")).isNotEqualTo(part(43, "pause"));
        assertThat(part(42, "drawn")).isEqualTo(part(42, "drawn")).isNotEqualTo(part(43, "drawn"));
    }

    @Test
    void aScenarioKeepsItsChoicesWhenAnotherJoins() throws Exception {
        List<String> alone = visitorsOf(loadTrace(42, false));

        assertThat(visitorsOf(loadTrace(42, true))).isEqualTo(alone).isNotEmpty();
    }

    private static List<String> visitorsOf(List<String> trace) {
        return trace.stream().filter(line -> line.contains(" visitors ")).toList();
    }

    /** The lines of one kind, without their time. */
    private List<String> part(long seed, String kind) throws InterruptedException {
        return traceOf(seed).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(line -> line.contains(kind))
                .toList();
    }

    private List<String> traceOf(long seed) throws InterruptedException {
        return loadTrace(seed, true);
    }

    private List<String> loadTrace(long seed, boolean withShoppers) throws InterruptedException {
        trace.clear();
        clock = new SimulatedClock();
        var test = loadTest("rich")
                .seed(seed)
                .run(visitors(), arrivals(perSecond(1)).rampTo(perSecond(5)).over(ofMinutes(1)));
        if (withShoppers) {
            test = test.run(shoppers(), users(0).rampTo(10).over(ofSeconds(20)).hold(ofSeconds(40)));
        }
        RunResult result = Runs.run(test, clock);
        trace.add("end " + result.ledger() + result.requests() + result.duration());
        // All users that think end at the same moment, in no order; each line has its moment and its user.
        return trace.stream().sorted().toList();
    }

    private Scenario shoppers() {
        return scenario("shoppers")
                .feed(Feeder.records(RECORDS).shuffle())
                .onStart(note("start"))
                .thinkTime(between(ofMillis(200), ofMillis(1_800)))
                .tasks(
                        task(5, note("task list")),
                        task(3, note("task show"), pause(exponential(ofMillis(300))), note("after pause")),
                        task(1, feed(Feeder.records(RECORDS).random()), note("task buy")))
                .onStop(note("stop"));
    }

    private Scenario visitors() {
        return scenario("visitors")
                .feed(Feeder.records(RECORDS).random())
                .exec(
                        note("arrive"),
                        pause(normal(ofMillis(500), ofMillis(100))),
                        note("after pause"),
                        choice(task(1, note("task left")), task(1, note("task right"))));
    }

    private Step note(String what) {
        return exec(what, user -> {
            int work = user.random().nextInt(50);
            trace.add(clock.elapsed() + " " + user.scenario() + " " + user.id() + "/" + user.iteration() + " " + what
                    + " record " + user.session().get("record") + " drawn " + work);
            user.pause(ofMillis(work));
        });
    }
}

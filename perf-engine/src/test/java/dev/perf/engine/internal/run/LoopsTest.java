package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.asLongAs;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.doWhile;
import static dev.perf.Perf.during;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.forEach;
import static dev.perf.Perf.forever;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.pollUntil;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.checked;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopsTest {

    private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

    private Step see(String key) {
        return exec("see", user -> seen.add(user.session().get(key)));
    }

    private static Step set(String key, Object value) {
        return exec("set", user -> user.session().set(key, value));
    }

    private static RunResult once(Step... steps) throws InterruptedException {
        return run(loadTest("loops").run(scenario("s").exec(steps), users(1).iterations(1)));
    }

    private static Duration total(RunResult result, String metric) {
        var distribution = ((MetricResult.Trend) result.metric(metric)).distribution();
        assertThat(distribution.count()).isEqualTo(1);
        return distribution.max();
    }

    @Test
    void countsThePassesOfARepetition() throws Exception {
        once(repeat(3, "i", see("i")));
        run(loadTest("loops").run(scenario("s").repeat(2, "j", see("j")), users(1).iterations(1)));
        assertThat(seen).containsExactly(0, 1, 2, 0, 1);
    }

    @Test
    void looksAtTheConditionAfterEachPass() throws Exception {
        once(
                doWhile(session -> (int) session.get("i") < 2, see("i")).indexedBy("i"),
                doWhile(session -> false, see("i")),
                asLongAs(session -> false, see("i")));
        assertThat(seen).containsExactly(0, 1, 2, 2);
    }

    @Test
    void countsThePassesOfOtherLoops() throws Exception {
        once(
                asLongAs(session -> seen.size() < 2, see("a")).indexedBy("a"),
                during(ofSeconds(2), see("b"), pause(ofSeconds(1))).indexedBy("b"),
                forEach(List.of("x", "y"), "item", see("c")).indexedBy("c"));
        assertThat(seen).containsExactly(0, 1, 0, 1, 0, 1);
    }

    @Test
    void goesOverWhateverHasItems() throws Exception {
        var map = new LinkedHashMap<String, Integer>();
        map.put("one", 1);
        map.put("two", 2);
        for (Object items : List.of(List.of(1, 2), new int[] {1, 2}, new String[] {"1", "2"}, map)) {
            once(set("items", items), forEach("items", "item", see("item")));
        }
        Iterable<Integer> iterable = () -> List.of(8, 9).iterator();
        once(set("items", iterable), forEach("items", "item", see("item")));
        assertThat(seen).containsExactly(1, 2, 1, 2, "1", "2", 1, 2, 8, 9);
    }

    @Test
    void goesOverAListAsItIsAtFirst() throws Exception {
        var items = new ArrayList<>(List.of(1, 2));
        once(set("items", items), forEach("items", "item", see("item"), exec("add", user -> items.add(3))));
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void whatHasNoItemsFailsTheIteration() throws Exception {
        assertThat(messages(once(set("items", "abc"), forEach("items", "item", see("item")))))
                .containsExactly(
                        "IllegalArgumentException: \"items\" is a String, which has no items; it must be a List"
                                + " or another Iterable, an array, or a Map");
        assertThat(messages(once(set("items", Collections.singletonList(null)), forEach("items", "item", see("item")))))
                .containsExactly("IllegalArgumentException: item 0 is null; leave it out");
        assertThat(messages(once(set("a", 1), forEach("items", "item", see("item")))))
                .singleElement()
                .asString()
                .startsWith("MissingValueException: ");
    }

    private static List<String> messages(RunResult result) {
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        return result.errors().stream()
                .peek(error -> assertThat(error.request()).matches("forEach \\(LoopsTest.java:\\d+\\)"))
                .map(error -> error.message())
                .toList();
    }

    @Test
    void pollsUntilTheConditionHolds() throws Exception {
        Step ask = exec("ask", user -> user.pause(ofMillis(300)));
        RunResult result = once(
                pollUntil(session -> (int) session.get("i") == 3, ask, see("i")).indexedBy("i"), set("behind", 1));
        assertThat(seen).containsExactly(0, 1, 2, 3);
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(total(result, "poll_duration")).isEqualTo(ofMillis(3_300));
        RunResult slow =
                once(pollUntil(session -> (int) session.get("i") == 2, exec("slow", user -> user.pause(ofSeconds(3))))
                        .every(ofSeconds(2))
                        .indexedBy("i"));
        assertThat(total(slow, "poll_duration")).isEqualTo(ofSeconds(9));
    }

    @Test
    void aPollThatTakesTooLongFailsTheIterationWhichGoesOn() throws Exception {
        RunResult result = once(
                pollUntil(session -> false, set("key", 1))
                        .every(ofSeconds(2))
                        .atMost(ofSeconds(5))
                        .indexedBy("i"),
                see("i"));
        // At 0, 2, 4 and 5 s.
        assertThat(seen).containsExactly(3);
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(total(result, "poll_duration")).isEqualTo(ofSeconds(5));
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("poll");
            assertThat(error.request()).startsWith("pollUntil (LoopsTest.java:");
            assertThat(error.message()).isEqualTo("the condition did not hold within 5s");
        });
    }

    @Test
    void aLoopForeverEndsWithTheLoadAndTheIterationGoesOn() throws Exception {
        Step[] steps = {forever(pause(ofSeconds(3)), exec("pass", user -> {})), exec("end", user -> seen.add("end"))};
        RunResult closed = run(loadTest("t").run(scenario("s").exec(steps), users(2).during(ofSeconds(10))));
        assertThat(closed.ledger()).isEqualTo(ledger(2, 0, 0));
        assertThat(closed.duration()).isEqualTo(ofSeconds(12));
        assertThat(seen).hasSize(2);
        RunResult open = run(loadTest("t")
                .run(scenario("s").exec(steps), arrivals(perSecond(1)).during(ofSeconds(10))));
        assertThat(open.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(open.duration()).isEqualTo(ofMillis(12_500));
    }

    @Test
    void aRampEndsTheLoopsOfItsUsers() throws Exception {
        RunResult result = run(loadTest("t")
                .run(
                        scenario("s").exec(forever(pause(ofSeconds(1)))),
                        users(2).during(ofSeconds(4))
                                .rampTo(1)
                                .over(ofMillis(1))
                                .hold(ofSeconds(4))));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
    }

    /** Passes that wait for nothing must neither hang the run, nor keep its timers from their work. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLoopThatWaitsForNothingIsEndedByTheRun(boolean abort) throws Exception {
        int users = 2 * Runtime.getRuntime().availableProcessors();
        var spinning = new CountDownLatch(users);
        Run run = LoadRun.start(
                loadTest("spin")
                        .run(
                                scenario("s")
                                        .exec("began", user -> spinning.countDown())
                                        .exec(asLongAs(session -> true, repeat(2, pauseOfNoTime()))),
                                users(users).during(ofMinutes(5)).gracefulStop(ofMillis(10)))
                        .plan(),
                Runs.QUIET,
                new SystemClock());
        spinning.await(); // as many as there are processors spin, and the others got one all the same
        if (abort) {
            run.abort("enough");
        } else {
            run.stop("enough");
        }
        assertThat(checked(run.await()).ledger()).isEqualTo(new Ledger(users, users, 0, 0, 0, users));
    }

    private static Step pauseOfNoTime() {
        return doIf(session -> false, pause(ofSeconds(1)));
    }

    @Test
    void aGroupCumulatesItsServiceTimesWithoutPauses() throws Exception {
        Step work = exec("work", user -> user.pause(ofMillis(200)));
        RunResult result = once(group(
                "outer",
                work,
                pause(ofSeconds(5)),
                group("inner", work, work),
                exec(
                        "timed",
                        user -> user.group("lambda", () -> {
                            user.pause(ofMillis(50));
                            return Map.of();
                        }))));
        assertThat(total(result, "group_duration{group:outer}")).isEqualTo(ofMillis(5_650));
        assertThat(total(result, "group_cumulated_duration{group:outer}")).isEqualTo(ofMillis(650));
        assertThat(total(result, "group_cumulated_duration{group:outer / inner}"))
                .isEqualTo(ofMillis(400));
        // The lambda step is the request, and it ends after the group in it.
        assertThat(total(result, "group_cumulated_duration{group:outer / lambda}"))
                .isZero();
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.generated;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.records;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.Mistakes;
import dev.perf.feed.Feeder;
import dev.perf.load.LoadProfile;
import dev.perf.result.ErrorResult;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets which record, and what becomes of the load when there are none left. */
class FeederRunTest {

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private static Feeder numbers(int count) {
        return records(IntStream.range(0, count)
                .mapToObj(n -> Map.<String, Object>of("n", n))
                .toList());
    }

    /** Draws in each iteration, which takes a second. */
    private Scenario drawing(Feeder feeder) {
        return scenario("draw").exec(feed(feeder)).exec("work", user -> {
            seen.add(user.id() + ":" + user.session().get("n"));
            user.pause(ofSeconds(1));
        });
    }

    private static RunResult load(Scenario scenario, LoadProfile load) throws InterruptedException {
        return run(loadTest("data").run(scenario, load));
    }

    private static void assertEnd(RunResult result, long errors, String message) {
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("feeder");
            assertThat(error.count()).isEqualTo(errors);
            assertThat(error.message()).isEqualTo(message);
        });
    }

    @Test
    void aUserKeepsTheRecordWithItsNumber() throws Exception {
        RunResult result = load(drawing(numbers(3).perUser()), users(2).during(ofSeconds(3)));

        assertThat(seen).containsExactlyInAnyOrder("0:0", "1:1", "0:0", "1:1", "0:0", "1:1");
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 0));
    }

    @Test
    void usersBeyondTheLastRecordEndUnlessRecordsAreRecycled() throws Exception {
        RunResult once = load(drawing(numbers(2).perUser()), users(3).during(ofSeconds(3)));
        assertThat(once.ledger()).isEqualTo(ledger(6, 1, 0));
        seen.clear();

        RunResult again = load(drawing(numbers(2).perUser().thenRecycle()), users(5).during(ofSeconds(1)));
        assertThat(again.ledger()).isEqualTo(ledger(5, 0, 0));
        assertThat(seen).containsExactlyInAnyOrder("0:0", "1:1", "2:0", "3:1", "4:0");
    }

    @Test
    void recordsAreMadeForAUserOrInTurn() throws Exception {
        load(drawing(generated((number, random) -> Map.of("n", number)).perUser()), users(2).during(ofSeconds(2)));
        assertThat(seen).containsExactlyInAnyOrder("0:0", "1:1", "0:0", "1:1");
        seen.clear();

        load(drawing(generated((number, random) -> Map.of("n", number))), users(1).during(ofSeconds(3)));
        assertThat(seen).containsExactly("0:0", "0:1", "0:2");
    }

    @Test
    void aRecordThatCannotBeMadeFailsItsIterationAndTheUserGoesOn() throws Exception {
        Feeder odd = generated((number, random) -> {
            if (number == 1) {
                throw new IllegalStateException("shut");
            }
            return Map.of("n", number);
        });
        RunResult result = load(drawing(odd), users(1).iterations(4));

        assertThat(result.ledger()).isEqualTo(ledger(3, 1, 0));
        assertEnd(result, 1, "feeder generated cannot make record 1: it threw java.lang.IllegalStateException: shut");
    }

    @Test
    void aRecordGoesBackWhenItsUserIsInterruptedAndIsDoneByAnother() throws Exception {
        // Two users take 0 and 1 at 0 s; the second is taken away at 1 s, at once, and another comes at 2 s.
        Scenario slow = scenario("draw").exec(feed(numbers(3).unique())).exec("work", user -> {
            seen.add(user.id() + ":" + user.session().get("n"));
            user.pause(ofSeconds(3));
        });
        RunResult result = load(
                slow,
                users(2).during(ofSeconds(1))
                        .rampTo(1)
                        .over(ZERO)
                        .hold(ofSeconds(1))
                        .rampTo(2)
                        .over(ZERO)
                        .hold(ofSeconds(2))
                        .gracefulRampDown(ZERO));

        assertThat(seen).containsExactly("0:0", "1:1", "2:1", "0:2");
        assertThat(result.ledger()).isEqualTo(ledger(3, 0, 1));
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void aRecordOfAUsersLifeGoesBackWhenItIsInterrupted() throws Exception {
        Scenario slow = scenario("draw").feed(numbers(2).unique()).exec("work", user -> {
            seen.add(user.id() + ":" + user.session().get("n"));
            user.pause(ofSeconds(3));
        });
        load(
                slow,
                users(2).during(ofSeconds(1))
                        .rampTo(1)
                        .over(ZERO)
                        .hold(ofSeconds(1))
                        .rampTo(2)
                        .over(ZERO)
                        .hold(ofSeconds(1))
                        .gracefulRampDown(ZERO));

        assertThat(seen).containsExactly("0:0", "1:1", "2:1");
    }

    @Test
    void severalRecordsAreDrawnAsLists() throws Exception {
        Scenario scenario = scenario("draw")
                .exec(feed(numbers(5), 2))
                .exec("work", user -> seen.add(user.session().text("n")));
        RunResult result = load(scenario, users(1).iterations(3));

        assertThat(seen).containsExactly("[0, 1]", "[2, 3]");
        assertThat(result.ledger()).isEqualTo(ledger(2, 1, 0));
        assertThat(Mistakes.of(() -> load(scenario("draw").exec(feed(numbers(5), 0)), users(1).iterations(1))))
                .containsExactlyInAnyOrder(
                        "scenario \"draw\", feed: the number of records drawn at once must be positive, got 0");
    }

    @Test
    void theScenarioEndsWithTheDataIfItIsToInTheClosedModel() throws Exception {
        RunResult result = run(loadTest("data")
                .run(drawing(numbers(7).thenStopScenario()), users(2).during(ofMinutes(60)))
                .run(scenario("other").exec("rest", user -> user.pause(ofSeconds(1))), users(1).during(ofSeconds(10))));

        // Two each at 0, 1 and 2 s, one at 3 s; the other user finds nothing at 3 s and ends the scenario.
        assertThat(result.ledger()).isEqualTo(ledger(7 + 10, 1, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertEnd(
                result,
                1,
                "feeder records has no more than 7 records, so the scenario ends, as thenStopScenario() says");
        assertThat(result.warnings())
                .contains("scenario \"draw\" ended after 3s of 1h, because feeder records has no more than 7 records.");
    }

    @Test
    void theScenarioEndsWithTheDataIfItIsToInTheOpenModel() throws Exception {
        RunResult result = load(
                drawing(numbers(3)).exec(exec("more", user -> {})),
                arrivals(perSecond(1)).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(3, 7, 0));

        RunResult ended = load(
                drawing(numbers(3).thenStopScenario()), arrivals(perSecond(1)).during(ofSeconds(10)));
        // Arrivals at 0.5, 1.5, 2.5 s have their record, the one at 3.5 s finds nothing.
        assertThat(ended.ledger()).isEqualTo(ledger(3, 1, 0));
        assertThat(ended.duration()).isEqualTo(Duration.ofMillis(3_500));

        RunResult forLife = load(
                scenario("draw").feed(numbers(3).thenStopScenario()).exec("work", user -> user.pause(ofSeconds(1))),
                arrivals(perSecond(1)).during(ofSeconds(10)));
        assertThat(forLife.ledger()).isEqualTo(ledger(3, 1, 0));
    }

    @Test
    void theScenarioEndsWithTheDataIfItIsToOfANumberOfIterations() throws Exception {
        RunResult result = load(drawing(numbers(3).thenStopScenario()), users(2).iterations(5));

        // Both at 0 s; one at 1 s, where the other finds nothing. What is left is not due any more.
        assertThat(result.ledger()).isEqualTo(new Ledger(4, 4, 0, 3, 1, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(2));
    }

    @Test
    void theRunEndsWithTheDataIfItIsToAndIsJudged() throws Exception {
        RunResult result = run(loadTest("data")
                .run(drawing(numbers(4).thenStopRun()), users(2).during(ofMinutes(60)))
                .run(scenario("other").exec("rest", user -> user.pause(ofSeconds(3))), users(1).during(ofMinutes(60)))
                .threshold("iterations: count>3"));

        // Two each at 0 and 1 s; at 2 s both find nothing. The other user ends its iteration, at 3 s.
        assertThat(result.ledger()).isEqualTo(ledger(4 + 1, 2, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactly("feeder records has no more than 4 records, so the run ends, as thenStopRun() says");
        assertThat(result.warnings())
                .contains("The run ended after 3s of 1h, because feeder records has no more than 4 records.");
    }

    @Test
    void theUserEndsWithTheDataIfThatIsSaid() throws Exception {
        RunResult result = load(drawing(numbers(3).thenStopUser()), users(2).during(ofMinutes(1)));

        assertThat(result.ledger()).isEqualTo(ledger(3, 2, 0));
        assertEnd(result, 2, "feeder records has no more than 3 records, so the user ends, as thenStopUser() says");
    }

    @Test
    void recordsAreHandedOutAgainIfTheyAreTo() throws Exception {
        load(drawing(numbers(2).thenRecycle()), users(1).during(ofSeconds(5)));

        assertThat(seen).containsExactly("0:0", "0:1", "0:0", "0:1", "0:0");
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.branch;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.markov;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.percent;
import static dev.perf.Perf.roundRobin;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.state;
import static dev.perf.Perf.switchOn;
import static dev.perf.Perf.uniform;
import static dev.perf.Perf.users;
import static dev.perf.Perf.when;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class BranchingTest {

    private final Map<String, Long> done = new ConcurrentSkipListMap<>();

    private Step say(String word) {
        return exec(word, user -> done.merge(word, 1L, Long::sum));
    }

    /** How often each step was done in so many iterations of one user. */
    private Map<String, Long> counts(int iterations, Step... steps) throws InterruptedException {
        return counts(
                run(loadTest("branching").seed(7).run(scenario("s").exec(steps), users(1).iterations(iterations))));
    }

    private Map<String, Long> counts(RunResult result) {
        assertThat(result.errors()).isEmpty();
        var counts = Map.copyOf(done);
        done.clear();
        return counts;
    }

    @Test
    void goesRoundOverAllUsersOfTheScenario() throws Exception {
        Step turns = roundRobin(say("a"), sequence(say("b"), say("b")), say("c"));
        RunResult closed = run(loadTest("t").run(scenario("s").exec(turns), users(4).iterations(5)));
        assertThat(counts(closed)).isEqualTo(Map.of("a", 7L, "b", 14L, "c", 6L));
        RunResult open = run(loadTest("t")
                .run(scenario("s").exec(turns), arrivals(perSecond(1)).during(ofSeconds(9))));
        assertThat(counts(open)).isEqualTo(Map.of("a", 3L, "b", 6L, "c", 3L));
    }

    @Test
    void choosesEachEquallyLikely() throws Exception {
        // The standard deviation of each is 47.
        Map<String, Long> counts = counts(10_000, uniform(say("a"), say("b"), say("c")));
        assertThat(counts.values())
                .hasSize(3)
                .allSatisfy(count -> assertThat(count).isBetween(3_200L, 3_470L));
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(10_000);
    }

    @Test
    void choosesByPercentAndDoesTheRestOtherwise() throws Exception {
        Map<String, Long> counts = counts(
                10_000, percent(branch(60.5, say("a")), branch(30, say("b"))).orElse(say("c")));
        assertThat(counts.get("a")).isBetween(5_900L, 6_200L);
        assertThat(counts.get("b")).isBetween(2_860L, 3_140L);
        assertThat(counts.get("c")).isBetween(860L, 1_040L);
        assertThat(counts(1_000, percent(branch(50, say("a")))).get("a")).isBetween(450L, 550L);
    }

    @Test
    void theSharesOfAHundredPercentLeaveNothing() throws Exception {
        assertThat(counts(
                        1_000,
                        percent(branch(33.3, say("a")), branch(33.3, say("a")), branch(33.4, say("a")))
                                .orElse(say("never"))))
                .isEqualTo(Map.of("a", 1_000L));
    }

    @Test
    void doesTheCaseOfTheValue() throws Exception {
        Step set = exec("set", user -> user.session().set("role", user.iteration() % 3));
        Step byLambda = switchOn(
                        session -> session.get("role"), when("0", say("zero")), when("1", say("one"), say("one")))
                .orElse(say("other"));
        Step byTemplate = switchOn("r#{role}", when("r2", say("two")));
        assertThat(counts(9, set, byLambda, byTemplate))
                .isEqualTo(Map.of("zero", 3L, "one", 6L, "other", 3L, "two", 3L));
    }

    @Test
    void aValueThatIsNullIsInNoCase() throws Exception {
        assertThat(counts(
                        1,
                        switchOn(session -> session.find("none"), when("null", say("a")))
                                .orElse(say("b"))))
                .isEqualTo(Map.of("b", 1L));
    }

    @Test
    void aSubjectThatThrowsFailsTheIteration() throws Exception {
        RunResult result = run(loadTest("t")
                .run(
                        scenario("s").exec(switchOn(session -> session.get("none"), when("a", say("a")))),
                        users(1).iterations(1)));
        assertThat(result.ledger()).isEqualTo(ledger(0, 1, 0));
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("step");
            assertThat(error.request()).matches("switchOn \\(BranchingTest.java:\\d+\\)");
        });
    }

    @Test
    void walksThroughAChainUntilItEnds() throws Exception {
        assertThat(counts(
                        5,
                        markov(
                                state("a", say("a")).to("b", 1),
                                state("b", say("b")).to("c", 1),
                                state("c", say("c")))))
                .isEqualTo(Map.of("a", 5L, "b", 5L, "c", 5L));
    }

    @Test
    void goesOnAsLikelyAsTheStatesSay() throws Exception {
        // The mean number of visits to "browse" is 1/(1 - 0.5 - 0.3·0.5) = 2.86, to "cart" 0.3 times that.
        Map<String, Long> counts = counts(
                10_000,
                markov(
                        state("browse", say("browse")).to("cart", 0.3).to("browse", 0.5),
                        state("cart", say("cart")).to("browse", 0.5)));
        assertThat(counts.get("browse")).isBetween(27_800L, 29_400L);
        assertThat(counts.get("cart")).isBetween(8_200L, 8_950L);
    }

    @Test
    void anExitEndsTheChain() throws Exception {
        assertThat(counts(3, markov(state("a", say("a"), exitBlock()).to("a", 0.99)), say("b")))
                .isEqualTo(Map.of("a", 3L, "b", 3L));
    }

    @Test
    void theSameSeedChoosesTheSame() throws Exception {
        Step[] steps = {
            uniform(say("a"), say("b")),
            percent(branch(10, say("c"))),
            markov(state("d", say("d")).to("d", 0.5))
        };
        assertThat(counts(100, steps)).isEqualTo(counts(100, steps));
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.Acting.Act;
import dev.perf.result.AgentResult;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run in simulated time comes to that loses agents, or gets more of them: every iteration that was due is in one count. */
class FleetLossesTest {

    private final SimulatedClock clock = new SimulatedClock();
    private final List<Snapshot> seen = Collections.synchronizedList(new ArrayList<>());

    /** Does something when the interval has ended that ends at that time. */
    private RunListener watching(Act... acts) {
        return new Acting(acts) {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                seen.add(snapshot);
                super.onSnapshot(snapshot);
            }
        };
    }

    private RunResult run(LoadTest test, UnaryOperator<FleetHere> fleet, int agents, Act... acts)
            throws InterruptedException {
        var here = fleet.apply(
                new FleetHere(test.plan(), clock, Collections.nCopies(agents, 1).toArray(Integer[]::new)));
        Run run = LoadRun.conduct(test.plan(), Runs.QUIET.listener(watching(acts)), here, () -> {}, clock);
        return Runs.checked(run.await());
    }

    private static AgentResult.Loss loss(RunResult result, int agent) {
        AgentResult of = result.agents().get(agent);
        assertThat(of.state()).isEqualTo(AgentResult.State.LOST);
        return Objects.requireNonNull(of.loss());
    }

    private static List<String> texts(RunResult result, Type type) {
        return result.events().stream()
                .filter(event -> event.type() == type)
                .map(RunEvent::text)
                .toList();
    }

    private static Scenario working(String name, Duration time) {
        return scenario(name).exec("work " + name, user -> user.pause(time));
    }

    private static final LoadTest STEADY = loadTest("steady")
            .seed(7)
            .run(working("arrive", ofMillis(31)), arrivals(perSecond(30)).during(ofSeconds(20)));

    /** Two loads of arrivals, one of which begins late, and two of iterations. */
    private static final LoadTest MANY = loadTest("many")
            .seed(7)
            .warmUp(ofSeconds(6))
            .run(working("arrive", ofMillis(31)), arrivals(perSecond(30)).during(ofSeconds(20)))
            .run(
                    working("later", ofMillis(700)),
                    arrivals(perSecond(3)).rampTo(perSecond(40)).over(ofSeconds(8)),
                    startingAfter(ofSeconds(9)))
            .run(working("count", ofMillis(99)), users(6).iterations(100))
            .run(working("late", ofMillis(170)), users(9).sharedIterations(200), startingAfter(ofMillis(8_700)));

    // Losses

    @ParameterizedTest
    @ValueSource(longs = {1_500, 3_900, 8_200, 9_100, 12_345, 16_000})
    void everyIterationOfALostAgentIsInOneCount(long atMillis) throws Exception {
        RunResult whole = Runs.run(MANY);
        var ways = new ArrayList<UnaryOperator<FleetHere>>(
                List.of(fleet -> fleet.losing(1, ofMillis(atMillis)), fleet -> fleet.leaving(1, ofMillis(atMillis))));
        if (atMillis > 6_000) { // what is missing to the end of the run comes too late for intervals of the warm-up
            ways.add(fleet -> fleet.losingForGood(1, ofMillis(atMillis)));
        }
        for (UnaryOperator<FleetHere> way : ways) {
            RunResult result = new FleetLossesTest().run(MANY, way, 3);

            assertThat(result.ledger().scheduled() + warmUp(result))
                    .isEqualTo(whole.ledger().scheduled() + warmUp(whole));
            assertThat(result.ledger().dropped()).isEqualTo(loss(result, 1).missing());
            assertThat(result.warnings()).isEqualTo(whole.warnings());
        }
    }

    private static long warmUp(RunResult result) {
        return result.warmUp().stream()
                .mapToLong(interval -> interval.started() + interval.dropped())
                .sum();
    }

    @Test
    void iterationsOfSeveralScenariosAreCountedForEach() throws Exception {
        LoadTest test = loadTest("t")
                .run(working("count", ofMillis(99)), users(6).iterations(100))
                .run(working("arrive", ofMillis(9)), arrivals(perSecond(9)).during(ofSeconds(9)));
        RunResult result = run(test, fleet -> fleet.losing(2, ofMillis(3_500)), 3);

        // the last that was heard is 3 s: each of two users had begun its 31st iteration at 2.97 s; and three arrivals
        // per
        // second are missing until 4.5 s
        assertThat(loss(result, 2).missing()).isEqualTo(200 - 2 * 31 + 4);
        assertThat(result.ledger().scheduled()).isEqualTo(600 + 81);
    }

    @ParameterizedTest
    @ValueSource(longs = {4_500, 5_000, 5_500, 6_000, 6_500})
    void whatWasDueInTheWarmUpIsMissingThere(long atMillis) throws Exception {
        LoadTest test = STEADY.warmUp(ofSeconds(6));
        RunResult result = run(test, fleet -> fleet.losing(2, ofMillis(atMillis)), 3);

        // ten per second were due there, from the last that was heard until the others took over, a second after the
        // loss
        long heard = atMillis / 1_000;
        assertThat(loss(result, 2).missing())
                .isEqualTo(Math.max(0, (atMillis + 1_000 - Math.max(6, heard) * 1_000) / 100));
        assertThat(result.ledger().scheduled()).isEqualTo(14 * 30);
    }

    @Test
    void whatWasSetWhileTheRunWasUnderWayIsDueToo() throws Exception {
        Act[] acts = {new Act(4_000, run -> run.setRate(perSecond(90)))};
        RunResult whole = new FleetLossesTest().run(STEADY, fleet -> fleet, 3, acts);
        RunResult result = run(STEADY, fleet -> fleet.losing(2, ofMillis(8_500)), 3, acts);

        assertThat(result.ledger().scheduled()).isEqualTo(whole.ledger().scheduled());
        assertThat(loss(result, 2).missing())
                .isEqualTo(result.ledger().dropped())
                .isEqualTo(45);
    }

    @Test
    void aStoppedRunHasMissedOnlyWhatWasDueBefore() throws Exception {
        for (long lostAt : List.of(7_500L, 8_900L, 9_600L)) {
            Act[] acts = {new Act(10_000, run -> run.stop("enough"))};
            RunResult whole = new FleetLossesTest().run(STEADY, fleet -> fleet, 3, acts);
            RunResult forGood =
                    new FleetLossesTest().run(STEADY, fleet -> fleet.losingForGood(2, ofMillis(lostAt)), 3, acts);
            RunResult replaced = new FleetLossesTest().run(STEADY, fleet -> fleet.losing(2, ofMillis(lostAt)), 3, acts);

            assertThat(whole.ledger().scheduled()).isEqualTo(300);
            assertThat(forGood.ledger().scheduled()).isEqualTo(300);
            assertThat(replaced.ledger().scheduled()).isEqualTo(300);
            assertThat(loss(forGood, 2).missing())
                    .isEqualTo(forGood.ledger().dropped())
                    .isPositive();
            assertThat(loss(forGood, 2).missingLoad())
                    .isEqualTo(ofSeconds(10).minus(loss(forGood, 2).lastHeard()));
        }
    }

    @Test
    void aRunOfWhichAllAgentsAreLostIsAborted() throws Exception {
        RunResult result =
                run(STEADY, fleet -> fleet.losingForGood(0, ofMillis(5_500)).losingForGood(1, ofMillis(8_500)), 2);

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("no agent is left; the last was \"agent-2\": its process was killed");
        assertThat(result.duration()).isLessThan(ofSeconds(9));
        // of 30 per second the first agent has done its half until 5 s, the other one until 8 s; nothing is due after
        // 8.5 s
        assertThat(result.ledger().started()).isEqualTo(75 + 120);
        assertThat(result.ledger().scheduled()).isEqualTo(255);
    }

    // Agents that are shut down

    @Test
    void anAgentThatIsShutDownCountsAsLost() throws Exception {
        RunResult whole = Runs.run(STEADY);
        RunResult result = run(STEADY, fleet -> fleet.leaving(1, ofMillis(8_500)), 3);

        AgentResult.Loss loss = loss(result, 1);
        assertThat(loss.cause()).isEqualTo("the agent is shut down");
        assertThat(loss.takenOver()).isEqualTo(ofMillis(8_750));
        assertThat(loss.takenOverBy()).containsExactly("agent-1", "agent-3");
        assertThat(loss.missingLoad()).isEqualTo(ofMillis(250));
        assertThat(loss.interrupted()).isZero();
        // what was due of it from 8.5 s to 8.75 s: ten per second
        assertThat(loss.missing()).isBetween(2L, 3L).isEqualTo(result.ledger().dropped());
        assertThat(result.ledger().scheduled()).isEqualTo(whole.ledger().scheduled());
        assertThat(result.agents().get(1).ledger().balanced()).isTrue();
        assertThat(texts(result, Type.AGENT_LOST))
                .containsExactly("agent \"agent-2\" was lost: the agent is shut down");
        assertThat(seen.getLast().agents().get(1).state()).isEqualTo(Snapshot.Agent.State.LOST);
    }

    // Agents that join

    @Test
    void oneThatJoinsIsInTheResultWithItsFirstShare() throws Exception {
        RunResult whole = Runs.run(STEADY);
        RunResult result = run(STEADY, fleet -> fleet.joining(2, ofMillis(6_500)), 2);

        AgentResult joined = result.agents().get(2);
        assertThat(joined.name()).isEqualTo("agent-3");
        assertThat(joined.isLate()).isTrue();
        assertThat(joined.joined()).isEqualTo(ofMillis(7_500));
        assertThat(joined.share()).isEqualTo(0.5);
        assertThat(joined.state()).isEqualTo(AgentResult.State.ENDED);
        // half of 30 per second for the last 12.5 s
        assertThat(joined.ledger().started()).isBetween(187L, 188L);
        assertThat(result.agents().getFirst().share()).isEqualTo(0.5);
        assertThat(result.ledger()).isEqualTo(whole.ledger());
        assertThat(texts(result, Type.AGENT_JOINED)).containsExactly("agent \"agent-3\" joined");
        assertThat(seen)
                .allSatisfy(snapshot ->
                        assertThat(snapshot.agents()).hasSize(snapshot.elapsed().compareTo(ofSeconds(6)) <= 0 ? 2 : 3));
    }

    @Test
    void oneThatJoinsIsInTheResultThoughItIsLostBeforeItTellsAnything() throws Exception {
        RunResult whole = Runs.run(STEADY);
        RunResult result =
                run(STEADY, fleet -> fleet.joining(2, ofMillis(6_500)).losing(2, ofMillis(7_000)), 2);

        AgentResult.Loss loss = loss(result, 2);
        assertThat(loss.takenOver()).isEqualTo(ofSeconds(8));
        // it was to have half of 30 per second from 7.5 s to 8 s
        assertThat(loss.missing()).isBetween(7L, 8L);
        assertThat(result.agents().get(2).ledger().started()).isZero();
        assertThat(result.ledger().scheduled()).isEqualTo(whole.ledger().scheduled());
        assertThat(result.duration()).isGreaterThan(ofNanos(19_900_000_000L));
    }
}

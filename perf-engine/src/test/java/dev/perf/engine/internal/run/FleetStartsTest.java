package dev.perf.engine.internal.run;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.afterStopped;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.Acting.Act;
import dev.perf.load.LoadProfile;
import dev.perf.load.LoadStart;
import dev.perf.result.AgentResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios that start after others, on several agents in simulated time: they begin at the same moment on all. */
class FleetStartsTest {

    /** How long an order takes to reach all agents. */
    private static final Duration LEAD = ofMillis(250);

    /** Agents begin that long after the run was started. */
    private static final Duration BEGIN = ofSeconds(1);

    /** An iteration, and when it began since the start of the load. */
    private record Begun(String scenario, Duration at, long user) {}

    /** What came of a run, and which iterations began, in the order of their times. */
    private record Came(RunResult result, List<Begun> begun) {

        List<Begun> of(String scenario) {
            return begun.stream().filter(one -> one.scenario().equals(scenario)).toList();
        }
    }

    /** Does something when the interval has ended that ends at that time. */
    private final SimulatedClock clock = new SimulatedClock();

    private final List<Begun> begun = Collections.synchronizedList(new ArrayList<>());
    private Duration origin = BEGIN;

    private Scenario noting(String name, Duration step) {
        return scenario(name).exec("work", user -> {
            begun.add(new Begun(name, clock.elapsed().minus(origin), user.id()));
            user.pause(step.multipliedBy(1 + user.id() % 10)); // one that joins late has high numbers
        });
    }

    private LoadTest chain(LoadProfile second, LoadStart start) {
        return loadTest("chain")
                .seed(7)
                .run(noting("first", ofMillis(100)), users(10).iterations(4))
                .run(noting("second", ofMillis(1)), second, start)
                .run(
                        noting("third", ofMillis(3)),
                        users(6).iterations(5),
                        afterStopped("second").plus(ofMillis(700)));
    }

    private Came came(RunResult result) {
        return new Came(
                result,
                begun.stream()
                        .sorted(Comparator.comparing(Begun::at)
                                .thenComparing(Begun::scenario)
                                .thenComparing(Begun::user))
                        .toList());
    }

    private static Came alone(LoadProfile second, LoadStart start) throws InterruptedException {
        var here = new FleetStartsTest();
        here.origin = Duration.ZERO;
        return here.came(Runs.run(here.chain(second, start), here.clock));
    }

    private Came onAgents(LoadTest test, UnaryOperator<FleetHere> fleet, List<Integer> weights, Act... acts)
            throws InterruptedException {
        var agents = fleet.apply(new FleetHere(test.plan(), clock, weights.toArray(Integer[]::new)));
        Run run = LoadRun.conduct(test.plan(), Runs.QUIET.listener(new Acting(acts)), agents, () -> {}, clock);
        return came(Runs.checked(run.await()));
    }

    private static Came onAgents(
            LoadProfile second, LoadStart start, UnaryOperator<FleetHere> fleet, int agents, Act... acts)
            throws InterruptedException {
        var here = new FleetStartsTest();
        return here.onAgents(here.chain(second, start), fleet, Collections.nCopies(agents, 1), acts);
    }

    private static final LoadProfile ARRIVALS = arrivals(perSecond(12)).during(ofSeconds(2));
    private static final LoadStart SOON = afterFinished("first");
    private static final LoadStart LATER = SOON.plus(ofSeconds(1));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void agentsTogetherBeginWhatOneProcessBegins(int agents) throws Exception {
        Came whole = alone(ARRIVALS, LATER);
        Came came = onAgents(ARRIVALS, LATER, fleet -> fleet, agents);

        assertThat(came.begun()).isEqualTo(whole.begun());
        assertThat(came.result().ledger()).isEqualTo(whole.result().ledger());
        assertThat(came.result().plannedLoad()).isEqualTo(whole.result().plannedLoad());
        assertThat(came.result().duration()).isEqualTo(whole.result().duration());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whatStartsAtOnceAfterAnotherBeginsWhenTheOrderHasReachedAll(int agents) throws Exception {
        Came whole = alone(ARRIVALS, SOON);
        Came came = onAgents(ARRIVALS, SOON, fleet -> fleet, agents);

        assertThat(came.of("first")).isEqualTo(whole.of("first"));
        assertThat(came.of("second"))
                .isEqualTo(whole.of("second").stream()
                        .map(one -> new Begun(one.scenario(), one.at().plus(LEAD), one.user()))
                        .toList());
        assertThat(came.result().ledger()).isEqualTo(whole.result().ledger());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aClosedLoadBeginsTogetherToo(int agents) throws Exception {
        LoadProfile closed = users(5).during(ofSeconds(2));
        Came whole = alone(closed, LATER);
        Came came = onAgents(closed, LATER, fleet -> fleet, agents);

        assertThat(came.begun()).isEqualTo(whole.begun());
    }

    /** The third agent has the longest parts; the moment of its loss goes over the end of the first scenario and beyond. */
    @ParameterizedTest
    @ValueSource(longs = {2_500, 2_999, 3_000, 3_100, 3_400, 3_600, 3_601, 3_900, 4_000, 4_250, 4_300, 4_600, 4_900})
    void aLossAroundTheMomentLosesNoCount(long atMillis) throws Exception {
        for (LoadProfile second : List.of(ARRIVALS, users(6).iterations(5))) {
            for (LoadStart start : List.of(SOON, LATER)) {
                Came whole = alone(second, start);
                Came came = onAgents(second, start, fleet -> fleet.losing(2, ofMillis(atMillis)), 3);

                RunResult result = came.result();
                AgentResult.Loss loss = result.agents().get(2).loss();
                assertThat(loss).isNotNull();
                assertThat(result.ledger().scheduled())
                        .as("%s %s, lost at %s", second, start, atMillis)
                        .isEqualTo(whole.result().ledger().scheduled());
                assertThat(result.ledger().dropped()).isEqualTo(loss.missing());
                assertThat(result.verdict()).isEqualTo(whole.result().verdict());
            }
        }
    }

    @Test
    void whatBeginsJustAfterALossBeginsWithTheNewDivision() throws Exception {
        Came came = onAgents(users(6).iterations(5), SOON, fleet -> fleet.losing(2, ofMillis(3_900)), 3);

        assertThat(came.of("second")).hasSize(30);
        // the loss at 3.9 s lets the others have the share at 4.9 s, and the first scenario ends on them at 4 s
        assertThat(came.of("second").getFirst().at()).isEqualTo(ofMillis(4_900));
        assertThat(came.result().agents().get(2).loss()).isNotNull();
    }

    @Test
    void whatNobodyTakesOverIsMissingOfEachScenario() throws Exception {
        Came whole = alone(ARRIVALS, SOON);
        Came came = onAgents(ARRIVALS, SOON, fleet -> fleet.losingForGood(1, ofMillis(1_500)), 3);

        assertThat(came.of("second")).hasSize(16);
        assertThat(came.of("third")).hasSize(20);
        assertThat(came.result().ledger().scheduled())
                .isEqualTo(whole.result().ledger().scheduled());
    }

    @Test
    void aRunThatIsStoppedBeforeBeginsNothingMore() throws Exception {
        Came came = onAgents(ARRIVALS, LATER, fleet -> fleet, 3, new Act(4_000, run -> run.stop("enough")));

        assertThat(came.of("second")).isEmpty();
        assertThat(came.of("third")).isEmpty();
        assertThat(came.result().ledger()).isEqualTo(Runs.ledger(40, 0, 0));
        assertThat(came.result().duration()).isLessThan(ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {3_000, 3_500, 4_000, 4_500, 5_500})
    void aPauseAroundTheMomentHoldsAllAlike(long atMillis) throws Exception {
        Act[] acts = {new Act(atMillis, Run::pause), new Act(atMillis + 2_000, Run::resume)};
        for (LoadStart start : List.of(SOON, LATER)) {
            Came one = onAgents(ARRIVALS, start, fleet -> fleet, 1, acts);
            Came five = onAgents(ARRIVALS, start, fleet -> fleet, 5, acts);

            assertThat(five.begun()).isEqualTo(one.begun());
            assertThat(five.of("second")).hasSize(24);
            assertThat(five.result().duration()).isGreaterThan(ofSeconds(8));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_500, 3_900, 4_100, 4_700, 5_500})
    void oneThatJoinsHearsOfWhatHasBegun(long atMillis) throws Exception {
        Came whole = alone(ARRIVALS, SOON);
        Came came = onAgents(ARRIVALS, SOON, fleet -> fleet.joining(1, ofMillis(atMillis)), 2);

        assertThat(came.result().ledger()).isEqualTo(whole.result().ledger());
        assertThat(came.of("second")).hasSize(24);
        assertThat(came.result().agents().get(2).ledger().started()).isPositive();
    }

    /** Agents have their order some time before the moment that all of them begin at. */
    @Test
    void aRunThatIsStoppedBeforeItBeginsLosesNoAgent() throws Exception {
        LoadTest test = loadTest("early")
                .run(noting("only", ofMillis(1)), arrivals(perSecond(10)).during(ofSeconds(5)));
        var agents = new FleetHere(test.plan(), clock, 1, 1);
        Run run = LoadRun.conduct(
                test.plan(), Runs.QUIET.listener(new StoppingAt(ofMillis(900))), agents, () -> {}, clock);
        RunResult result = run.await();

        assertThat(begun).isEmpty();
        assertThat(result.agents()).extracting(AgentResult::state).doesNotContain(AgentResult.State.LOST);
    }

    private final class StoppingAt implements RunListener {
        private final Duration time;

        StoppingAt(Duration time) {
            this.time = time;
        }

        @Override
        public void onStart(Run run) {
            long at = clock.nanos() + time.toNanos();
            clock.startTimer("stop", () -> {
                try {
                    clock.awaitUntil(at, () -> false);
                } catch (InterruptedException never) {
                    throw new IllegalStateException(never);
                }
                run.stop("early");
            });
        }
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exitRunIf;
import static dev.perf.Perf.fixed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static dev.perf.slo.Slos.slo;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.Acting.Act;
import dev.perf.result.AgentResult;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs on agents in simulated time: they come to what one process comes to, and lose no count with an agent. */
class FleetRunTest {

    private final SimulatedClock clock = new SimulatedClock();
    private final List<Snapshot> seen = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger given = new AtomicInteger();

    /** Does something to the run at a time of its load. */
    private RunResult run(LoadTest test, UnaryOperator<FleetHere> fleet, List<Integer> weights, Act... acts)
            throws InterruptedException {
        var agents = fleet.apply(new FleetHere(test.plan(), clock, weights.toArray(Integer[]::new)));
        Run run = LoadRun.conduct(
                test.plan(), Runs.QUIET.listener(watching(acts)), agents, given::incrementAndGet, clock);
        RunResult result = Runs.checked(run.await());
        assertThat(given).as("times the agents were given back").hasValue(1);
        return result;
    }

    private RunResult run(LoadTest test, List<Integer> weights, Act... acts) throws InterruptedException {
        return run(test, fleet -> fleet, weights, acts);
    }

    private static RunResult alone(LoadTest test) throws InterruptedException {
        return Runs.run(test);
    }

    private RunListener watching(Act... acts) {
        return new Acting(acts) {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                seen.add(snapshot);
                super.onSnapshot(snapshot);
            }
        };
    }

    static Stream<List<Integer>> divisions() {
        return Stream.of(List.of(1), List.of(1, 1), List.of(3, 1), List.of(1, 1, 1, 1), List.of(5, 2, 4, 1));
    }

    private static Scenario working(String name) {
        return scenario(name).exec("work " + name, user -> {
            user.pause(ofNanos(20_000_000 + user.random().nextInt(400_000_000)));
            if (user.random().nextInt(10) == 0) {
                user.fail("sold out", "item");
            }
            user.check("fine", user.random().nextInt(4) > 0);
        });
    }

    /** Open, closed and counted loads, a mix, stages, windows, objectives and errors. */
    private static final LoadTest SHOP = loadTest("shop")
            .seed(7)
            .warmUp(ofSeconds(3))
            .run(
                    working("arrive"),
                    arrivals(perSecond(4))
                            .rampTo(perSecond(30))
                            .over(ofSeconds(8))
                            .hold(ofSeconds(6)),
                    startingAfter(ofNanos(137_111_333)))
            .run(
                    working("loop"),
                    users().rampTo(9)
                            .over(ofSeconds(5))
                            .hold(ofSeconds(6))
                            .rampTo(2)
                            .over(ofSeconds(3)),
                    startingAfter(ofNanos(237_111_333)))
            .run(working("count"), users(5).iterations(60), startingAfter(ofNanos(1_937_111_333)))
            .run(
                    mix(share(3, working("most")), share(2, working("some")), fixed(1, working("one"))),
                    users(7).during(ofSeconds(12)),
                    startingAfter(ofNanos(37_111_333)))
            .threshold("step_duration: p(95) < 400ms")
            .threshold("step_duration{name:work loop}: p(99.9) < 3s over 3s")
            .threshold("checks: rate > 0.5 over 4s")
            .threshold("iterations: count > 100")
            .slo(slo("up").availability(0.8).inEach(ofSeconds(4)))
            .slo(slo("fast").of("work arrive").latency(0.5, ofMillis(200)));

    @ParameterizedTest
    @MethodSource("divisions")
    void comesToWhatOneProcessComesTo(List<Integer> weights) throws Exception {
        RunResult whole = alone(SHOP);
        RunResult result = run(SHOP, weights);

        isTheSame(result, whole);
        assertThat(result.agents())
                .hasSize(weights.size())
                .extracting(AgentResult::state)
                .containsOnly(AgentResult.State.ENDED);
        assertThat(result.agents().stream()
                        .mapToLong(agent -> agent.ledger().started())
                        .sum())
                .isEqualTo(whole.ledger().started());
        assertThat(result.agents().stream().mapToLong(AgentResult::requests).sum())
                .isEqualTo(whole.requestCount());
        assertThat(seen.getLast().agents()).hasSize(weights.size());
    }

    private static void isTheSame(RunResult result, RunResult whole) {
        var all = new SoftAssertions();
        all.assertThat(result.ledger()).isEqualTo(whole.ledger());
        all.assertThat(result.verdict()).isEqualTo(whole.verdict());
        all.assertThat(result.reason()).isEqualTo(whole.reason());
        all.assertThat(result.duration()).isEqualTo(whole.duration());
        all.assertThat(result.plannedLoad()).isEqualTo(whole.plannedLoad());
        all.assertThat(result.responseTime()).isEqualTo(whole.responseTime());
        all.assertThat(result.requests()).isEqualTo(whole.requests());
        all.assertThat(result.thresholds()).isEqualTo(whole.thresholds());
        all.assertThat(result.slos()).isEqualTo(whole.slos());
        all.assertThat(withoutPeaks(result.metrics()))
                .usingRecursiveComparison()
                .isEqualTo(withoutPeaks(whole.metrics()));
        all.assertThat(withoutSamples(result.errors())).isEqualTo(withoutSamples(whole.errors()));
        isTheSame(all, result.warmUp(), whole.warmUp());
        isTheSame(all, result.intervals(), whole.intervals());
        all.assertThat(result.warnings()).usingRecursiveComparison().isEqualTo(whole.warnings());
        all.assertAll();
    }

    /** A user of a number of iterations is wanted no more when all of its agent have ended; sums of rates are rounded. */
    private static void isTheSame(SoftAssertions all, List<Interval> some, List<Interval> whole) {
        all.assertThat(some)
                .usingRecursiveComparison()
                .ignoringFields("wantedUsers")
                .withEqualsForType((one, other) -> Math.abs(one - other) < 1e-9, Double.class)
                .isEqualTo(whole);
    }

    /** Of many failures some are kept, not the same ones. */
    private static List<ErrorResult> withoutSamples(List<ErrorResult> errors) {
        return errors.stream()
                .map(error -> new ErrorResult(
                        error.kind(),
                        error.request(),
                        error.message(),
                        error.count(),
                        error.firstSeen(),
                        error.lastSeen()))
                .toList();
    }

    /** Of agents the peaks are added, which need not have been at the same time. */
    private static List<MetricResult> withoutPeaks(List<MetricResult> metrics) {
        return metrics.stream()
                .filter(metric -> !metric.name().equals("vus_max"))
                .toList();
    }

    private static List<String> texts(RunResult result, Type type) {
        return result.events().stream()
                .filter(event -> event.type() == type)
                .map(RunEvent::text)
                .toList();
    }

    private static LoadTest steady() {
        return loadTest("steady")
                .seed(7)
                .run(
                        scenario("arrive")
                                .exec(
                                        "arrival",
                                        user -> user.pause(ofNanos(
                                                33_000_000 + user.random().nextInt(9_000_000)))),
                        arrivals(perSecond(20)).during(ofSeconds(20)))
                .run(
                        scenario("loop")
                                .exec(
                                        "turn",
                                        user -> user.pause(ofNanos(
                                                97_000_000 + user.random().nextInt(90_000_000)))),
                        users(4).during(ofSeconds(20)));
    }

    @Test
    void ordersHoldOnAllAgentsFromTheSameMoment() throws Exception {
        Act[] acts = {
            new Act(3_000, Run::pause),
            new Act(5_000, Run::resume),
            new Act(8_000, run -> run.setRate("arrive", perSecond(50))),
            new Act(10_000, run -> run.setUsers("loop", 9))
        };
        RunResult one = run(steady(), List.of(1), acts);
        RunResult four = new FleetRunTest().run(steady(), List.of(4, 3, 2, 1), acts);

        isTheSame(four, one);
        assertThat(four.events())
                .usingRecursiveComparison()
                .ignoringFields("by")
                .isEqualTo(one.events());
        assertThat(four.events())
                .extracting(RunEvent::type)
                .containsExactly(Type.PAUSE, Type.RESUME, Type.RATE, Type.USERS);
        assertThat(four.events())
                .extracting(RunEvent::at)
                .containsExactly(ofMillis(3_250), ofMillis(5_250), ofMillis(8_250), ofMillis(10_250));
        // 20 s of load in 22 s: 6.25 s at 20/s, and the rest at 50/s
        assertThat(four.request("arrival").count()).isEqualTo(125 + 688);
        assertThat(four.duration()).isBetween(ofSeconds(22), ofMillis(22_300));
    }

    @Test
    void setupIsDoneOnceForAllAndSoIsTeardown() throws Exception {
        var setups = new AtomicInteger();
        var teardowns = new AtomicInteger();
        Set<Object> tokens = ConcurrentHashMap.newKeySet();
        LoadTest test = loadTest("t")
                .setup("login", user -> user.session().set("token", "t" + setups.incrementAndGet()))
                .run(
                        scenario("s")
                                .exec(
                                        "use",
                                        user -> tokens.add(
                                                user.session().values().get("token"))),
                        arrivals(perSecond(10)).during(ofSeconds(3)))
                .teardown("logout", user -> teardowns.incrementAndGet());
        RunResult result = run(test, List.of(1, 1, 1));

        assertThat(result.ledger().completed()).isEqualTo(30);
        assertThat(setups).hasValue(1);
        assertThat(tokens).containsExactly("t1");
        assertThat(teardowns).hasValue(1);
    }

    @Test
    void aUserThatEndsTheRunEndsItForAll() throws Exception {
        LoadTest test = loadTest("t")
                .run(
                        scenario("s")
                                .exec("work", user -> {
                                    user.pause(ofMillis(10));
                                    user.session().set("id", user.id());
                                })
                                .exec(exitRunIf(
                                        session -> session.values().get("id").equals(41L), "the shop is closed")),
                        arrivals(perSecond(10)).during(ofSeconds(60)));
        RunResult whole = alone(test);
        RunResult result = run(test, List.of(1, 1, 1));

        assertThat(result.verdict()).isEqualTo(whole.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo(whole.reason()).contains("the shop is closed");
        assertThat(result.ledger().started()).isBetween(42L, 60L);
        assertThat(result.agents()).extracting(AgentResult::state).containsOnly(AgentResult.State.ENDED);
        assertThat(texts(result, Type.AGENT_LOST)).isEmpty();
        assertThat(texts(result, Type.STOP)).hasSize(1);
    }

    @Test
    void aThresholdThatAbortsStopsAllAgents() throws Exception {
        LoadTest test = loadTest("t")
                .run(
                        scenario("s").exec("work", user -> user.pause(ofMillis(user.id() < 100 ? 10 : 500))),
                        arrivals(perSecond(10)).during(ofSeconds(120)))
                .threshold("step_duration: p(95) < 100ms over 3s abort");
        RunResult whole = alone(test);
        RunResult result = run(test, List.of(2, 1));

        assertThat(result.verdict()).isEqualTo(whole.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo(whole.reason());
        assertThat(result.duration()).isLessThan(whole.duration().plusSeconds(2));
        assertThat(result.agents()).extracting(AgentResult::state).containsOnly(AgentResult.State.ENDED);
    }

    @Test
    void whatIsJudgedKeepsItsTagsOnAgentsThatDoNotKnowOfIt() throws Exception {
        LoadTest made = loadTest("names")
                .maxSeries(20)
                .run(
                        scenario("shop")
                                .exec(
                                        "browse",
                                        user -> user.check("item " + user.id() + " is there", user.id() != 150)),
                        arrivals(perSecond(20)).during(ofSeconds(10)));
        LoadTest judged = made.threshold("checks{check:item 150 is there}: rate > 0.9")
                .slo(slo("up").of("browse").availability(0.8).inEach(ofSeconds(4)));
        assertThat(JudgedTags.of(judged.plan())).containsEntry("check", Set.of("item 150 is there"));

        var agents = new FleetHere(made.plan(), JudgedTags.of(judged.plan()), clock, 1, 1);
        RunResult result = Runs.checked(LoadRun.conduct(judged.plan(), Runs.QUIET, agents, () -> {}, clock)
                .await());

        assertThat(result.thresholds().getFirst().actual()).isZero();
        assertThat(result.thresholds().getFirst().samples()).isEqualTo(1);
    }

    private static final LoadTest RAMP = loadTest("ramp")
            .seed(7)
            .run(
                    scenario("s").exec("work", user -> user.pause(ofNanos(31_111_111))),
                    arrivals(perSecond(10)).rampTo(perSecond(60)).over(ofSeconds(20)));

    @Test
    void theShareOfALostAgentIsTakenOverAndOnlyTheGapIsMissing() throws Exception {
        RunResult whole = alone(RAMP);
        RunResult result = run(RAMP, fleet -> fleet.losing(1, ofMillis(8_500)), List.of(1, 1, 1));

        AgentResult lost = result.agents().get(1);
        assertThat(result.agents())
                .extracting(AgentResult::state)
                .containsExactly(AgentResult.State.ENDED, AgentResult.State.LOST, AgentResult.State.ENDED);
        assertThat(lost.loss()).isNotNull();
        AgentResult.Loss loss = lost.loss();
        assertThat(loss.cause()).isEqualTo("its process was killed");
        assertThat(loss.lastHeard()).isEqualTo(ofSeconds(8));
        assertThat(loss.noticed()).isEqualTo(ofMillis(8_500));
        assertThat(loss.takenOver()).isEqualTo(ofMillis(9_500));
        assertThat(loss.takenOverBy()).containsExactly("agent-1", "agent-3");
        assertThat(loss.missingLoad()).isEqualTo(ofMillis(1_500));
        long due = PlanSums.due(
                        RAMP.plan(),
                        1,
                        List.of(new PlanSums.Divided(List.of(1, 1, 1), Duration.ZERO)),
                        ofSeconds(8),
                        ofMillis(9_500))
                .iterations();
        assertThat(loss.missing()).isEqualTo(due).isBetween(15L, 18L);
        assertThat(result.ledger().scheduled()).isEqualTo(whole.ledger().scheduled());
        assertThat(result.ledger().started()).isEqualTo(whole.ledger().started() - due);
        assertThat(result.ledger().dropped()).isEqualTo(due);
        assertThat(texts(result, Type.AGENT_LOST))
                .containsExactly("agent \"agent-2\" was lost: its process was killed");
        assertThat(texts(result, Type.SHARE))
                .containsExactly("agent-1, agent-3 have the share of agent-2 from 9.5s on");
        assertThat(seen.getLast().agents())
                .extracting(Snapshot.Agent::state)
                .contains(Snapshot.Agent.State.LOST, atIndex(1));
        assertThat(seen.getLast().ledger().scheduled()).isEqualTo(whole.ledger().scheduled());
    }

    @Test
    void whatNobodyTakesOverIsMissingToTheEnd() throws Exception {
        RunResult whole = alone(RAMP);
        RunResult result = run(RAMP, fleet -> fleet.losingForGood(1, ofMillis(8_500)), List.of(1, 1, 1));

        AgentResult.Loss loss = result.agents().get(1).loss();
        assertThat(loss).isNotNull();
        assertThat(loss.takenOver()).isNull();
        assertThat(loss.missing())
                .isBetween(180L, 200L)
                .isEqualTo(result.ledger().dropped());
        assertThat(result.ledger().scheduled()).isEqualTo(whole.ledger().scheduled());
        assertThat(texts(result, Type.SHARE)).isEmpty();
    }

    @Test
    void aRunOfWhichAllAgentsAreLostEnds() throws Exception {
        RunResult whole = alone(RAMP);
        RunResult result = run(
                RAMP,
                fleet -> fleet.losingForGood(0, ofMillis(5_500)).losingForGood(1, ofMillis(8_500)),
                List.of(1, 1));

        assertThat(result.agents()).extracting(AgentResult::state).containsOnly(AgentResult.State.LOST);
        assertThat(texts(result, Type.AGENT_LOST)).hasSize(2);
        assertThat(result.ledger().scheduled())
                .isLessThanOrEqualTo(whole.ledger().scheduled());
        assertThat(result.duration()).isLessThan(ofSeconds(20));
    }

    @Test
    void aNumberOfIterationsIsMissingWithItsAgent() throws Exception {
        LoadTest test = loadTest("t")
                .run(scenario("s").exec("work", user -> user.pause(ofMillis(99))), users(6).iterations(100));
        RunResult result = run(test, fleet -> fleet.losing(2, ofMillis(3_500)), List.of(1, 1, 1));

        AgentResult.Loss loss = result.agents().get(2).loss();
        assertThat(loss).isNotNull();
        assertThat(result.ledger().scheduled()).isEqualTo(600);
        assertThat(loss.missing()).isEqualTo(result.ledger().dropped());
        assertThat(result.agents().get(2).ledger().started() + loss.missing()).isEqualTo(200);
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.generated;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.records;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Agents.each;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.run.Agents.Act;
import dev.perf.engine.internal.run.Agents.Agent;
import dev.perf.feed.Feeder;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.InvalidPlanException;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that put on their shares of a load, together with what one process would do. */
class SharedLoadTest {

    /**
     * An iteration.
     *
     * @param random the first random number of its user
     * @param record what it drew; empty for nothing
     */
    private record Begun(String scenario, int agent, Duration at, long user, long number, long random, String record) {
        Begun anywhere() {
            return new Begun(scenario, 0, at, user, number, random, record);
        }
    }

    private final Agents fleet = new Agents();
    private final List<Begun> begun = Collections.synchronizedList(new ArrayList<>());

    private static Scenario noting(String name, int agent, SimulatedClock clock, List<Begun> begun, Duration time) {
        return scenario(name).exec("work", user -> {
            begun.add(new Begun(
                    name,
                    agent,
                    clock.elapsed(),
                    user.id(),
                    user.iteration(),
                    user.random().nextLong(),
                    user.session().values().containsKey("record")
                            ? String.valueOf(user.session().values().get("record"))
                            : ""));
            user.pause(time);
        });
    }

    private Scenario noting(int agent, Duration time) {
        return noting("work", agent, fleet.clock, begun, time);
    }

    private static List<Begun> sorted(List<Begun> some) {
        return some.stream()
                .map(Begun::anywhere)
                .sorted(comparing(Begun::at).thenComparing(Begun::scenario).thenComparing(Begun::user))
                .toList();
    }

    private List<Begun> alone(LoadProfile load, Duration time) throws InterruptedException {
        var clock = new SimulatedClock();
        List<Begun> all = Collections.synchronizedList(new ArrayList<>());
        Runs.run(loadTest("t").seed(7).run(noting("work", 0, clock, all, time), load), clock);
        return sorted(all);
    }

    private List<Agent> run(int agents, List<Integer> weights, LoadProfile load, Duration time, Act... acts)
            throws InterruptedException {
        return fleet.run(agents, weights, agent -> loadTest("t").seed(7).run(noting(agent, time), load), acts);
    }

    private static List<Integer> equal(int agents) {
        return Collections.nCopies(agents, 1);
    }

    private long between(long fromMillis, long toMillis) {
        return begun.stream()
                .filter(one -> one.at().compareTo(ofMillis(fromMillis)) >= 0
                        && one.at().compareTo(ofMillis(toMillis)) < 0)
                .count();
    }

    static Stream<List<Integer>> divisions() {
        return Stream.of(equal(1), equal(2), equal(3), equal(4), equal(7), List.of(5, 1), List.of(10, 0, 3, 2));
    }

    private static final OpenLoad OPEN = arrivals(perSecond(10))
            .rampTo(perSecond(60))
            .over(ofSeconds(6))
            .atOnce(25)
            .hold(ofSeconds(2));

    // Arrivals

    @ParameterizedTest
    @MethodSource("divisions")
    void theUnionOfAllArrivalsIsThatOfOneProcess(List<Integer> weights) throws Exception {
        run(weights.size(), weights, OPEN, ofMillis(10));
        assertThat(sorted(begun)).isEqualTo(alone(OPEN, ofMillis(10)));
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void theUnionOfAllPoissonArrivalsIsThatOfOneProcess(List<Integer> weights) throws Exception {
        run(weights.size(), weights, OPEN.poisson(), ofMillis(10));
        assertThat(sorted(begun)).isEqualTo(alone(OPEN.poisson(), ofMillis(10)));
    }

    @Test
    void theMostUsersAreDividedToo() throws Exception {
        List<Agent> agents = run(3, List.of(2, 1, 1), arrivals().atOnce(100).maxUsers(40), ofSeconds(1));
        assertThat(agents).extracting(agent -> agent.ledger().started()).containsExactly(20L, 10L, 10L);
        assertThat(agents).extracting(agent -> agent.ledger().dropped()).containsExactly(30L, 15L, 15L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void changesOfTheDivisionAndPausesAtRandomTimesLoseAndDoubleNothing(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var acts = new ArrayList<Act>();
        for (int at = -1; at < 7_000; at += 100 + random.nextInt(900)) {
            List<Integer> weights = List.of(1 + random.nextInt(3), random.nextInt(3), random.nextInt(3));
            long from = Math.max(0, at) + 1 + random.nextInt(600);
            acts.add(each(at, agent -> agent.share(weights, from)));
        }
        List<Agent> agents =
                run(3, equal(3), seed % 2 == 0 ? OPEN : OPEN.poisson(), ofMillis(10), acts.toArray(Act[]::new));
        assertThat(sorted(begun)).isEqualTo(alone(seed % 2 == 0 ? OPEN : OPEN.poisson(), ofMillis(10)));
        assertThat(agents)
                .allSatisfy(agent -> assertThat(agent.ledger().dropped()).isZero());
    }

    @Test
    void aPauseAtAMomentHoldsAllAgentsAlikeAndLosesNothing() throws Exception {
        LoadProfile load = arrivals(perSecond(10)).during(ofSeconds(10));
        run(
                3,
                equal(3),
                load,
                ofMillis(10),
                each(1_000, agent -> agent.control.pause(ofMillis(3_010))),
                Agents.share(3_500, 3_700, 1, 1, 0),
                each(4_000, agent -> agent.control.resume(ofMillis(5_010))),
                Agents.share(5_000, 6_010, 1, 0, 0));
        List<Begun> expected = alone(load, ofMillis(10)).stream()
                .map(one -> one.at().toMillis() < 3_010
                        ? one
                        : new Begun(
                                one.scenario(),
                                0,
                                one.at().plusSeconds(2),
                                one.user(),
                                one.number(),
                                one.random(),
                                one.record()))
                .toList();
        assertThat(sorted(begun)).isEqualTo(expected);
        assertThat(begun.stream().filter(one -> one.agent() == 2 && one.at().toMillis() > 3_010))
                .isEmpty();
        assertThat(begun.stream().filter(one -> one.agent() == 1 && one.at().toMillis() > 6_010))
                .isEmpty();
    }

    @Test
    void aPauseInTheWarmUpMovesItsEndOnAllAgentsAlike() throws Exception {
        List<Agent> agents = fleet.run(
                2,
                equal(2),
                agent -> loadTest("t")
                        .warmUp(ofSeconds(3))
                        .run(
                                noting(agent, ofMillis(10)),
                                arrivals(perSecond(10)).during(ofSeconds(10))),
                each(500, agent -> agent.control.pause(ofMillis(1_234))),
                each(2_000, agent -> agent.control.resume(ofMillis(2_734))));
        for (Agent agent : agents) {
            assertThat(agent.control.warmUpNanos()).isEqualTo(ofMillis(4_500).toNanos());
            assertThat(agent.ledger(Phase.WARM_UP).started()).isEqualTo(15);
            assertThat(agent.ledger().started()).isEqualTo(35);
        }
    }

    @Test
    void aRateThatIsSetAtAMomentIsForTheWholeAndDivided() throws Exception {
        run(
                2,
                List.of(3, 1),
                arrivals(perSecond(8)).during(ofSeconds(10)),
                ofMillis(1),
                each(2_000, agent -> agent.control.setRate("work", perSecond(40), ofMillis(5_000))));
        assertThat(between(0, 5_000)).isEqualTo(40);
        assertThat(between(5_000, 10_000)).isEqualTo(200);
        assertThat(begun.stream().filter(one -> one.agent() == 0)).hasSize(180);
        assertThat(begun.stream().map(Begun::user).sorted().toList())
                .isEqualTo(LongStream.range(0, 240).boxed().toList());
    }

    @Test
    void whatAnAgentKnowsTooLateIsDroppedAndCounted() throws Exception {
        List<Agent> agents = run(
                2,
                equal(2),
                arrivals(perSecond(10)).during(ofSeconds(10)),
                ofMillis(10),
                new Act(4_000, all -> all.get(1).share(List.of(1, 0), 4_000)),
                new Act(6_000, all -> all.get(0).share(List.of(1, 0), 4_000)));
        assertThat(agents.get(0).ledger().dropped()).isEqualTo(10);
        assertThat(agents.get(0).ledger().started()).isEqualTo(30 + 40);
        assertThat(agents.get(1).ledger().started()).isEqualTo(20);
        assertThat(between(6_000, 6_050)).isZero();
    }

    @Test
    void anAgentThatJoinsLateTakesItsPart() throws Exception {
        LoadProfile load = arrivals(perSecond(10)).during(ofSeconds(10));
        List<Agent> agents = run(2, List.of(1), load, ofMillis(10), Agents.share(3_000, 5_000, 1, 1));
        assertThat(sorted(begun)).isEqualTo(alone(load, ofMillis(10)));
        assertThat(agents.get(1).ledger().started()).isEqualTo(25);
    }

    // Users

    @ParameterizedTest
    @MethodSource("divisions")
    void usersOfAllAgentsAreThoseOfOneProcess(List<Integer> weights) throws Exception {
        LoadProfile load = users(3).rampTo(20).over(ofSeconds(10)).hold(ofSeconds(3));
        run(weights.size(), weights, load, ofMillis(1_000));
        assertThat(sorted(begun)).isEqualTo(alone(load, ofMillis(1_000)));
    }

    @Test
    void survivorsTakeTheUsersOfALostAgentOverInTwoSeconds() throws Exception {
        List<Agent> agents =
                run(3, equal(3), users(30).during(ofSeconds(20)), ofMillis(100), Agents.share(5_000, 6_000, 1, 1, 0));
        // 30 users do 10 iterations a second each.
        assertThat(between(5_000, 6_000)).isEqualTo(300);
        assertThat(between(6_000, 7_000)).isBetween(200L, 260L);
        assertThat(between(9_000, 10_000)).isEqualTo(300);
        for (long time = 0; time < 20_000; time += 1_000) {
            assertThat(between(time, time + 1_000)).isLessThanOrEqualTo(300);
        }
        assertThat(begun.stream().filter(one -> one.number() == 0).map(Begun::user))
                .doesNotHaveDuplicates();
        assertThat(agents.get(2).ledger().interrupted()).isZero();
    }

    @Test
    void usersOfAnAgentThatJoinsLateHaveNumbersFarAboveThoseOfOthers() throws Exception {
        run(2, List.of(1), users(10).during(ofSeconds(10)), ofMillis(500), Agents.share(1_000, 2_000, 1, 1));
        assertThat(begun.stream()
                        .filter(one -> one.agent() == 1)
                        .map(Begun::user)
                        .distinct())
                .containsExactlyInAnyOrder(
                        2_000_000_000_000L,
                        2_000_000_000_001L,
                        2_000_000_000_002L,
                        2_000_000_000_003L,
                        2_000_000_000_004L);
        assertThat(between(9_000, 10_000)).isEqualTo(20);
    }

    @Test
    void aNumberOfUsersThatIsSetAtAMomentIsForTheWholeAndDivided() throws Exception {
        run(
                2,
                List.of(2, 1),
                users(9).during(ofSeconds(6)),
                ofMillis(1_000),
                each(1_000, agent -> agent.control.setUsers("work", 3, ofMillis(3_000))));
        assertThat(between(2_000, 3_000)).isEqualTo(9);
        assertThat(between(4_000, 5_000)).isEqualTo(3);
        assertThat(begun.stream().filter(one -> one.agent() == 1 && one.at().toMillis() >= 4_000))
                .hasSize(2);
    }

    // Numbers of iterations

    @ParameterizedTest
    @MethodSource("divisions")
    void iterationsOfAllAgentsAddUp(List<Integer> weights) throws Exception {
        run(weights.size(), weights, users(5).iterations(4), ofMillis(100));
        assertThat(sorted(begun)).isEqualTo(alone(users(5).iterations(4), ofMillis(100)));
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void sharedIterationsOfAllAgentsAddUp(List<Integer> weights) throws Exception {
        run(weights.size(), weights, users(5).sharedIterations(103), ofMillis(100));
        assertThat(begun).hasSize(103);
        assertThat(begun.stream().map(Begun::user).distinct()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
    }

    // Mixes

    @ParameterizedTest
    @MethodSource("divisions")
    void theClassesOfAMixAreDividedEach(List<Integer> weights) throws Exception {
        LoadProfile load = arrivals(perSecond(20)).during(ofSeconds(10)).poisson();
        fleet.run(weights.size(), weights, agent -> mixed(agent, fleet.clock, begun, load));
        var clock = new SimulatedClock();
        List<Begun> all = Collections.synchronizedList(new ArrayList<>());
        Runs.run(mixed(0, clock, all, load), clock);
        assertThat(sorted(begun)).isEqualTo(sorted(all));
    }

    @Test
    void eachAgentHasUsersOfEachClass() throws Exception {
        fleet.run(
                2, equal(2), agent -> mixed(agent, fleet.clock, begun, users(20).during(ofSeconds(1))));
        assertThat(begun.stream()
                        .collect(Collectors.groupingBy(one -> one.scenario() + one.agent(), Collectors.counting())))
                .isEqualTo(Map.of("a0", 5L, "a1", 5L, "b0", 5L, "b1", 5L));
    }

    private static LoadTest mixed(int agent, SimulatedClock clock, List<Begun> begun, LoadProfile load) {
        return loadTest("t")
                .seed(7)
                .run(
                        mix(
                                share(1, noting("a", agent, clock, begun, ofSeconds(1))),
                                share(1, noting("b", agent, clock, begun, ofSeconds(1)))),
                        load);
    }

    // Records

    private static Feeder feeder(int size) {
        return records(IntStream.range(0, size)
                .<Map<String, Object>>mapToObj(number -> Map.of("record", "r" + number))
                .toList());
    }

    private void feed(List<Integer> weights, Feeder feeder, int arrivals) throws InterruptedException {
        fleet.run(
                weights.size(),
                weights,
                agent -> loadTest("t")
                        .seed(7)
                        .run(
                                noting(agent, ofMillis(1)).feed(feeder),
                                arrivals().spread(arrivals).over(ofSeconds(10))));
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void eachRecordIsHandedOutOnceOverAllAgents(List<Integer> weights) throws Exception {
        feed(weights, feeder(60), 60);
        assertThat(begun).hasSize(60);
        assertThat(begun).allSatisfy(one -> assertThat(one.record()).isEqualTo("r" + one.user()));
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void anAgentGoesRoundInItsOwnRecords(List<Integer> weights) throws Exception {
        feed(weights, feeder(30).circular(), 300);
        assertThat(begun).hasSize(300);
        Map<String, Long> agents = begun.stream()
                .map(one -> one.record() + "/" + one.agent())
                .distinct()
                .collect(Collectors.groupingBy(one -> one.substring(0, one.indexOf('/')), Collectors.counting()));
        assertThat(agents).hasSize(30);
        assertThat(agents.values()).containsOnly(1L);
    }

    @Test
    void shuffledRecordsAndThoseOfUsersAndMadeOnesAreDividedToo() throws Exception {
        feed(equal(3), feeder(60).shuffle(), 60);
        assertThat(begun.stream().map(Begun::record).distinct()).hasSize(60);
        begun.clear();
        fleet.agents.clear();
        feed(equal(3), feeder(60).perUser(), 60);
        assertThat(begun).allSatisfy(one -> assertThat(one.record()).isEqualTo("r" + one.user()));
        begun.clear();
        fleet.agents.clear();
        feed(equal(3), generated((number, random) -> Map.of("record", "r" + number)), 60);
        assertThat(begun).allSatisfy(one -> assertThat(one.record()).isEqualTo("r" + one.user()));
        assertThat(begun).hasSize(60);
    }

    @Test
    void anAgentWithoutRecordsOfItsOwnGoesRoundInAll() throws Exception {
        feed(equal(3), feeder(2).circular(), 30);
        assertThat(begun).hasSize(30);
        assertThat(begun.stream()
                        .filter(one -> one.agent() == 2)
                        .map(Begun::record)
                        .distinct())
                .containsExactlyInAnyOrder("r0", "r1");
    }

    // Meetings

    @Test
    void refusesAMeetingThatNeedsMoreUsersThanAnAgentHas() {
        assertThatThrownBy(() -> fleet.run(
                        3,
                        equal(3),
                        agent -> loadTest("t")
                                .run(
                                        noting(agent, ofMillis(1)).rendezvous("door", 4),
                                        users(10).during(ofSeconds(5)))))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining(
                        "it waits for 4 users, and agent 2 never has more than 3 of the 10 of the load, as"
                                + " users meet within their agent; wait for fewer, have more, or take fewer agents");
    }
}

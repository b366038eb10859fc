package dev.perf.engine.internal.plan;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.fleet.Share;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Mix;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnArrivalsTest {

    private static final long SEED = 42;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private static final OpenLoad RAMP = arrivals(perSecond(5))
            .rampTo(perSecond(100))
            .over(ofSeconds(10))
            .atOnce(37)
            .hold(ofSeconds(5))
            .nothingFor(ofSeconds(2))
            .rampTo(perSecond(50))
            .over(ofSeconds(4));

    /** What is begun: its number and when it was due. */
    private record Begun(long number, long due) {}

    private static Slice slice(int index, int... weights) {
        List<Mix.Member> members = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            members.add(share(weights[i], scenario("s" + i)));
        }
        return Slice.of(new Mix.Portion(new Mix(members, SourceLocation.caller()), index));
    }

    private static OwnArrivals of(OpenLoad load, Slice slice, int index, List<Integer> weights) {
        return new OwnArrivals(ArrivalSchedule.of(load), SEED, slice, Part.of(new Share(index, weights)));
    }

    private static List<Begun> whole(OpenLoad load, Slice slice) {
        var arrivals = new OwnArrivals(ArrivalSchedule.of(load), SEED, slice, Part.WHOLE);
        var begun = new ArrayList<Begun>();
        for (long due = arrivals.next(OwnArrivals.NEVER); due != OwnArrivals.NEVER; ) {
            begun.add(new Begun(arrivals.number(), due));
            due = arrivals.next(OwnArrivals.NEVER);
        }
        return begun;
    }

    /** Begins what is due by {@code now}. */
    private static void runTo(long now, OwnArrivals arrivals, List<Begun> begun) {
        while (true) {
            long due = arrivals.next(now);
            if (!arrivals.isOwn()) {
                return;
            }
            begun.add(new Begun(arrivals.number(), due));
        }
    }

    static Stream<List<Integer>> divisions() {
        return Stream.of(
                List.of(1),
                List.of(1, 1),
                List.of(1, 1, 1),
                List.of(1, 1, 1, 1),
                List.of(1, 1, 1, 1, 1, 1, 1),
                List.of(5, 1),
                List.of(10, 3, 2),
                List.of(1, 0, 2, 9),
                List.of(1_000_003, 7, 250_000, 1, 499_999, 0, 12_345));
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void theAgentsTogetherStartWhatOneProcessWouldStart(List<Integer> weights) {
        for (OpenLoad load : List.of(RAMP, RAMP.poisson())) {
            for (Slice slice : List.of(Slice.WHOLE, slice(0, 3, 1), slice(1, 3, 1))) {
                var union = new TreeMap<Long, Long>();
                long all = 0;
                for (int agent = 0; agent < weights.size(); agent++) {
                    var begun = new ArrayList<Begun>();
                    runTo(100 * SECOND, of(load, slice, agent, weights), begun);
                    begun.forEach(one -> union.put(one.number(), one.due()));
                    all += begun.size();
                }
                assertThat(all).isEqualTo(union.size());
                assertThat(union.entrySet().stream()
                                .map(one -> new Begun(one.getKey(), one.getValue()))
                                .toList())
                        .isEqualTo(whole(load, slice));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void equalAgentsTakeTurns(int agents) {
        OpenLoad load = arrivals(perSecond(1000)).during(ofSeconds(10));
        for (int agent = 0; agent < agents; agent++) {
            var begun = new ArrayList<Begun>();
            runTo(100 * SECOND, of(load, Slice.WHOLE, agent, Collections.nCopies(agents, 1)), begun);
            assertThat(begun.getFirst()).isEqualTo(new Begun(agent, agent * MILLI + MILLI / 2));
            for (int i = 1; i < begun.size(); i++) {
                assertThat(begun.get(i).due() - begun.get(i - 1).due()).isEqualTo(agents * MILLI);
            }
        }
    }

    @Test
    void poissonArrivalsFollowSplittableRandom() {
        var random = new SplittableRandom(SEED);
        double area = -StrictMath.log(1 - random.nextDouble());
        List<Begun> begun = whole(arrivals(perSecond(1)).during(ofSeconds(100)).poisson(), Slice.WHOLE);
        for (Begun one : begun) {
            assertThat(one.due()).isEqualTo(Math.round(area * 1e9));
            area += -StrictMath.log(1 - random.nextDouble());
        }
        assertThat(begun.size()).isBetween(70, 130);
    }

    /** Orders at random times, told before they come, to agents that look at random times: nothing twice, nothing lost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingIsStartedTwiceOrLostWhereTheDivisionChanges(long seed) {
        var random = new SplittableRandom(seed);
        OpenLoad load = seed % 2 == 0 ? RAMP : RAMP.poisson();
        Slice slice = seed % 3 == 0 ? slice(1, 3, 2, 1) : Slice.WHOLE;
        int agents = 2 + random.nextInt(4);
        List<Agent> all = IntStream.range(0, agents)
                .mapToObj(agent -> new Agent(of(load, slice, agent, Collections.nCopies(agents, 1))))
                .toList();
        boolean sets = seed > 10;
        for (long now = 0; now < 22 * SECOND; now += random.nextLong(700 * MILLI)) {
            for (Agent agent : all) {
                agent.runTo(now, 1 + random.nextLong(SECOND));
            }
            if (random.nextInt(4) == 0) {
                long from = now + 1 + random.nextLong(900 * MILLI);
                List<Integer> weights = IntStream.range(0, agents)
                        .mapToObj(agent -> random.nextInt(4))
                        .toList();
                boolean isRate = sets && random.nextInt(3) == 0;
                double rate = random.nextInt(80);
                for (int agent = 0; agent < agents; agent++) {
                    OwnArrivals arrivals = all.get(agent).arrivals;
                    if (isRate) {
                        arrivals.setRate(rate, from, now);
                    } else if (weights.stream().anyMatch(weight -> weight > 0)) {
                        arrivals.share(Part.of(new Share(agent, weights)), from, now);
                    } else {
                        continue;
                    }
                    all.get(agent).changed(now);
                }
            }
        }
        var union = new TreeMap<Long, Long>();
        long count = 0;
        for (int agent = 0; agent < agents; agent++) {
            all.get(agent).runTo(100 * SECOND, SECOND);
            for (Begun one : all.get(agent).begun) {
                assertThat(union.put(one.number(), one.due()))
                        .as("started twice")
                        .isNull();
                count++;
            }
            assertThat(all.get(agent).arrivals.takeMissed()).isZero();
        }
        assertThat(union.keySet())
                .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
        if (!sets) {
            assertThat(asBegun(union)).isEqualTo(whole(load, slice));
        }
    }

    private static List<Begun> asBegun(Map<Long, Long> union) {
        return union.entrySet().stream()
                .map(one -> new Begun(one.getKey(), one.getValue()))
                .toList();
    }

    @Test
    void whatWasDueBeforeAnAgentKnewIsMissedAndCountedOnce() {
        // 10/s; agent 0 has the even ones until second 2, and all from then on, but hears of that at second 5.
        OpenLoad load = arrivals(perSecond(10)).during(ofSeconds(10));
        OwnArrivals arrivals = of(load, Slice.WHOLE, 0, List.of(1, 1));
        var begun = new ArrayList<Begun>();
        runTo(5 * SECOND, arrivals, begun);
        assertThat(begun).hasSize(25);
        arrivals.share(Part.of(new Share(0, List.of(1, 0))), 2 * SECOND, 5 * SECOND);
        runTo(10 * SECOND, arrivals, begun);
        assertThat(begun).hasSize(25 + 50);
        assertThat(arrivals.takeMissed()).isEqualTo(15);
        assertThat(arrivals.takeMissed()).isZero();
        assertThat(begun.stream().map(Begun::number).distinct()).hasSize(75);
    }

    @Test
    void aRepeatedLateChangeCountsNothingAgain() {
        OpenLoad load = arrivals(perSecond(10)).during(ofSeconds(10));
        OwnArrivals arrivals = of(load, Slice.WHOLE, 0, List.of(1, 1));
        var begun = new ArrayList<Begun>();
        runTo(5 * SECOND, arrivals, begun);
        arrivals.share(Part.of(new Share(0, List.of(1, 0))), 2 * SECOND, 5 * SECOND);
        runTo(6 * SECOND, arrivals, begun);
        arrivals.share(Part.of(new Share(0, List.of(2, 0))), SECOND, 6 * SECOND);
        runTo(10 * SECOND, arrivals, begun);
        assertThat(begun.stream().map(Begun::number).distinct()).hasSize(25 + 50);
        assertThat(begun).hasSize(25 + 50);
        assertThat(arrivals.takeMissed()).isEqualTo(15 + 5);
    }

    @Test
    void anAgentThatLagsStillStartsWhatIsItsOwnBeforeAndAfter() {
        OpenLoad load = arrivals(perSecond(10)).during(ofSeconds(10));
        OwnArrivals arrivals = of(load, Slice.WHOLE, 0, List.of(1, 1));
        var begun = new ArrayList<Begun>();
        runTo(SECOND, arrivals, begun);
        // It is second 2 by now; until second 1.5 the old division holds.
        arrivals.share(Part.of(new Share(0, List.of(1, 0))), 1_500 * MILLI, 2 * SECOND);
        runTo(2 * SECOND, arrivals, begun);
        assertThat(begun).hasSize(10);
        assertThat(arrivals.takeMissed()).isEqualTo(3); // 15, 17 and 19
    }

    @Test
    void anAgentThatJoinsLateBeginsWithWhatIsItsOwnThen() {
        OpenLoad load = arrivals(perSecond(10)).during(ofSeconds(10));
        OwnArrivals arrivals = of(load, Slice.WHOLE, 1, List.of(1));
        var begun = new ArrayList<Begun>();
        runTo(4 * SECOND, arrivals, begun);
        assertThat(begun).isEmpty();
        arrivals.share(
                Part.of(new Share(1, List.of(1, 1))), 4 * SECOND + ofMillis(500).toNanos(), 4 * SECOND);
        runTo(10 * SECOND, arrivals, begun);
        assertThat(begun).hasSize(28).first().isEqualTo(new Begun(45, 4_550 * MILLI));
        assertThat(arrivals.takeMissed()).isZero();
    }

    /** An agent that looks ahead, and begins only what is due. */
    private static final class Agent {
        private final OwnArrivals arrivals;
        private final List<Begun> begun = new ArrayList<>();
        private long due = Long.MIN_VALUE;

        Agent(OwnArrivals arrivals) {
            this.arrivals = arrivals;
        }

        void runTo(long now, long lookAhead) {
            while (due <= now) {
                if (arrivals.isOwn()) {
                    begun.add(new Begun(arrivals.number(), due));
                }
                due = arrivals.next(now + lookAhead);
            }
        }

        void changed(long now) {
            due = arrivals.next(now + SECOND);
        }
    }
}

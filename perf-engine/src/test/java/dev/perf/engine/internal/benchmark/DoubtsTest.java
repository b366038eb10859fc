package dev.perf.engine.internal.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.BenchmarkPlan.ThreadKind;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.BenchmarkRound;
import dev.perf.result.Distribution;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtsTest {

    private static final BenchmarkPlan PLAN = BenchmarkPlan.of("quote", it -> "ABC", new SourceLocation("Q.java", 1));
    private static final ClockReading CLOCK = new ClockReading(20);
    private static final double[] STEADY = {5_000, 5_010, 4_990, 5_005, 4_995, 5_001};

    @Test
    void steadyRoundsRaiseNone() {
        assertThat(doubts(PLAN, CLOCK, STEADY)).isEmpty();
    }

    @Test
    void fewRoundsSayLittle() {
        assertThat(doubts(PLAN, CLOCK, 5_000)).containsExactly("1 round says little about the noise; take 5 or more");
        assertThat(doubts(PLAN, CLOCK, 5_000, 5_001))
                .containsExactly("2 rounds say little about the noise; take 5 or more");
    }

    @Test
    void roundsThatBecomeFasterWereStillWarmingUp() {
        assertThat(doubts(PLAN, CLOCK, 6_000, 5_900, 5_800, 5_700, 5_600, 5_500, 5_400, 5_300, 5_200, 5_100))
                .containsExactly(
                        "the rounds drift: the second half took 8.62 % less time than the first, so the code was"
                                + " still warming up; lengthen the warm-up");
    }

    @Test
    void roundsThatBecomeSlowerHaveDataThatGrow() {
        assertThat(doubts(PLAN, CLOCK, 5_100, 5_200, 5_300, 5_400, 5_500, 5_600, 5_700, 5_800, 5_900, 6_000))
                .containsExactly("the rounds drift: the second half took 9.43 % more time than the first; look for data"
                        + " that grow and a machine that slows down");
    }

    @Test
    void roundsThatDifferLeaveTheMeanUnknown() {
        assertThat(doubts(PLAN, CLOCK, 5_000, 8_000, 5_000, 8_000, 5_000, 8_000))
                .containsExactly(
                        "the rounds differ so much that the mean is known to ± 26.5 % only; take more or longer"
                                + " rounds, on a quieter machine");
    }

    @Test
    void operationsOfNoTimeWereLeftOut() {
        assertThat(doubts(PLAN, new ClockReading(0), 0.5, 0.5, 0.5, 0.5, 0.5))
                .containsExactly(
                        "an operation takes 0.5 ns, which is no work: the compiler may have left it out; return"
                                + " what the code computes, and let it depend on what changes, such as it.index()");
    }

    @Test
    void aSingleShortOperationIsTooShortForTheClock() {
        assertThat(doubts(PLAN, CLOCK, 500, 500, 500, 500, 500))
                .containsExactly(
                        "an operation takes 500 ns, too short for a clock that takes 20 ns to read; with a longer"
                                + " warm-up and more iterations, operations are timed in batches");
    }

    @Test
    void threadsWithoutAProcessorWait() {
        int processors = Runtime.getRuntime().availableProcessors();

        assertThat(doubts(PLAN.withThreads(processors, ThreadKind.PLATFORM), CLOCK, STEADY))
                .isEmpty();
        assertThat(doubts(PLAN.withThreads(1_000, ThreadKind.VIRTUAL), CLOCK, STEADY))
                .isEmpty();
        assertThat(doubts(PLAN.withThreads(1_000, ThreadKind.PLATFORM), CLOCK, STEADY))
                .containsExactly("1000 threads share " + processors + (processors == 1 ? " processor" : " processors")
                        + ": times contain the waiting for one, unless the code itself waits");
    }

    @Test
    void garbageCollectionTakesItsShare() {
        List<BenchmarkRound> rounds = Arrays.stream(STEADY)
                .mapToObj(mean ->
                        new BenchmarkRound(1_000_000, Math.round(mean * 1_000_000), 0, 0L, 1, Duration.ofMillis(500)))
                .toList();

        assertThat(doubts(PLAN, CLOCK, rounds))
                .containsExactly(
                        "garbage collection took 10 % of the time; it slows whatever runs at that moment, which"
                                + " need not be what made the garbage");
    }

    private static List<String> doubts(BenchmarkPlan plan, ClockReading clock, double... means) {
        return doubts(
                plan,
                clock,
                Arrays.stream(means)
                        .mapToObj(mean -> new BenchmarkRound(1_000, Math.round(mean * 1_000), 0, 0L, 0, Duration.ZERO))
                        .toList());
    }

    private static List<String> doubts(BenchmarkPlan plan, ClockReading clock, List<BenchmarkRound> rounds) {
        double[] means = rounds.stream().mapToDouble(BenchmarkRound::meanNanos).toArray();
        var result = new BenchmarkResult(
                plan.name(),
                plan.threads(),
                1,
                rounds,
                Distribution.EMPTY,
                Intervals.ofMean(means, 0.95),
                List.of(),
                List.of());
        return new Doubts(plan, result, means, clock, new Failures(), false).list();
    }
}

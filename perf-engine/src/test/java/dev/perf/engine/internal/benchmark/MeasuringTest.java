package dev.perf.engine.internal.benchmark;

import static dev.perf.Perf.benchmark;
import static dev.perf.Perf.benchmarkAsync;
import static dev.perf.Perf.compare;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.perf.Benchmark;
import dev.perf.benchmark.BenchmarkError;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.BenchmarkRound;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.benchmark.Contrast;
import dev.perf.result.Distribution;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeasuringTest {

    private final FakeClock clock = new FakeClock(0);

    @Test
    void callsTheCodeAsOftenAsAskedInWarmUpAndRounds() throws InterruptedException {
        var calls = new AtomicInteger();

        BenchmarkResult result = measure(benchmark("counted", calls::incrementAndGet)
                .warmUp(7)
                .iterations(20)
                .rounds(3));

        assertThat(calls).hasValue(7 + 3 * 20);
        assertThat(result.operations()).isEqualTo(60);
        assertThat(result.rounds()).extracting(BenchmarkRound::operations).containsExactly(20L, 20L, 20L);
    }

    @Test
    void warmUpIsInNoNumber() throws InterruptedException {
        var calls = new AtomicInteger();

        BenchmarkResult result =
                measure(benchmark("slow at first", it -> takes(calls.getAndIncrement() < 5 ? 1_000 : 10))
                        .warmUp(5)
                        .iterations(4)
                        .rounds(2));

        assertThat(result.meanNanos()).isEqualTo(10);
        assertThat(result.percentileNanos(100)).isEqualTo(10);
    }

    @Test
    void roundsOfATimeEndWithTheOperationInWhichItIsOver() throws InterruptedException {
        BenchmarkResult result = measure(benchmark("timed", it -> takes(300))
                .warmUp(0)
                .during(ofNanos(1_000))
                .rounds(2));

        assertThat(result.rounds()).extracting(BenchmarkRound::operations).containsExactly(4L, 4L);
        assertThat(result.rounds()).extracting(BenchmarkRound::busyNanos).containsExactly(1_200L, 1_200L);
    }

    @Test
    void timesOfSingleOperationsMakeTheDistribution() throws InterruptedException {
        BenchmarkResult result = measure(benchmark("1 to 1000", it -> takes(it.index() + 1))
                .warmUp(0)
                .iterations(1_000)
                .rounds(2));

        assertThat(result.timesSingleOperations()).isTrue();
        assertThat(result.meanNanos()).isEqualTo(500.5);
        assertThat(result.mean()).isEqualTo(ofNanos(501));
        assertThat(result.p50()).isEqualTo(ofNanos(500));
        assertThat(result.p95()).isEqualTo(ofNanos(950));
        assertThat(result.p99()).isEqualTo(ofNanos(990));
        assertThat(result.percentile(100)).isEqualTo(ofNanos(1_000));
        assertThat(result.operationsPerSecond()).isEqualTo(1e9 / 500.5);
    }

    @Test
    void intervalIsThatOfTheMeansOfTheRounds() throws InterruptedException {
        var round = new AtomicInteger(-1); // the warm-up is number 0
        long[] nanos = {0, 7, 8, 10, 11, 14};

        BenchmarkResult result = measure(benchmark("rounds", it -> takes(nanos[round.get()]))
                .beforeRound(round::incrementAndGet)
                .warmUp(0)
                .iterations(50)
                .rounds(5));

        ConfidenceInterval interval = result.interval();
        assertThat(interval.estimate()).isEqualTo(10);
        assertThat(interval.high()).isEqualTo(13.40042, within(1e-4));
    }

    @Test
    void operationsTooShortForTheClockAreTimedTogether() throws InterruptedException {
        var coarse = new FakeClock(20);

        BenchmarkResult result = measure(
                benchmark("short", it -> {
                            coarse.advance(80);
                            return it;
                        })
                        .warmUp(10_000)
                        .iterations(1_000)
                        .rounds(2),
                coarse);

        // In the warm-up a batch of 32 takes 2,580 ns with its reading, so an operation seems to take 80.625 ns.
        assertThat(result.batch()).isEqualTo(25);
        assertThat(result.timesSingleOperations()).isFalse();
        assertThat(result.batches().count()).isEqualTo(2 * 1_000 / 25);
        assertThat(result.meanNanos()).isEqualTo(80 + 20.0 / 25);
        assertThat(result.percentileNanos(50)).isEqualTo(80 + 20.0 / 25);
    }

    @Test
    void operationsLongEnoughForTheClockAreTimedOneByOne() throws InterruptedException {
        var coarse = new FakeClock(20);

        BenchmarkResult result = measure(
                benchmark("long", it -> {
                            coarse.advance(2_000);
                            return it;
                        })
                        .warmUp(10)
                        .iterations(10)
                        .rounds(2),
                coarse);

        assertThat(result.batch()).isEqualTo(1);
        assertThat(result.meanNanos()).isEqualTo(2_020);
    }

    @Test
    void failuresAreCountedAndNotTimed() throws InterruptedException {
        BenchmarkResult result = measure(benchmark("every fourth fails", it -> {
                    takes(it.index() % 4 == 0 ? 1_000 : 10);
                    if (it.index() % 4 == 0) {
                        throw new IllegalStateException("closed");
                    }
                    return it;
                })
                .warmUp(0)
                .iterations(40)
                .rounds(2));

        assertThat(result.operations()).isEqualTo(60);
        assertThat(result.failures()).isEqualTo(20);
        assertThat(result.meanNanos()).isEqualTo(10);
        assertThat(result.errors()).containsExactly(new BenchmarkError("IllegalStateException", "closed", 20));
        assertThat(result.warnings())
                .contains("20 failures, which are not in the times: 20 x IllegalStateException: closed");
    }

    @Test
    void codeThatAlwaysFailsEndsAndFails() throws InterruptedException {
        ComparisonResult result = measure(ComparisonPlan.ofOne(benchmark("broken", it -> {
                    takes(10);
                    throw new AssertionError("never");
                })
                .warmUp(ofNanos(100))
                .during(ofNanos(100))
                .rounds(2)
                .plan()));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        BenchmarkResult broken = result.benchmark("broken");
        assertThat(broken.operations()).isZero();
        assertThat(broken.failures()).isEqualTo(20);
        assertThat(broken.meanNanos()).isNaN();
        assertThat(broken.mean()).isEqualTo(Duration.ZERO);
        assertThat(broken.operationsPerSecond()).isZero();
        assertThat(broken.interval()).isNull();
        assertThat(broken.warnings())
                .containsExactly(
                        "10 failures in the warm-up: 10 x AssertionError: never",
                        "20 failures, which are not in the times: 20 x AssertionError: never");
    }

    @Test
    void kindsOfFailuresAreBounded() throws InterruptedException {
        BenchmarkResult result = measure(benchmark("many kinds", it -> {
                    throw (Exception) KINDS.get((int) it.index() % KINDS.size())
                            .getConstructor()
                            .newInstance();
                })
                .warmUp(0)
                .iterations(24)
                .rounds(1));

        assertThat(result.failures()).isEqualTo(24);
        assertThat(result.errors()).hasSize(11).first().isEqualTo(new BenchmarkError("other", "", 4));
    }

    private static final List<Class<?>> KINDS = List.of(
            Exception.class,
            RuntimeException.class,
            IllegalStateException.class,
            IllegalArgumentException.class,
            ArithmeticException.class,
            ClassCastException.class,
            IndexOutOfBoundsException.class,
            NullPointerException.class,
            UnsupportedOperationException.class,
            SecurityException.class,
            NumberFormatException.class,
            NegativeArraySizeException.class);

    @Test
    void allocationIsThatOfTheCode() throws InterruptedException {
        Benchmark array = benchmark("1,000 bytes", () -> new byte[1_000])
                .warmUp(1_000)
                .iterations(10_000)
                .rounds(3);

        BenchmarkResult result = Measuring.start(ComparisonPlan.ofOne(array.plan()), MeasuringListener.NONE)
                .await()
                .benchmarks()
                .getFirst();

        // 16 bytes of header; a few bytes in all for what the first round links.
        assertThat(Math.round(result.allocatedBytesPerOperation())).isEqualTo(1_016);
    }

    @Test
    void codeThatAllocatesNothingIsMeasuredAsThat() throws InterruptedException {
        BenchmarkResult result = measure(benchmark("nothing", it -> it.consume(it.index()))
                .warmUp(1_000)
                .iterations(100_000)
                .rounds(3));

        assertThat(Math.round(result.allocatedBytesPerOperation())).isZero();
    }

    @Test
    void allocationOfVirtualThreadsIsNotKnown() throws InterruptedException {
        Queue<Boolean> virtual = new ConcurrentLinkedQueue<>();

        BenchmarkResult result = measure(
                benchmark("virtual", () -> virtual.add(Thread.currentThread().isVirtual()))
                        .virtualThreads(2)
                        .warmUp(2)
                        .iterations(10)
                        .rounds(1));

        assertThat(virtual).hasSize(12).containsOnly(true);
        assertThat(result.allocatedBytesPerOperation()).isNull();
    }

    @Test
    void threadsRunTheCodeAtTheSameTimeAndShareTheOperations() throws InterruptedException {
        var meeting = new CyclicBarrier(3);
        var callsOf = new AtomicInteger[] {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};

        BenchmarkResult result = measure(benchmark("together", it -> {
                    callsOf[it.thread()].incrementAndGet();
                    return it.index() < 3 ? meeting.await(1, TimeUnit.MINUTES) : null;
                })
                .threads(3)
                .warmUp(0)
                .iterations(11)
                .rounds(1));

        assertThat(callsOf).extracting(AtomicInteger::get).containsExactly(4, 4, 3);
        assertThat(result.operations()).isEqualTo(11);
        assertThat(result.failures()).isZero();
    }

    @Test
    void threadsMultiplyTheOperationsPerSecond() {
        var result = new BenchmarkResult(
                "four",
                4,
                1,
                List.of(new BenchmarkRound(1_000, 2_000_000, 0, null, 0, Duration.ZERO)),
                Distribution.EMPTY,
                null,
                List.of(),
                List.of());

        assertThat(result.meanNanos()).isEqualTo(2_000);
        assertThat(result.operationsPerSecond()).isEqualTo(2e6);
    }

    @Test
    void benchmarksTakeTurnsInOneOrderAndThenInTheOther() throws InterruptedException {
        var order = new ArrayList<String>();

        Measuring.start(
                        compare(one("a", order), one("b", order), one("c", order))
                                .warmUp(1)
                                .iterations(1)
                                .rounds(3)
                                .plan(),
                        clock,
                        MeasuringListener.NONE)
                .await();

        assertThat(String.join("", order)).isEqualTo("abc" + "abc" + "cba" + "abc");
    }

    private static Benchmark one(String name, List<String> order) {
        return benchmark(name, () -> order.add(name));
    }

    @Test
    void driftOfTheMachineCancelsInAComparison() throws InterruptedException {
        var ended = new AtomicInteger();

        ComparisonResult result = measure(compare(
                        benchmark("slow", it -> takes(3 * slowness(ended))).afterRound(ended::incrementAndGet),
                        benchmark("fast", it -> takes(2 * slowness(ended))).afterRound(ended::incrementAndGet),
                        benchmark("same", it -> takes(3 * slowness(ended))).afterRound(ended::incrementAndGet))
                .warmUp(1)
                .iterations(10)
                .rounds(6)
                .plan());

        assertThat(result.benchmark("slow").rounds())
                .extracting(BenchmarkRound::meanNanos)
                .containsExactly(600.0, 900.0, 1_200.0, 1_500.0, 1_800.0, 2_100.0);
        Contrast fast = result.contrast("fast");
        assertThat(fast.speedup().estimate()).isEqualTo(1.5, within(1e-9));
        assertThat(fast.isFaster()).isTrue();
        assertThat(fast).hasToString("fast is 1.50 times as fast as slow (97.5 % interval 1.50 to 1.50)");
        Contrast same = result.contrast("same");
        assertThat(same.isSupported()).isFalse();
        assertThat(same)
                .hasToString("no difference between same and slow beyond the noise: same is 1.00 times as fast"
                        + " (97.5 % interval 1.00 to 1.00)");
    }

    /** The machine is slower by the same amount in each turn of the three, of which the warm-up is the first. */
    private static long slowness(AtomicInteger ended) {
        return 100 * (1 + ended.get() / 3);
    }

    @Test
    void oneRoundIsComparedWithNothing() throws InterruptedException {
        ComparisonResult result = measure(compare(benchmark("a", it -> takes(10)), benchmark("b", it -> takes(20)))
                .warmUp(0)
                .iterations(10)
                .rounds(1)
                .plan());

        assertThat(result.contrasts()).isEmpty();
        assertThatThrownBy(() -> result.contrast("b"))
                .hasMessage("no benchmark named \"b\" was compared with the first; compared were none");
        assertThatThrownBy(() -> result.benchmark("c")).hasMessage("no benchmark is named \"c\"; there are a, b");
    }

    @Test
    void fixturesSurroundWarmUpAndRounds() throws InterruptedException {
        var order = new ArrayList<String>();

        measure(benchmark("surrounded", () -> order.add("code"))
                .beforeRound(() -> order.add("before"))
                .afterRound(() -> order.add("after"))
                .warmUp(1)
                .iterations(2)
                .rounds(2));

        assertThat(String.join(" ", order))
                .isEqualTo("before code after before code code after before code code after");
    }

    @Test
    void aRoundThatCannotBePreparedIsNotMeasuredAndFails() throws InterruptedException {
        var round = new AtomicInteger();

        BenchmarkResult result = measure(benchmark("unprepared", it -> takes(10))
                .beforeRound(() -> {
                    if (round.incrementAndGet() == 3) {
                        throw new IllegalStateException("no table");
                    }
                })
                .warmUp(0)
                .iterations(5)
                .rounds(3));

        assertThat(result.rounds()).extracting(BenchmarkRound::operations).containsExactly(5L, 0L, 5L);
        assertThat(result.errors())
                .containsExactly(new BenchmarkError("before round: IllegalStateException", "no table", 1));
        assertThat(result.meanNanos()).isEqualTo(10);
    }

    @Test
    void anAsynchronousOperationLastsUntilItIsCompleted() throws InterruptedException {
        BenchmarkResult result = measure(benchmarkAsync(
                        "async",
                        it -> CompletableFuture.runAsync(() -> {
                            clock.advance(500);
                            if (it.index() == 2) {
                                throw new IllegalStateException("refused");
                            }
                        }))
                .warmUp(0)
                .iterations(10)
                .rounds(1));

        assertThat(result.meanNanos()).isEqualTo(500);
        assertThat(result.operations()).isEqualTo(9);
        assertThat(result.errors()).containsExactly(new BenchmarkError("IllegalStateException", "refused", 1));
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("benchmarkAsync"));
    }

    @Test
    void codeThatOnlyBeginsAnOperationIsFoundOut() throws InterruptedException {
        BenchmarkResult result = measure(benchmark("forgotten", () -> CompletableFuture.completedFuture("quote"))
                .warmUp(0)
                .iterations(10)
                .rounds(1));

        assertThat(result.warnings())
                .contains("the code returned a CompletionStage, whose completion was not measured; use benchmarkAsync");
    }

    @Test
    void eachThreadDrawsTheSameInEachRun() throws InterruptedException {
        assertThat(draws()).hasSize(4).isEqualTo(draws());
    }

    private Set<Long> draws() throws InterruptedException {
        Set<Long> drawn = ConcurrentHashMap.newKeySet();
        measure(benchmark("draws", it -> drawn.add(it.random().nextLong()))
                .threads(2)
                .warmUp(0)
                .iterations(4)
                .rounds(1));
        return drawn;
    }

    @Test
    void stoppingInterruptsTheOperationAndForgetsItsRound() throws InterruptedException {
        var hangs = new CountDownLatch(1);
        var calls = new AtomicInteger();
        Measuring measuring = Measuring.start(
                ComparisonPlan.ofOne(benchmark("hangs", it -> {
                            if (calls.incrementAndGet() == 15) {
                                hangs.countDown();
                                new CountDownLatch(1).await();
                            }
                            return takes(10);
                        })
                        .warmUp(0)
                        .iterations(10)
                        .rounds(5)
                        .plan()),
                clock,
                MeasuringListener.NONE);
        hangs.await();
        measuring.stop("enough");

        ComparisonResult result = measuring.await();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.benchmark("hangs").rounds()).hasSize(1);
        assertThat(result.benchmark("hangs").operations()).isEqualTo(10);
    }

    private BenchmarkResult measure(Benchmark benchmark) throws InterruptedException {
        return measure(benchmark, clock);
    }

    private static BenchmarkResult measure(Benchmark benchmark, FakeClock clock) throws InterruptedException {
        return Measuring.start(ComparisonPlan.ofOne(benchmark.plan()), clock, MeasuringListener.NONE)
                .await()
                .benchmarks()
                .getFirst();
    }

    private ComparisonResult measure(ComparisonPlan plan) throws InterruptedException {
        return Measuring.start(plan, clock, MeasuringListener.NONE).await();
    }

    private long takes(long nanos) {
        clock.advance(nanos);
        return nanos;
    }
}

package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.benchmark.Contrast;
import dev.perf.engine.internal.version.ThisProcess;
import dev.perf.plan.InvalidPlanException;
import dev.perf.result.Verdict;
import dev.perf.spi.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Benchmarks that are being measured, in turn, on a thread of their own. */
public final class Measuring implements Execution<ComparisonResult> {

    private final ComparisonPlan plan;
    private final LongSupplier clock;
    private final MeasuringListener listener;
    private final FutureTask<ComparisonResult> task = new FutureTask<>(this::measure);
    private final Thread thread = Thread.ofPlatform().name("perf-benchmark").unstarted(task);

    /** Written by whoever stops it, read by all threads. */
    private volatile boolean stopped;

    private Measuring(ComparisonPlan plan, LongSupplier clock, MeasuringListener listener) {
        this.plan = plan;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Checks a plan and begins to measure.
     *
     * @throws InvalidPlanException if the plan has mistakes
     */
    public static Measuring start(ComparisonPlan plan, MeasuringListener listener) {
        return start(plan, System::nanoTime, listener);
    }

    static Measuring start(ComparisonPlan plan, LongSupplier clock, MeasuringListener listener) {
        BenchmarkCheck.check(plan);
        var measuring = new Measuring(plan, clock, listener);
        measuring.thread.start();
        return measuring;
    }

    private ComparisonResult measure() {
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        ClockReading reading = ClockReading.of(clock);
        List<Trial> trials = new ArrayList<>();
        try {
            plan.benchmarks().forEach(one -> trials.add(new Trial(one, reading, clock, () -> stopped)));
            measure(trials);
        } catch (InterruptedException aborted) {
            stopped = true;
        } finally {
            trials.forEach(Trial::close);
        }
        List<BenchmarkResult> results = trials.stream().map(Trial::result).toList();
        var result = new ComparisonResult(
                plan.name(),
                startedAt,
                Duration.ofNanos(System.nanoTime() - start),
                verdict(trials),
                results,
                contrasts(trials),
                ThisProcess.environment());
        listener.onEnd(result);
        return result;
    }

    /** In one order and then in the other, so that each has the other's place as often, and drift cancels. */
    private void measure(List<Trial> trials) throws InterruptedException {
        for (int i = 0; i < trials.size() && !stopped; i++) {
            listener.onWarmUp(plan.benchmarks().get(i));
            trials.get(i).warmUp();
        }
        int rounds = plan.benchmarks().getFirst().rounds();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < trials.size() && !stopped; i++) {
                int turn = round % 2 == 0 ? i : trials.size() - 1 - i;
                listener.onRound(plan.benchmarks().get(turn), round + 1);
                trials.get(turn).round();
            }
        }
    }

    private Verdict verdict(List<Trial> trials) {
        if (stopped) {
            return Verdict.ABORTED;
        }
        return trials.stream().allMatch(Trial::succeeded) ? Verdict.PASSED : Verdict.FAILED;
    }

    /** All intervals hold together with the level of one, by Bonferroni's inequality: each is that much wider. */
    private List<Contrast> contrasts(List<Trial> trials) {
        var contrasts = new ArrayList<Contrast>();
        BenchmarkPlan baseline = plan.benchmarks().getFirst();
        for (int i = 1; i < trials.size(); i++) {
            double level = 1 - (1 - Trial.LEVEL) / (trials.size() - 1);
            ConfidenceInterval speedup = speedup(trials.getFirst(), trials.get(i), level);
            if (speedup != null) {
                contrasts.add(new Contrast(plan.benchmarks().get(i).name(), baseline.name(), speedup));
            }
        }
        return contrasts;
    }

    private static @Nullable ConfidenceInterval speedup(Trial baseline, Trial other, double level) {
        double[] slow = baseline.means();
        double[] fast = other.means();
        int[] pairs = IntStream.range(0, Math.min(slow.length, fast.length))
                .filter(round -> slow[round] > 0 && fast[round] > 0)
                .toArray();
        return Intervals.ofRatio(
                IntStream.of(pairs).mapToDouble(round -> slow[round]).toArray(),
                IntStream.of(pairs).mapToDouble(round -> fast[round]).toArray(),
                level);
    }

    @Override
    public ComparisonResult await() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException fault) {
            throw new CompletionException("the benchmark broke", fault.getCause());
        }
    }

    /** Interrupts the operations that run: the round they belong to is forgotten anyway. */
    @Override
    public void stop(String reason) {
        abort(reason);
    }

    /** What was measured tells that it was stopped; who did needs no reminder. */
    @Override
    public void abort(String reason) {
        stopped = true;
        thread.interrupt();
    }
}

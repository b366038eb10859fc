package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkError;
import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.BenchmarkRound;
import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reasons to doubt the numbers of a benchmark.
 *
 * @param means mean times of the rounds that have operations
 * @param undone whether the code returned something that may not have been done
 */
record Doubts(
        BenchmarkPlan plan,
        BenchmarkResult result,
        double[] means,
        ClockReading reading,
        Failures inWarmUp,
        boolean undone) {

    private static final int FEWEST_ROUNDS = 5;
    private static final double WIDEST_MARGIN = 0.1;
    private static final double MOST_COLLECTING = 0.05;
    /** What the empty loop takes, about: less is no work. */
    private static final double NOTHING_NANOS = 1;

    List<String> list() {
        var doubts = new ArrayList<String>();
        failures(doubts);
        if (result.operations() > 0) {
            clock(doubts);
            rounds(doubts);
            machine(doubts);
        }
        return doubts;
    }

    private void failures(List<String> doubts) {
        if (inWarmUp.count() > 0) {
            doubts.add(Figures.count(inWarmUp.count(), "failure") + " in the warm-up: " + kinds(inWarmUp.errors()));
        }
        if (result.failures() > 0) {
            doubts.add(Figures.count(result.failures(), "failure") + ", which are not in the times: "
                    + kinds(result.errors()));
        }
        if (undone) {
            doubts.add("the code returned a CompletionStage, whose completion was not measured; use benchmarkAsync");
        }
    }

    private static String kinds(List<BenchmarkError> errors) {
        return errors.stream().map(BenchmarkError::toString).collect(Collectors.joining("; "));
    }

    private void clock(List<String> doubts) {
        if (result.meanNanos() < NOTHING_NANOS) {
            doubts.add("an operation takes " + Figures.nanos(result.meanNanos())
                    + ", which is no work: the compiler may have left it out; return what the code computes, and let it"
                    + " depend on what changes, such as it.index()");
        } else if (result.timesSingleOperations() && result.meanNanos() < reading.shortest()) {
            doubts.add("an operation takes " + Figures.nanos(result.meanNanos()) + ", too short for a clock that takes "
                    + Figures.nanos(reading.nanos())
                    + " to read; with a longer warm-up and more iterations, operations are timed in batches");
        }
    }

    private void rounds(List<String> doubts) {
        ConfidenceInterval interval = result.interval();
        if (means.length < FEWEST_ROUNDS) {
            doubts.add(Figures.count(means.length, "round")
                    + (means.length == 1 ? " says" : " say") + " little about the noise; take " + FEWEST_ROUNDS
                    + " or more");
        }
        Trend trend = Trend.of(means);
        if (trend.isClear()) {
            doubts.add("the rounds drift: the second half took " + Figures.share(Math.abs(trend.change()))
                    + (trend.change() < 0
                            ? " less time than the first, so the code was still warming up; lengthen the warm-up"
                            : " more time than the first; look for data that grow and a machine that slows down"));
        } else if (interval != null && interval.relativeMargin() > WIDEST_MARGIN) {
            doubts.add(
                    "the rounds differ so much that the mean is known to ± " + Figures.share(interval.relativeMargin())
                            + " only; take more or longer rounds, on a quieter machine");
        }
    }

    private void machine(List<String> doubts) {
        int processors = Runtime.getRuntime().availableProcessors();
        if (plan.threads() > processors && plan.kind() == BenchmarkPlan.ThreadKind.PLATFORM) {
            doubts.add(plan.threads() + " threads share " + Figures.count(processors, "processor")
                    + ": times contain the waiting for one, unless the code itself waits");
        }
        double collecting = result.rounds().stream()
                .mapToDouble(round -> round.collecting().toNanos())
                .sum();
        double busy =
                result.rounds().stream().mapToDouble(BenchmarkRound::busyNanos).sum() / plan.threads();
        if (collecting > busy * MOST_COLLECTING) {
            doubts.add("garbage collection took " + Figures.share(collecting / busy)
                    + " of the time; it slows whatever runs at that moment, which need not be what made the garbage");
        }
    }
}

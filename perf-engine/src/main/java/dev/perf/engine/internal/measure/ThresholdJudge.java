package dev.perf.engine.internal.measure;

import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.MetricKind;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Judges one threshold over the part of the run that it is about. Belongs to one thread. */
abstract sealed class ThresholdJudge permits WholeRunJudge, WindowJudge, SteadyStateJudge {

    private final Threshold threshold;
    private @Nullable Duration firstBreach;

    ThresholdJudge(Threshold threshold) {
        this.threshold = threshold;
    }

    static ThresholdJudge of(Threshold threshold) {
        return switch (threshold.scope()) {
            case Scope.WholeRun ignored -> new WholeRunJudge(threshold);
            case Scope.Window window -> new WindowJudge(threshold, window.length());
            case Scope.SteadyState ignored -> new SteadyStateJudge(threshold);
        };
    }

    /**
     * Looks at the run at the end of an interval.
     *
     * @param elapsed time since the start of the load
     * @param loaded time since the end of the warm-up, less all pauses since then
     * @return whether the run is to be aborted
     */
    abstract boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total);

    /** Tells whether there is a verdict already, while the run goes. */
    boolean canJudge() {
        return true;
    }

    /**
     * Returns the verdict.
     *
     * @param total the whole run
     * @param steady from when on it was steady
     */
    final ThresholdResult result(Cells total, SteadyState steady) {
        MetricValue whole = read(total);
        if (whole == null || (whole.samples() == 0 && !(whole instanceof MetricValue.Counter))) {
            return withoutValue(0, missing(total));
        }
        String misfit = misfit(whole);
        return misfit == null ? result(whole, steady) : withoutValue(whole.samples(), misfit);
    }

    /** Returns the verdict, given the value of the whole run, which fits the threshold. */
    abstract ThresholdResult result(MetricValue whole, SteadyState steady);

    final @Nullable MetricValue read(Cells cells) {
        return cells.read(threshold.metric(), threshold.tags());
    }

    final boolean hasEnough(MetricValue value) {
        return value.samples() >= threshold.minSamples();
    }

    final @Nullable Double actual(MetricValue value) {
        return value.aggregate(threshold.aggregate());
    }

    /** Tells whether the first of two values is farther on the bad side. */
    final boolean isWorse(double actual, double than) {
        return threshold.margin(actual) < threshold.margin(than);
    }

    /** Judges a value while the run goes; returns whether the run is to be aborted. */
    final boolean judge(Duration elapsed, Duration loaded, double actual) {
        if (threshold.holds(actual)) {
            return false;
        }
        if (firstBreach == null) {
            firstBreach = elapsed;
        }
        Duration abortAfter = threshold.abortAfter();
        return abortAfter != null && loaded.compareTo(abortAfter) >= 0;
    }

    /** Returns when the threshold was first seen not to hold. */
    final @Nullable Duration firstBreach() {
        return firstBreach;
    }

    final ThresholdResult withValue(double actual, long samples, @Nullable Duration breach, String remark) {
        return new ThresholdResult(
                threshold.expression(),
                threshold.holds(actual),
                actual,
                threshold.limit().inBaseUnit(),
                threshold.margin(actual),
                samples,
                breach,
                threshold.format(actual) + remark);
    }

    final ThresholdResult withoutValue(long samples, String message) {
        return new ThresholdResult(
                threshold.expression(), false, null, threshold.limit().inBaseUnit(), null, samples, null, message);
    }

    final ThresholdResult tooFew(long samples, String part) {
        return withoutValue(samples, "only " + samples + " samples" + part + ", wanted " + threshold.minSamples());
    }

    private @Nullable String misfit(MetricValue value) {
        MetricKind kind = switch (value) {
            case MetricValue.Trend ignored -> MetricKind.TREND;
            case MetricValue.Counter ignored -> MetricKind.COUNTER;
            case MetricValue.Rate ignored -> MetricKind.RATE;
            case MetricValue.Gauge ignored -> MetricKind.GAUGE;
        };
        try {
            threshold.requireKind(kind);
            return null;
        } catch (InvalidThresholdException misfit) {
            return misfit.getMessage();
        }
    }

    private String missing(Cells total) {
        long unsent = total.requests(threshold.tags()).stream()
                .mapToLong(cell -> cell.count)
                .sum();
        if (unsent > 0 && total.metricNames().contains(threshold.metric())) {
            return "no samples: none of the " + unsent + " requests could be sent";
        }
        return "no samples of " + threshold.metric() + KnownNames.advice(total, threshold);
    }
}

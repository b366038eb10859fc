package dev.perf.engine.internal.measure;

import dev.perf.result.ThresholdResult;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.MetricKind;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Judges one threshold: over the whole run, or over each window of its length, of which the worst counts. Belongs to
 * one thread.
 */
final class ThresholdJudge {

    private record Part(double seconds, MetricValue value) {}

    private final Threshold threshold;
    private final @Nullable Duration window;
    private final Deque<Part> parts = new ArrayDeque<>();
    private double partsSeconds;
    private @Nullable Double worst;
    private long worstSamples;
    private long mostSamples;
    private @Nullable Duration firstBreach;

    ThresholdJudge(Threshold threshold) {
        this.threshold = threshold;
        this.window = threshold.window();
    }

    /**
     * Looks at the run at the end of an interval.
     *
     * @param elapsed time since the end of the warm-up
     * @return whether the run is to be aborted
     */
    boolean observe(Duration elapsed, Cells interval, Cells total) {
        MetricValue value = window == null
                ? total.read(threshold.metric(), threshold.tags())
                : slide(interval, window.toNanos() / 1e9);
        if (value == null || !hasEnough(value)) {
            return false;
        }
        Double actual = value.aggregate(threshold.aggregate());
        if (actual == null) {
            return false;
        }
        if (window != null) {
            rememberWorst(actual, value.samples());
        }
        if (threshold.holds(actual)) {
            return false;
        }
        Duration abortAfter = threshold.abortAfter();
        boolean abort = abortAfter != null && elapsed.compareTo(abortAfter) >= 0;
        if (firstBreach == null) {
            firstBreach = elapsed;
        }
        return abort;
    }

    private boolean hasEnough(MetricValue value) {
        if (window != null) {
            mostSamples = Math.max(mostSamples, value.samples());
        }
        return value.samples() >= threshold.minSamples();
    }

    /** Adds an interval to the window; returns the window's value once the window is full. */
    private @Nullable MetricValue slide(Cells interval, double windowSeconds) {
        MetricValue value = interval.read(threshold.metric(), threshold.tags());
        if (value != null) {
            parts.addLast(new Part(interval.seconds(), value));
        } else {
            parts.addLast(new Part(interval.seconds(), NO_SAMPLES));
        }
        partsSeconds += interval.seconds();
        // A thousandth forgives intervals that are a little shorter than a second.
        while (!parts.isEmpty() && partsSeconds - parts.getFirst().seconds() >= windowSeconds * 0.999) {
            partsSeconds -= parts.removeFirst().seconds();
        }
        return partsSeconds >= windowSeconds * 0.999 ? sum() : null;
    }

    private static final MetricValue NO_SAMPLES = new MetricValue.Rate(0, 0);

    private @Nullable MetricValue sum() {
        MetricValue sum = null;
        for (Part part : parts) {
            if (part.value() != NO_SAMPLES) {
                sum = sum == null ? part.value() : sum.plus(part.value());
            }
        }
        // The time in which nothing was counted is time all the same.
        return sum instanceof MetricValue.Counter counted
                ? new MetricValue.Counter(counted.count(), partsSeconds)
                : sum;
    }

    private void rememberWorst(double actual, long samples) {
        if (worst == null || threshold.margin(actual) < threshold.margin(worst)) {
            worst = actual;
            worstSamples = samples;
        }
    }

    /** Returns the verdict, given the whole run. */
    ThresholdResult result(Cells total) {
        MetricValue whole = total.read(threshold.metric(), threshold.tags());
        if (whole == null || (whole.samples() == 0 && !(whole instanceof MetricValue.Counter))) {
            return withoutValue(0, missing(total));
        }
        String misfit = misfit(whole);
        if (misfit != null) {
            return withoutValue(whole.samples(), misfit);
        }
        Double actual = whole.aggregate(threshold.aggregate());
        long samples = whole.samples();
        if (window == null && !hasEnough(whole)) {
            return withoutValue(samples, "only " + samples + " samples, wanted " + threshold.minSamples());
        }
        if (window != null) {
            if (worst == null) {
                judgeShortRun();
            }
            actual = worst;
            samples = worstSamples;
        }
        if (actual == null && mostSamples > 0 && threshold.minSamples() > 0) {
            return withoutValue(
                    mostSamples,
                    "only " + mostSamples + " samples in the fullest window, wanted " + threshold.minSamples());
        }
        if (actual == null) {
            return withoutValue(samples, "no samples in any window");
        }
        boolean holds = threshold.holds(actual);
        return new ThresholdResult(
                threshold.expression(),
                holds,
                actual,
                threshold.limit().inBaseUnit(),
                threshold.margin(actual),
                samples,
                window == null && holds ? null : firstBreach,
                threshold.format(actual) + (window == null ? "" : " in the worst window"));
    }

    /** A run shorter than the window is its own only window. */
    private void judgeShortRun() {
        MetricValue rest = sum();
        Double actual = rest == null ? null : rest.aggregate(threshold.aggregate());
        if (rest != null && actual != null && hasEnough(rest)) {
            rememberWorst(actual, rest.samples());
        }
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
        long unsent = total.requests(threshold.tags(), false).stream()
                .mapToLong(cell -> cell.count)
                .sum();
        if (unsent > 0 && total.metricNames().contains(threshold.metric())) {
            return "no samples: none of the " + unsent + " requests could be sent";
        }
        return "no samples of " + threshold.metric() + KnownNames.advice(total, threshold);
    }

    private ThresholdResult withoutValue(long samples, String message) {
        return new ThresholdResult(
                threshold.expression(), false, null, threshold.limit().inBaseUnit(), null, samples, null, message);
    }
}

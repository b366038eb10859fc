package dev.perf.engine.internal.measure;

import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Judges each window of a length, of which the worst counts. A run shorter than the window is its own only window. */
final class WindowJudge extends ThresholdJudge {

    /** Forgives intervals that are a little shorter than a second. */
    private static final double FULL = 0.999;

    private final double windowSeconds;
    private final Deque<Part> parts = new ArrayDeque<>();
    private double partsSeconds;
    private @Nullable Double worst;
    private long worstSamples;
    private @Nullable MetricValue fullest;

    WindowJudge(Threshold threshold, Duration window) {
        super(threshold);
        this.windowSeconds = window.toNanos() / 1e9;
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        slide(new Part(elapsed, interval.seconds(), read(interval)));
        Double actual = partsSeconds >= windowSeconds * FULL ? judgeWindow() : null;
        return actual != null && judge(elapsed, loaded, actual);
    }

    @Override
    boolean canJudge() {
        return worst != null;
    }

    private void slide(Part part) {
        parts.addLast(part);
        partsSeconds += part.seconds();
        while (!parts.isEmpty() && partsSeconds - parts.getFirst().seconds() >= windowSeconds * FULL) {
            partsSeconds -= parts.removeFirst().seconds();
        }
    }

    private @Nullable Double judgeWindow() {
        MetricValue value = Part.sum(parts);
        if (value == null) {
            return null;
        }
        if (fullest == null || value.samples() > fullest.samples()) {
            fullest = value;
        }
        Double actual = hasEnough(value) ? actual(value) : null;
        if (actual != null && (worst == null || isWorse(actual, worst))) {
            worst = actual;
            worstSamples = value.samples();
        }
        return actual;
    }

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        if (worst == null) {
            judgeWindow();
        }
        if (worst != null) {
            return withValue(worst, worstSamples, firstBreach(), " in the worst window");
        }
        return fullest != null && !hasEnough(fullest)
                ? tooFew(fullest.samples(), " in the fullest window")
                : withoutValue(whole.samples(), "no samples in any window");
    }
}

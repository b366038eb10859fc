package dev.perf.engine.internal.measure;

import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.text.DurationText;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Judges each window of a length, or each interval by itself, of which the worst counts; where only lasting breaches do,
 * the worst value that was kept up for the time. A run shorter than the window is its own only window, and one shorter
 * than the time its own only stretch.
 */
final class WindowJudge extends ThresholdJudge {

    /** Forgives intervals that are a little shorter than a second. */
    private static final double FULL = 0.999;

    private final double windowSeconds;
    private final @Nullable LastingBreach lasting;
    private final Deque<Part> parts = new ArrayDeque<>();
    private double partsSeconds;
    private LastingBreach.@Nullable Value worst;
    private @Nullable MetricValue fullest;

    WindowJudge(Threshold threshold, Stages stages) {
        super(threshold, stages);
        Duration window = threshold.window();
        Duration breachedFor = threshold.breachedFor();
        this.windowSeconds = window == null ? 0 : window.toNanos() / 1e9;
        this.lasting = breachedFor == null ? null : new LastingBreach(threshold, breachedFor);
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        Part part = see(elapsed, interval);
        if (part == null) {
            return false;
        }
        slide(part);
        MetricValue value = partsSeconds >= windowSeconds * FULL ? Part.sum(parts) : null;
        if (value != null && (fullest == null || value.samples() > fullest.samples())) {
            fullest = value;
        }
        Double actual = value == null || !hasEnough(value) ? null : actual(value);
        course().add(elapsed, part.seconds(), actual);
        if (value == null || actual == null) {
            return false;
        }
        Duration start = elapsed.minusNanos(Math.round(part.seconds() * 1e9));
        var now = new LastingBreach.Value(start, actual, value.samples());
        LastingBreach.Value judged = lasting == null ? now : lasting.add(now, elapsed);
        if (judged == null) {
            return false;
        }
        worst = worst == null || isWorse(judged.actual(), worst.actual()) ? judged : worst;
        return judge(elapsed, loaded, judged.actual());
    }

    @Override
    boolean canJudge() {
        return worst != null;
    }

    private void slide(Part part) {
        parts.addLast(part);
        partsSeconds += part.seconds();
        while (parts.size() > 1 && partsSeconds - parts.getFirst().seconds() >= windowSeconds * FULL) {
            partsSeconds -= parts.removeFirst().seconds();
        }
    }

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        LastingBreach.Value judged = worst == null ? ofShortRun() : worst;
        if (judged != null) {
            Duration time = threshold().breachedFor();
            return withValue(
                    judged.actual(),
                    judged.samples(),
                    firstBreach(),
                    time == null ? " in the worst window" : " or worse for " + DurationText.of(time));
        }
        MetricValue most = fullest == null ? Part.sum(parts) : fullest;
        return most != null && !hasEnough(most)
                ? tooFew(most.samples(), " in the fullest window")
                : withoutValue(whole.samples(), "no samples in any window");
    }

    /** Returns the value of a run that was shorter than a window, or than the time of a breach. */
    private LastingBreach.@Nullable Value ofShortRun() {
        LastingBreach.Value kept = lasting == null ? null : lasting.soFar();
        MetricValue window = kept == null ? Part.sum(parts) : null;
        Double actual = window == null || !hasEnough(window) ? null : actual(window);
        return window == null || actual == null
                ? kept
                : new LastingBreach.Value(Duration.ZERO, actual, window.samples());
    }
}

package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.text.DurationText;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges each window of a length, or each interval by itself, of which the worst counts; where only lasting breaches do,
 * the worst value that was kept up for the time. A run shorter than the window is its own only window, and one shorter
 * than the time its own only stretch.
 */
final class WindowJudge extends ThresholdJudge {

    private final SlidingSum window;
    private final @Nullable LastingBreach lasting;
    private LastingBreach.@Nullable Value worst;
    private @Nullable MetricValue fullest;

    WindowJudge(Threshold threshold, Stages stages) {
        super(threshold, stages);
        Duration length = threshold.window();
        Duration breachedFor = threshold.breachedFor();
        this.window = new SlidingSum(length == null ? 0 : length.toNanos() / 1e9);
        this.lasting = breachedFor == null ? null : new LastingBreach(threshold, breachedFor);
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        Part part = see(elapsed, interval);
        if (part == null) {
            return false;
        }
        window.add(part);
        MetricValue value = window.isFull() ? window.total() : null;
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

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        LastingBreach.Value judged = worst == null ? ofShortRun() : worst;
        if (judged != null) {
            return judged(judged);
        }
        MetricValue most = fullest == null ? window.total() : fullest;
        return most != null && !hasEnough(most)
                ? tooFew(most.samples(), " in the fullest window")
                : withoutValue(whole.samples(), "no samples in any window");
    }

    @Override
    ThresholdResult resultSoFar(Cells total) {
        return worst == null ? super.resultSoFar(total) : judged(worst);
    }

    private ThresholdResult judged(LastingBreach.Value value) {
        Duration time = threshold().breachedFor();
        return withValue(
                value.actual(),
                value.samples(),
                firstBreach(),
                time == null ? " in the worst window" : " or worse for " + DurationText.of(time));
    }

    /** Returns the value of a run that was shorter than a window, or than the time of a breach. */
    private LastingBreach.@Nullable Value ofShortRun() {
        LastingBreach.Value kept = lasting == null ? null : lasting.soFar();
        MetricValue all = kept == null ? window.total() : null;
        Double actual = all == null || !hasEnough(all) ? null : actual(all);
        return all == null || actual == null ? kept : new LastingBreach.Value(Duration.ZERO, actual, all.samples());
    }

    @Override
    void writeSeen(ByteOutput out) {
        window.write(out);
        if (lasting != null) {
            lasting.write(out);
        }
        out.optional(worst, LastingBreach::write);
        out.optional(fullest, PartCodec::writeValue);
    }

    @Override
    void readSeen(ByteInput in) {
        window.read(in);
        if (lasting != null) {
            lasting.read(in);
        }
        worst = in.optional(LastingBreach::readValue);
        fullest = in.optional(PartCodec::readValue);
    }
}

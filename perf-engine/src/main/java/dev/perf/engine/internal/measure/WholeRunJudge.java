package dev.perf.engine.internal.measure;

import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import java.time.Duration;

/** Judges all that there is: while the run goes, all until then. */
final class WholeRunJudge extends ThresholdJudge {

    WholeRunJudge(Threshold threshold) {
        super(threshold);
    }

    @Override
    boolean observe(Duration elapsed, Cells interval, Cells total) {
        MetricValue value = read(total);
        Double actual = value == null || !hasEnough(value) ? null : actual(value);
        return actual != null && judge(elapsed, actual);
    }

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        long samples = whole.samples();
        if (!hasEnough(whole)) {
            return tooFew(samples, "");
        }
        Double actual = actual(whole);
        if (actual == null) {
            return withoutValue(samples, "no samples");
        }
        // What did not hold for a while and does at the end has held.
        ThresholdResult held = withValue(actual, samples, null, "");
        return held.passed() ? held : withValue(actual, samples, firstBreach(), "");
    }
}

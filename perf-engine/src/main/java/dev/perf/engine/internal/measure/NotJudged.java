package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import java.time.Duration;

/** Only measures, where the limit follows from a baseline that there is not yet. No samples is no pass here either. */
final class NotJudged extends ThresholdJudge {

    private final ThresholdJudge measuring;

    NotJudged(Threshold threshold, Stages stages) {
        super(threshold.against(0), stages); // of windows the worst is the same whatever the limit
        this.measuring = of(threshold(), stages);
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        measuring.observe(elapsed, loaded, interval, total);
        return false;
    }

    @Override
    boolean canJudge() {
        return measuring.canJudge();
    }

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        ThresholdResult measured = measuring.result(whole, steady);
        Double actual = measured.actual();
        return actual == null
                ? measured
                : new ThresholdResult(
                        measured.expression(),
                        true,
                        actual,
                        Double.NaN,
                        null,
                        measured.samples(),
                        null,
                        threshold().format(actual) + ", not judged, for there is no baseline yet",
                        null,
                        Duration.ZERO,
                        measured.course());
    }

    @Override
    void writeSeen(ByteOutput out) {
        measuring.write(out);
    }

    @Override
    void readSeen(ByteInput in) {
        measuring.read(in);
    }
}

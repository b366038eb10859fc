package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Judges all that there is of the part of the run: while the run goes, all until then. */
final class CumulativeJudge extends ThresholdJudge {

    private @Nullable Part sum;

    CumulativeJudge(Threshold threshold, Stages stages) {
        super(threshold, stages);
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        Part part = see(elapsed, interval);
        if (part == null) {
            return false;
        }
        Part all = sum == null ? part : sum.plus(part);
        sum = all;
        MetricValue value = all.total();
        Double actual = value == null || !hasEnough(value) ? null : actual(value);
        MetricValue ofInterval = part.total();
        // A count of an interval has nothing to do with the limit of all.
        boolean isCount = threshold().aggregate() == Aggregate.Statistic.COUNT;
        course().add(elapsed, part.seconds(), isCount ? actual : ofInterval == null ? null : actual(ofInterval));
        return actual != null && judge(elapsed, loaded, actual);
    }

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        MetricValue value = threshold().scope() instanceof Scope.WholeRun ? whole : sum == null ? null : sum.total();
        if (value == null) {
            return withoutValue(0, "no samples in " + threshold().describeScope());
        }
        if (!hasEnough(value)) {
            return tooFew(value.samples(), "");
        }
        Double actual = actual(value);
        if (actual == null) {
            return withoutValue(value.samples(), "no samples");
        }
        // What did not hold for a while and does at the end has held.
        ThresholdResult held = withValue(actual, value.samples(), null, "");
        return held.passed() ? held : withValue(actual, value.samples(), firstBreach(), "");
    }

    @Override
    void writeSeen(ByteOutput out) {
        out.optional(sum, PartCodec::write);
    }

    @Override
    void readSeen(ByteInput in) {
        sum = in.optional(PartCodec::read);
    }
}

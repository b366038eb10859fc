package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.time.Duration;

/** Judges all that there is of the part of the run: while the run goes, all until then. */
final class CumulativeJudge extends ThresholdJudge {

    private final RunningTotal sum = new RunningTotal();

    CumulativeJudge(Threshold threshold, Stages stages) {
        super(threshold, stages);
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        Part part = see(elapsed, interval);
        if (part == null) {
            return false;
        }
        sum.add(part);
        Double actual = sum.samples() >= threshold().minSamples()
                ? sum.aggregate(threshold().aggregate())
                : null;
        MetricValue ofInterval = part.total();
        // A count of an interval has nothing to do with the limit of all.
        boolean isCount = threshold().aggregate() == Aggregate.Statistic.COUNT;
        course().add(elapsed, part.seconds(), isCount ? actual : ofInterval == null ? null : actual(ofInterval));
        return actual != null && judge(elapsed, loaded, actual);
    }

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        MetricValue value = threshold().scope() instanceof Scope.WholeRun ? whole : sum.total();
        if (value == null) {
            return withoutValue(0, "no samples in " + threshold().describeScope());
        }
        if (!hasEnough(value)) {
            return tooFew(value.samples(), "");
        }
        Double actual = actual(value);
        return actual == null ? withoutValue(value.samples(), "no samples") : judged(actual, value.samples());
    }

    private ThresholdResult judged(double actual, long samples) {
        // What did not hold for a while and does at the end has held.
        ThresholdResult held = withValue(actual, samples, null, "");
        return held.passed() ? held : withValue(actual, samples, firstBreach(), "");
    }

    @Override
    ThresholdResult resultSoFar(Cells total) {
        long samples = sum.samples();
        Double actual = samples == 0 || samples < threshold().minSamples()
                ? null
                : sum.aggregate(threshold().aggregate());
        return actual == null ? super.resultSoFar(total) : judged(actual, samples);
    }

    @Override
    void writeSeen(ByteOutput out) {
        sum.write(out);
    }

    @Override
    void readSeen(ByteInput in) {
        sum.read(in);
    }
}

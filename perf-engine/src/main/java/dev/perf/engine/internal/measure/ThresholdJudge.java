package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.MetricKind;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges one threshold over the part of the run that it is about. Belongs to one thread. */
abstract sealed class ThresholdJudge permits CumulativeJudge, WindowJudge, SteadyStateJudge, NotJudged {

    private final Threshold threshold;
    private final Sight sight;
    private final Course course;
    private @Nullable Duration firstBreach;

    ThresholdJudge(Threshold threshold, Stages stages) {
        this.threshold = threshold;
        this.sight = new Sight(threshold, stages);
        this.course = new Course(threshold);
    }

    static ThresholdJudge of(Threshold threshold, Stages stages) {
        if (threshold.baselineLimit() != null && threshold.baseline() == null) {
            return new NotJudged(threshold, stages);
        }
        if (threshold.scope() instanceof Scope.SteadyState) {
            return new SteadyStateJudge(threshold, stages);
        }
        return threshold.window() == null && threshold.breachedFor() == null
                ? new CumulativeJudge(threshold, stages)
                : new WindowJudge(threshold, stages);
    }

    /** Returns the tags of what it looks at. */
    final Map<String, String> tags() {
        return threshold.tags();
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
        MetricValue whole = sight.read(total);
        if (whole == null || (whole.samples() == 0 && !(whole instanceof MetricValue.Counter))) {
            return withoutValue(0, missing(total));
        }
        String misfit = misfit(whole);
        return misfit == null ? result(whole, steady) : withoutValue(whole.samples(), misfit);
    }

    /** Returns the verdict while the run goes, at a cost that does not grow with it. */
    ThresholdResult resultSoFar(Cells total) {
        return result(total, SteadyState.of(List.of()));
    }

    /** Returns the verdict, given the value of the whole run, which fits the threshold. */
    abstract ThresholdResult result(MetricValue whole, SteadyState steady);

    final Threshold threshold() {
        return threshold;
    }

    final Course course() {
        return course;
    }

    /** Returns what the threshold sees of an interval; null if it is not about it. */
    final @Nullable Part see(Duration elapsed, Cells interval) {
        return sight.of(elapsed, interval);
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

    /** Writes what the judge has seen. */
    final void write(ByteOutput out) {
        sight.write(out);
        course.write(out);
        out.optional(firstBreach, ByteOutput::duration);
        writeSeen(out);
    }

    /** Sees what a judge of the same threshold has seen. */
    final void read(ByteInput in) {
        sight.read(in);
        course.read(in);
        firstBreach = in.optional(ByteInput::duration);
        readSeen(in);
    }

    /** Writes what is kept besides what each judge keeps. */
    abstract void writeSeen(ByteOutput out);

    abstract void readSeen(ByteInput in);

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
        return withValue(actual, samples, breach, remark, course);
    }

    /** Returns the verdict on a value that went another way than what was seen of all intervals. */
    final ThresholdResult withValue(
            double actual, long samples, @Nullable Duration breach, String remark, Course course) {
        return new ThresholdResult(
                threshold.expression(),
                threshold.holds(actual),
                actual,
                threshold.limit().inBaseUnit(),
                threshold.margin(actual),
                samples,
                breach,
                threshold.format(actual) + remark + comparedWith(),
                course.breachShare(),
                course.longestBreach(),
                course.points());
    }

    private String comparedWith() {
        Double baseline = threshold.baseline();
        return baseline == null ? "" : ", baseline " + threshold.format(baseline);
    }

    final ThresholdResult withoutValue(long samples, String message) {
        return new ThresholdResult(
                threshold.expression(),
                false,
                null,
                threshold.limit().inBaseUnit(),
                null,
                samples,
                null,
                message,
                course.breachShare(),
                course.longestBreach(),
                course.points());
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
        Map<String, String> filter = Sight.filter(threshold);
        long unsent =
                total.requests(filter).stream().mapToLong(cell -> cell.count).sum();
        if (unsent > 0 && total.metricNames().contains(threshold.metric())) {
            return "no samples: none of the " + unsent + " requests could be sent";
        }
        return "no samples of " + threshold.metric() + KnownNames.advice(total, threshold.metric(), filter);
    }
}

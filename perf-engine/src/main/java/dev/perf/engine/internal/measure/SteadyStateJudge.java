package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the run from the moment it was steady, which only its end shows. Until then it keeps what the metric came to in
 * the very intervals in which the steady state is looked for.
 */
final class SteadyStateJudge extends ThresholdJudge {

    private final Timeline<Part> parts = new Timeline<>(Part::plus);

    SteadyStateJudge(Threshold threshold, Stages stages) {
        super(threshold, stages);
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        Part part = see(elapsed, interval);
        if (part != null) {
            parts.add(part);
        }
        return false;
    }

    @Override
    boolean canJudge() {
        return false;
    }

    @Override
    ThresholdResult result(MetricValue whole, SteadyState steady) {
        Duration from = steady.from();
        if (from == null) {
            return withoutValue(
                    0,
                    "no steady state found: "
                            + (steady.drift() == null
                                    ? "fewer than " + SteadyState.LEAST_INTERVALS + " intervals had responses"
                                    : "response times had not settled by the middle of the run"));
        }
        List<Part> steadyParts = parts.intervals().stream()
                .filter(part -> part.end().compareTo(from) > 0)
                .toList();
        MetricValue value = Part.sum(steadyParts);
        if (value != null && !hasEnough(value)) {
            return tooFew(value.samples(), " in the steady state");
        }
        @Nullable Double actual = value == null ? null : actual(value);
        if (value == null || actual == null) {
            return withoutValue(0, "no samples in the steady state");
        }
        return withValue(actual, value.samples(), null, ", " + steady.describe(), course(steadyParts));
    }

    private Course course(List<Part> steadyParts) {
        var course = new Course(threshold());
        boolean isCount = threshold().aggregate() == Aggregate.Statistic.COUNT;
        MetricValue soFar = null;
        for (Part part : steadyParts) {
            MetricValue value = part.total();
            soFar = soFar == null || value == null ? value == null ? soFar : value : soFar.plus(value);
            MetricValue shown = isCount ? soFar : value;
            course.add(part.end(), part.seconds(), shown == null ? null : actual(shown));
        }
        return course;
    }

    @Override
    void writeSeen(ByteOutput out) {
        parts.write(out, PartCodec::write);
    }

    @Override
    void readSeen(ByteInput in) {
        parts.read(in, PartCodec::read);
    }
}

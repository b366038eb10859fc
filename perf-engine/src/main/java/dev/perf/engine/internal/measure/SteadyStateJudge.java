package dev.perf.engine.internal.measure;

import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges the run from the moment it was steady, which only its end shows. Until then it keeps what the metric came to in
 * the very intervals in which the steady state is looked for.
 */
final class SteadyStateJudge extends ThresholdJudge {

    private final Timeline<Part> parts = new Timeline<>(Part::plus);

    SteadyStateJudge(Threshold threshold) {
        super(threshold);
    }

    @Override
    boolean observe(Duration elapsed, Duration loaded, Cells interval, Cells total) {
        parts.add(new Part(elapsed, interval.seconds(), read(interval)));
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
        MetricValue value = Part.sum(parts.intervals().stream()
                .filter(part -> part.end().compareTo(from) > 0)
                .toList());
        if (value != null && !hasEnough(value)) {
            return tooFew(value.samples(), " in the steady state");
        }
        @Nullable Double actual = value == null ? null : actual(value);
        return value == null || actual == null
                ? withoutValue(0, "no samples in the steady state")
                : withValue(actual, value.samples(), null, ", " + steady.describe());
    }
}

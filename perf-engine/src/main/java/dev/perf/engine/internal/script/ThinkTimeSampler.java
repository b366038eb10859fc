package dev.perf.engine.internal.script;

import dev.perf.scenario.ThinkTime;
import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Draws the lengths of pauses. */
@FunctionalInterface
public interface ThinkTimeSampler {

    /** Returns the length of the next pause in nanoseconds, not negative. */
    long nanos(RandomGenerator random);

    /** Compiles {@code time}; mistakes go to the context. */
    static ThinkTimeSampler compile(ThinkTime time, SourceLocation location, CompileContext context) {
        return switch (time) {
            case ThinkTime.Constant constant -> {
                long nanos = checked(constant.duration(), location, context);
                yield random -> nanos;
            }
            case ThinkTime.Uniform uniform -> {
                long min = checked(uniform.min(), location, context);
                long max = checked(uniform.max(), location, context);
                if (min > max) {
                    context.problem(
                            location,
                            "think time from " + DurationText.of(uniform.min()) + " to "
                                    + DurationText.of(uniform.max()) + " must not end before it begins; swap the two");
                }
                yield random -> min >= max ? min : random.nextLong(min, max + 1);
            }
            case ThinkTime.Exponential exponential -> {
                long mean = checked(exponential.mean(), location, context);
                yield random -> (long) (random.nextExponential() * mean);
            }
            case ThinkTime.Normal normal -> {
                long mean = checked(normal.mean(), location, context);
                long deviation = checked(normal.standardDeviation(), location, context);
                yield random -> Math.max(0, (long) (mean + random.nextGaussian() * deviation));
            }
        };
    }

    private static long checked(Duration duration, SourceLocation location, CompileContext context) {
        if (duration.isNegative()) {
            context.problem(location, "pause of " + DurationText.of(duration) + " must not be negative");
        }
        return duration.toNanos();
    }
}

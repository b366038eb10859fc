package dev.perf.engine.internal.script;

import dev.perf.scenario.ThinkTime;
import dev.perf.source.SourceLocation;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Draws the lengths of pauses. */
@FunctionalInterface
public interface ThinkTimeSampler {

    /** Beyond it one length in a hundred is more than e to the 23rd medians. */
    int MOST_SIGMA = 10;

    /** The tail of a log-normal distribution has no end, but a clock has. */
    long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1_000);

    /** Returns the length of the next pause of {@code user} in nanoseconds, not negative. */
    long nanos(VirtualUser user);

    /** Returns what draws lengths that are {@code factor} times as long. */
    default ThinkTimeSampler times(double factor) {
        return factor == 1 ? this : user -> (long) (nanos(user) * factor);
    }

    /** Compiles {@code time}; mistakes go to the context. */
    static ThinkTimeSampler compile(ThinkTime time, SourceLocation location, CompileContext context) {
        return switch (time) {
            case ThinkTime.Constant constant -> {
                long nanos = checked(constant.duration(), location, context);
                yield user -> nanos;
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
                yield user -> min >= max ? min : user.random().nextLong(min, max + 1);
            }
            case ThinkTime.Exponential exponential -> {
                long mean = checked(exponential.mean(), location, context);
                yield user -> (long) (user.random().nextExponential() * mean);
            }
            case ThinkTime.Normal normal -> {
                long mean = checked(normal.mean(), location, context);
                long deviation = checked(normal.standardDeviation(), location, context);
                yield user -> Math.max(0, (long) (mean + user.random().nextGaussian() * deviation));
            }
            case ThinkTime.LogNormal logNormal -> {
                long median = positive("median", logNormal.median(), location, context);
                double sigma = logNormal.sigma();
                if (!(sigma >= 0 && sigma <= MOST_SIGMA)) {
                    context.problem(
                            location, "sigma must be from 0 to " + MOST_SIGMA + ", got " + Figures.plain(sigma));
                }
                yield logNormal(median, sigma);
            }
            case ThinkTime.LogNormalOfMean logNormal -> {
                double mean = positive("mean", logNormal.mean(), location, context);
                double deviation = checked(logNormal.standardDeviation(), location, context);
                double variance = Math.log1p(deviation * deviation / (mean * mean));
                yield logNormal(mean * Math.exp(-variance / 2), Math.sqrt(variance));
            }
            case ThinkTime.Custom custom -> user -> drawn(custom.draw(), user);
        };
    }

    private static ThinkTimeSampler logNormal(double median, double sigma) {
        return user -> (long)
                Math.min(LONGEST_NANOS, median * Math.exp(sigma * user.random().nextGaussian()));
    }

    /** The length comes from user code, also between iterations, where nothing else can fail. */
    private static long drawn(Function<RandomGenerator, Duration> draw, VirtualUser user) {
        try {
            Duration drawn = draw.apply(user.random());
            if (drawn == null || drawn.isNegative()) {
                throw new IllegalArgumentException(
                        "must not be " + (drawn == null ? "null" : "negative, got " + DurationText.of(drawn)));
            }
            return drawn.toNanos();
        } catch (RuntimeException | Error thrown) {
            user.fail("step", "think time", ThrownText.of(thrown));
            return 0;
        }
    }

    private static long positive(String what, Duration duration, SourceLocation location, CompileContext context) {
        if (!duration.isPositive()) {
            context.problem(location, what + " must be positive, got " + DurationText.of(duration));
        }
        return duration.toNanos();
    }

    private static long checked(Duration duration, SourceLocation location, CompileContext context) {
        if (duration.isNegative()) {
            context.problem(location, "pause of " + DurationText.of(duration) + " must not be negative");
        }
        return duration.toNanos();
    }
}

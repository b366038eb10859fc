package dev.perf.load;

import dev.perf.load.OpenLoad.Curve;
import dev.perf.load.OpenLoad.Piece;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Curves of the rate, as straight lines of equal length. */
final class Curves {

    private static final int LINES = 10_000;
    private static final int LINES_PER_PERIOD = 100;
    private static final int MOST_PERIODS = 10_000;

    /** How far from its middle the bell is cut off, in standard deviations. */
    private static final double CUT_OFF = 3;

    private Curves() {}

    static Curve even(long count, Duration duration) {
        Rate rate = new Rate(count / seconds(duration));
        return new Curve("spread " + count, List.of(rate, rate), duration, false, null);
    }

    static Curve bell(long count, Duration duration) {
        List<Double> heights = sampled(LINES, duration, share -> Math.exp(-Math.pow(CUT_OFF * (2 * share - 1), 2) / 2));
        double height = 0;
        for (int i = 0; i + 1 < heights.size(); i++) {
            height += (heights.get(i) + heights.get(i + 1)) / 2;
        }
        double unit = count / (height * seconds(duration) / LINES);
        return new Curve(
                "stress peak of " + count,
                heights.stream().map(value -> new Rate(value * unit)).toList(),
                duration,
                false,
                null);
    }

    static Curve sine(Rate base, Rate amplitude, Duration period, Duration duration) {
        double periods = seconds(duration) / seconds(period);
        if (periods > MOST_PERIODS) {
            throw new IllegalArgumentException("a sine may have at most 10,000 periods; " + DurationText.of(duration)
                    + " are more of " + DurationText.of(period) + " each");
        }
        int lines = (int) Math.max(1, Math.ceil(periods * LINES_PER_PERIOD));
        return new Curve(
                "sine of " + base + " +/- " + amplitude + " with period " + DurationText.of(period),
                sampled(
                        lines,
                        duration,
                        share -> new Rate(
                                base.perSecond() + amplitude.perSecond() * Math.sin(2 * Math.PI * periods * share))),
                duration,
                true,
                null);
    }

    static Curve following(Function<Duration, Rate> rate, Duration duration) {
        return new Curve(
                "function of time",
                sampled(LINES, duration, share -> {
                    Duration time = Duration.ofNanos(Math.round(share * duration.toNanos()));
                    return Objects.requireNonNull(
                            rate.apply(time), () -> "the rate at " + DurationText.of(time) + " is null");
                }),
                duration,
                true,
                null);
    }

    /** Nothing is asked of a curve whose length is impossible; the check of the plan says so. */
    private static <T> List<T> sampled(int lines, Duration duration, DoubleFunction<T> value) {
        if (duration.isNegative() || duration.isZero()) {
            return List.of();
        }
        return IntStream.rangeClosed(0, lines)
                .mapToObj(i -> value.apply((double) i / lines))
                .toList();
    }

    /** Adds the lines of {@code curve}; their borders are rounded to nanoseconds, so that no length is lost. */
    static void cut(Curve curve, List<Piece> pieces) {
        int lines = curve.rates().size() - 1;
        long before = 0;
        for (int i = 0; i < lines; i++) {
            long border = i + 1 == lines
                    ? curve.duration().toNanos()
                    : Math.round(curve.duration().toNanos() * ((i + 1) / (double) lines));
            pieces.add(new Piece(
                    curve.rates().get(i),
                    curve.rates().get(i + 1),
                    Duration.ofNanos(border - before),
                    0,
                    curve.name()));
            before = border;
        }
    }

    static Curve scaled(Curve curve, double factor) {
        return new Curve(
                curve.description() + " x " + Rate.number(factor),
                curve.rates().stream().map(rate -> rate.times(factor)).toList(),
                curve.duration(),
                curve.leaves(),
                curve.name());
    }

    static Curve stretched(Curve curve, double factor) {
        return new Curve(
                curve.description() + " stretched by " + Rate.number(factor),
                curve.rates(),
                Durations.times(curve.duration(), factor),
                curve.leaves(),
                curve.name());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

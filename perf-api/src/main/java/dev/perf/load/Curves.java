package dev.perf.load;

import dev.perf.load.OpenLoad.Curve;
import dev.perf.load.OpenLoad.Piece;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
        return amount("spread " + count, count, isPositive(duration) ? List.of(rate, rate) : List.of(), duration);
    }

    static Curve bell(long count, Duration duration) {
        List<Double> heights = sampled(LINES, duration, share -> Math.exp(-Math.pow(CUT_OFF * (2 * share - 1), 2) / 2));
        double height = 0;
        for (int i = 0; i + 1 < heights.size(); i++) {
            height += (heights.get(i) + heights.get(i + 1)) / 2;
        }
        double unit = count / (height * seconds(duration) / LINES);
        return amount(
                "stress peak of " + count,
                count,
                heights.stream().map(value -> new Rate(value * unit)).toList(),
                duration);
    }

    private static Curve amount(String description, long count, List<Rate> rates, Duration duration) {
        return count > 0
                ? new Curve(description, rates, duration, false, null, null)
                : impossible(
                        description,
                        duration,
                        "number of iterations must be positive, got " + count + "; give it some or remove the stage");
    }

    private static Curve impossible(String description, Duration duration, String mistake) {
        return new Curve(description, List.of(), duration, false, null, mistake);
    }

    static Curve sine(Rate base, Rate amplitude, Duration period, Duration duration) {
        double periods = seconds(duration) / seconds(period);
        if (periods > MOST_PERIODS) {
            throw new IllegalArgumentException("a sine may have at most 10,000 periods; " + DurationText.of(duration)
                    + " are more of " + DurationText.of(period) + " each");
        }
        String description = "sine of " + base + " +/- " + amplitude + " with period " + DurationText.of(period);
        if (base.perSecond() == 0) {
            return impossible(
                    description,
                    duration,
                    "there is no rate to swing around; ramp to one before, at least to " + amplitude);
        }
        if (base.perSecond() > 0 && Math.abs(amplitude.perSecond()) > base.perSecond()) {
            return impossible(
                    description,
                    duration,
                    "amplitude " + amplitude + " is larger than the rate of " + base
                            + " that it swings around, which would be below zero; lower it to " + base + " at most");
        }
        int lines = (int) Math.max(1, Math.ceil(periods * LINES_PER_PERIOD));
        return new Curve(
                description,
                sampled(
                        lines,
                        duration,
                        share -> new Rate(
                                base.perSecond() + amplitude.perSecond() * Math.sin(2 * Math.PI * periods * share))),
                duration,
                true,
                null,
                null);
    }

    static Curve following(Function<Duration, Rate> rate, Duration duration) {
        String description = "function of time";
        try {
            return new Curve(
                    description,
                    sampled(
                            LINES,
                            duration,
                            share -> asked(rate, Duration.ofNanos(Math.round(share * duration.toNanos())))),
                    duration,
                    true,
                    null,
                    null);
        } catch (Unanswered mistake) {
            return impossible(
                    description,
                    duration,
                    mistake.getMessage() + "; it must return one for every time from 0s to "
                            + DurationText.of(duration));
        }
    }

    /** A function of the user's has no rate for a time. */
    private static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unanswered(String did, Duration time, @Nullable RuntimeException cause) {
            super("it " + did + " when asked for the rate at " + DurationText.of(time), cause);
        }
    }

    private static Rate asked(Function<Duration, Rate> function, Duration time) {
        @Nullable Rate rate;
        try {
            rate = function.apply(time);
        } catch (RuntimeException thrown) {
            throw new Unanswered("threw " + thrown + thrownAt(thrown), time, thrown);
        }
        if (rate == null) {
            throw new Unanswered("returned null", time, null);
        }
        return rate;
    }

    private static String thrownAt(RuntimeException thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "" : " (" + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")";
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** Nothing is asked of a curve whose length is impossible; the check of the plan says so. */
    private static <T> List<T> sampled(int lines, Duration duration, DoubleFunction<T> value) {
        if (!isPositive(duration)) {
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
                curve.name(),
                curve.mistake());
    }

    static Curve stretched(Curve curve, double factor) {
        return new Curve(
                curve.description() + " stretched by " + Rate.number(factor),
                curve.rates(),
                Durations.times(curve.duration(), factor),
                curve.leaves(),
                curve.name(),
                curve.mistake());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

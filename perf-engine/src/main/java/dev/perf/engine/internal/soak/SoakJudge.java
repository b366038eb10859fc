package dev.perf.engine.internal.soak;

import dev.perf.result.Interval;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.soak.SoakLimit;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges how the numbers of a run drifted, over its steady stretch. Pure arithmetic. */
public final class SoakJudge {

    /** Fewer points than that have a slope by chance. */
    private static final int LEAST_INTERVALS = 10;

    private static final double NANOS_PER_HOUR = 3_600e9;

    private final List<Interval> intervals;

    private SoakJudge(List<Interval> intervals) {
        this.intervals = intervals;
    }

    /** Returns what came of each limit; without enough samples it did not hold. */
    public static List<ThresholdResult> judge(
            List<SoakLimit> limits, List<Interval> intervals, @Nullable SteadyStretch stretch) {
        var judge = new SoakJudge(
                stretch == null
                        ? List.of()
                        : intervals.stream()
                                .filter(interval -> interval.start().compareTo(stretch.from()) >= 0
                                        && interval.start()
                                                        .plus(interval.length())
                                                        .compareTo(stretch.to())
                                                <= 0)
                                .toList());
        return limits.stream().map(judge::judge).toList();
    }

    private ThresholdResult judge(SoakLimit limit) {
        return switch (limit) {
            case SoakLimit.P95Slope slope -> slope(slope);
            case SoakLimit.ThroughputDecay decay -> decay(decay);
            case SoakLimit.ErrorBurn burn -> burn(burn);
        };
    }

    private ThresholdResult slope(SoakLimit.P95Slope limit) {
        double allowed = limit.perHour().toNanos() / 1e6;
        List<Interval> measured =
                intervals.stream().filter(at -> !at.responseTime().isEmpty()).toList();
        if (measured.size() < LEAST_INTERVALS) {
            return tooFew(limit, allowed, measured.size());
        }
        double[] hours = measured.stream().mapToDouble(SoakJudge::middleHours).toArray();
        double[] millis = measured.stream()
                .mapToDouble(at -> at.responseTime().p95().toNanos() / 1e6)
                .toArray();
        double perHour = SteadyState.Drift.senSlope(hours, millis);
        return result(
                limit,
                allowed,
                perHour,
                measured.size(),
                signed(perHour, Figures.time(Duration.ofNanos(Math.round(Math.abs(perHour) * 1e6))))
                        + " per hour, over " + time(measured) + " in " + measured.size() + " intervals");
    }

    private static double middleHours(Interval interval) {
        return (interval.start().toNanos() + interval.length().toNanos() / 2.0) / NANOS_PER_HOUR;
    }

    private ThresholdResult decay(SoakLimit.ThroughputDecay limit) {
        if (intervals.size() < LEAST_INTERVALS) {
            return tooFew(limit, limit.share(), intervals.size());
        }
        int quarter = intervals.size() / 4;
        double first = perSecond(intervals.subList(0, quarter));
        double last = perSecond(intervals.subList(intervals.size() - quarter, intervals.size()));
        if (first == 0) {
            return without(limit, limit.share(), "no request ended in the first quarter of the time");
        }
        double decay = 1 - last / first;
        return result(
                limit,
                limit.share(),
                decay,
                intervals.size(),
                Figures.rate(last) + " in the last quarter after " + Figures.rate(first) + " in the first: "
                        + (decay < 0 ? "no loss" : Figures.share(decay) + " lost"));
    }

    private static double perSecond(List<Interval> part) {
        double seconds =
                part.stream().mapToDouble(at -> at.length().toNanos() / 1e9).sum();
        return part.stream().mapToLong(Interval::requests).sum() / seconds;
    }

    private ThresholdResult burn(SoakLimit.ErrorBurn limit) {
        long requests = intervals.stream().mapToLong(Interval::requests).sum();
        long failed = intervals.stream().mapToLong(Interval::failed).sum();
        if (requests == 0) {
            return without(limit, limit.perHour(), "no request ended in the time of constant load");
        }
        double rate = (double) failed / requests / (1 - limit.objective());
        double perHour = rate * NANOS_PER_HOUR / limit.period().toNanos();
        return result(
                limit,
                limit.perHour(),
                perHour,
                requests,
                String.format(Locale.ROOT, "%.3g %% of the budget per hour, a burn rate of %.3g: ", perHour * 100, rate)
                        + Figures.count(failed) + " of " + Figures.count(requests) + " requests failed");
    }

    private static ThresholdResult result(
            SoakLimit limit, double allowed, double actual, long samples, String message) {
        return new ThresholdResult(
                limit.expression(), actual < allowed, actual, allowed, allowed - actual, samples, null, message);
    }

    private static ThresholdResult tooFew(SoakLimit limit, double allowed, int measured) {
        return without(
                limit,
                allowed,
                "at least " + LEAST_INTERVALS + " intervals of constant load with requests are needed, there were "
                        + measured);
    }

    private static ThresholdResult without(SoakLimit limit, double allowed, String message) {
        return new ThresholdResult(limit.expression(), false, null, allowed, null, 0, null, message);
    }

    private static String signed(double value, String text) {
        return (value < 0 ? "-" : "+") + text;
    }

    private static String time(List<Interval> measured) {
        Interval last = measured.getLast();
        Duration time =
                last.start().plus(last.length()).minus(measured.getFirst().start());
        return DurationText.of(Duration.ofSeconds(Math.max(1, time.toSeconds())));
    }
}

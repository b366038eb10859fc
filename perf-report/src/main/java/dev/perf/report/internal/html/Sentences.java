package dev.perf.report.internal.html;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Says in a sentence what a chart over time shows, for those who do not see it. */
final class Sentences {

    private final List<Interval> intervals;

    Sentences(List<Interval> intervals) {
        this.intervals = intervals;
    }

    String rate(String what, ToLongFunction<Interval> count) {
        if (total(count) == 0) {
            return what + ": none.";
        }
        ToDoubleFunction<Interval> rate = at -> at.perSecond(count.applyAsLong(at));
        Interval peak = peak(rate);
        return what + ": " + Format.perSecond(average(count)) + " on average, at most "
                + Format.perSecond(rate.applyAsDouble(peak)) + " at " + moment(peak) + ".";
    }

    String responseTime() {
        List<Interval> withSamples =
                intervals.stream().filter(at -> !at.responseTime().isEmpty()).toList();
        if (withSamples.isEmpty()) {
            return "No request ended.";
        }
        Comparator<Interval> byP95 =
                Comparator.comparing(at -> at.responseTime().p95());
        Interval best = withSamples.stream().min(byP95).orElseThrow();
        Interval worst = withSamples.stream().max(byP95).orElseThrow();
        Interval slowest = withSamples.stream()
                .max(Comparator.comparing(at -> at.responseTime().max()))
                .orElseThrow();
        if (withSamples.size() == 1) {
            return "p95 " + Format.time(worst.responseTime().p95()) + ", slowest "
                    + Format.time(slowest.responseTime().max()) + ".";
        }
        return "p95 between " + Format.time(best.responseTime().p95()) + " and "
                + Format.time(worst.responseTime().p95()) + ", highest at " + moment(worst)
                + "; the slowest request took "
                + Format.time(slowest.responseTime().max()) + " at " + moment(slowest) + ".";
    }

    /** Where the two clocks were furthest apart. */
    String gap() {
        ToDoubleFunction<Interval> gap =
                at -> at.responseTime().isEmpty() || at.serviceTime().isEmpty()
                        ? 0
                        : (double) at.responseTime().p95().toNanos()
                                - at.serviceTime().p95().toNanos();
        Interval widest = peak(gap);
        return gap.applyAsDouble(widest) <= 0
                ? "No request waited for being sent."
                : "They were furthest apart at " + moment(widest) + ": " + Format.nanos(gap.applyAsDouble(widest))
                        + ".";
    }

    /** Where most response times lie: the quarters in the middle. */
    String spread() {
        Distribution times = Distribution.merge(
                intervals.stream().map(Interval::responseTime).toList());
        return times.isEmpty()
                ? "No request ended."
                : "Half of all requests took between " + Format.time(times.percentile(25)) + " and "
                        + Format.time(times.percentile(75)) + ", all of them between " + Format.time(times.min())
                        + " and " + Format.time(times.max()) + ".";
    }

    String users() {
        Interval peak = peak(Interval::users);
        return peak.users() == 0
                ? "No user was alive at the end of an interval."
                : "At most " + Format.count(peak.users()) + (peak.users() == 1 ? " user" : " users") + ", first at "
                        + moment(peak) + ".";
    }

    String errors() {
        long failed = total(Interval::failed);
        long dropped = total(Interval::dropped);
        if (failed == 0 && dropped == 0) {
            return "No request failed and no iteration was dropped.";
        }
        Interval peak = peak(at -> at.perSecond(at.failed() + at.dropped()));
        return (failed == 0 ? "No request" : Format.count(failed) + (failed == 1 ? " request" : " requests"))
                + " failed, "
                + (dropped == 0
                        ? "no iteration was"
                        : Format.count(dropped) + (dropped == 1 ? " iteration was" : " iterations were"))
                + " dropped; most at " + moment(peak) + ".";
    }

    /** How often each of the most frequent kinds of failures was seen. */
    String kinds(List<String> mostFrequentFirst, Map<String, Long> counts) {
        String named = mostFrequentFirst.stream()
                .limit(3)
                .map(kind -> Format.count(counts.getOrDefault(kind, 0L)) + " × " + kind)
                .collect(Collectors.joining(", "));
        int more = mostFrequentFirst.size() - 3;
        return named + (more > 0 ? " and " + more + (more == 1 ? " other kind" : " other kinds") : "") + ".";
    }

    String received() {
        long bytes = total(Interval::bytesReceived);
        return bytes == 0
                ? "Nothing was received."
                : Format.bytes(bytes) + " in all, " + Format.bytes(average(Interval::bytesReceived)) + "/s on average.";
    }

    private long total(ToLongFunction<Interval> count) {
        return intervals.stream().mapToLong(count).sum();
    }

    private double average(ToLongFunction<Interval> count) {
        double seconds = intervals.stream()
                .mapToDouble(at -> at.length().toNanos() / 1e9)
                .sum();
        return seconds == 0 ? 0 : total(count) / seconds;
    }

    /** The first of the highest. */
    private Interval peak(ToDoubleFunction<Interval> value) {
        return intervals.stream()
                .reduce((highest, next) -> value.applyAsDouble(next) > value.applyAsDouble(highest) ? next : highest)
                .orElseThrow();
    }

    private static String moment(Interval interval) {
        return Format.moment(interval.start());
    }
}

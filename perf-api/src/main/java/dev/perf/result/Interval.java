package dev.perf.result;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened in one stretch of a run.
 *
 * @param start its beginning, since the start of the load, the warm-up included
 * @param length its length
 * @param users virtual users alive at its end
 * @param scheduled iterations that were due in it
 * @param started iterations that began in it
 * @param dropped iterations that were due in it and never began
 * @param ended iterations that ended in it
 * @param requests requests that ended in it, failed ones among them
 * @param failed requests that failed in it
 * @param bytesReceived bytes received by the requests that ended in it
 * @param responseTime response times of the requests that ended in it
 * @param serviceTime service times of the requests that ended in it
 * @param offeredPerSecond rate at which the open profiles wanted iterations to start, or that they were set to: as it was at
 *     its end, or on average where intervals were merged; 0 without open profiles and during a pause
 * @param wantedUsers users that the closed profiles wanted at its end, or that were set; 0 without closed profiles
 * @param scheduleLag how late iterations and steps began that had a time to begin at
 * @param errors failures in it by kind, sorted; several of them may belong to one request. Those of a warm-up are not counted
 */
public record Interval(
        Duration start,
        Duration length,
        int users,
        long scheduled,
        long started,
        long dropped,
        long ended,
        long requests,
        long failed,
        long bytesReceived,
        Distribution responseTime,
        Distribution serviceTime,
        double offeredPerSecond,
        int wantedUsers,
        Distribution scheduleLag,
        Map<String, Long> errors) {

    /** Copies the errors. */
    public Interval {
        errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }

    /** Creates an interval of which nothing more is known. */
    public Interval(
            Duration start,
            Duration length,
            int users,
            long scheduled,
            long started,
            long dropped,
            long ended,
            long requests,
            long failed,
            long bytesReceived,
            Distribution responseTime,
            Distribution serviceTime) {
        this(
                start,
                length,
                users,
                scheduled,
                started,
                dropped,
                ended,
                requests,
                failed,
                bytesReceived,
                responseTime,
                serviceTime,
                0,
                0,
                Distribution.EMPTY,
                Map.of());
    }

    /** Returns this interval and {@code next}, which follows it, as one. */
    public Interval plus(Interval next) {
        return new Interval(
                start,
                length.plus(next.length),
                next.users,
                scheduled + next.scheduled,
                started + next.started,
                dropped + next.dropped,
                ended + next.ended,
                requests + next.requests,
                failed + next.failed,
                bytesReceived + next.bytesReceived,
                responseTime.plus(next.responseTime),
                serviceTime.plus(next.serviceTime),
                offered(next),
                next.wantedUsers,
                scheduleLag.plus(next.scheduleLag),
                sum(errors, next.errors));
    }

    private double offered(Interval next) {
        double both = length.toNanos() + (double) next.length.toNanos();
        return both == 0
                ? next.offeredPerSecond
                : (offeredPerSecond * length.toNanos() + next.offeredPerSecond * next.length.toNanos()) / both;
    }

    private static Map<String, Long> sum(Map<String, Long> errors, Map<String, Long> others) {
        var sum = new TreeMap<>(errors);
        others.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return sum;
    }

    /** Returns this interval, beginning at another time. */
    public Interval startingAt(Duration time) {
        return with(time, users, responseTime, serviceTime, scheduleLag);
    }

    /** Returns this interval with another number of users. */
    public Interval withUsers(int others) {
        return with(start, others, responseTime, serviceTime, scheduleLag);
    }

    /** Returns this interval with other times. */
    public Interval withTimes(Distribution response, Distribution service, Distribution lag) {
        return with(start, users, response, service, lag);
    }

    private Interval with(Duration time, int others, Distribution response, Distribution service, Distribution lag) {
        return new Interval(
                time,
                length,
                others,
                scheduled,
                started,
                dropped,
                ended,
                requests,
                failed,
                bytesReceived,
                response,
                service,
                offeredPerSecond,
                wantedUsers,
                lag,
                errors);
    }

    /** Returns {@code count} per second of this interval. */
    public double perSecond(long count) {
        return length.isZero() ? 0 : count / (length.toNanos() / 1e9);
    }
}

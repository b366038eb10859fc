package dev.perf.result;

import java.time.Duration;

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
        Distribution serviceTime) {

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
                serviceTime.plus(next.serviceTime));
    }

    /** Returns this interval, beginning at another time. */
    public Interval startingAt(Duration time) {
        return new Interval(
                time,
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
                serviceTime);
    }

    /** Returns {@code count} per second of this interval. */
    public double perSecond(long count) {
        return length.isZero() ? 0 : count / (length.toNanos() / 1e9);
    }
}

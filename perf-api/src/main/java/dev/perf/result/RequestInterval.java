package dev.perf.result;

import java.time.Duration;
import java.util.List;

/**
 * What the requests of one name came to in one stretch of a run. Immutable.
 *
 * <p>Its distributions are kept packed, for a run has many of them: {@link #responseTime} and {@link #serviceTime} unpack
 * them at each call, which takes some microseconds.
 *
 * @param start its beginning, since the start of the load, the warm-up included
 * @param length its length
 * @param count requests that ended in it, failed ones among them
 * @param failed requests that failed in it
 * @param bytesReceived bytes received by the requests that ended in it
 * @param packedResponseTime their response times
 * @param packedServiceTime their service times
 */
public record RequestInterval(
        Duration start,
        Duration length,
        long count,
        long failed,
        long bytesReceived,
        PackedDistribution packedResponseTime,
        PackedDistribution packedServiceTime) {

    /** Returns the response times of the requests that ended in it. */
    public Distribution responseTime() {
        return packedResponseTime.unpacked();
    }

    /** Returns the service times of the requests that ended in it. */
    public Distribution serviceTime() {
        return packedServiceTime.unpacked();
    }

    /**
     * Returns this stretch and {@code next}, which comes later, as one: counts and histograms are added. What lies between
     * them belongs to it.
     */
    public RequestInterval plus(RequestInterval next) {
        return merge(List.of(this, next));
    }

    /**
     * Returns all of {@code stretches}, in order of time, as one, which takes less than to add them one by one.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RequestInterval merge(List<RequestInterval> stretches) {
        if (stretches.isEmpty()) {
            throw new IllegalArgumentException("at least one stretch is needed, got none");
        }
        RequestInterval first = stretches.getFirst();
        RequestInterval last = stretches.getLast();
        return new RequestInterval(
                first.start,
                last.start.plus(last.length).minus(first.start),
                stretches.stream().mapToLong(RequestInterval::count).sum(),
                stretches.stream().mapToLong(RequestInterval::failed).sum(),
                stretches.stream().mapToLong(RequestInterval::bytesReceived).sum(),
                PackedDistribution.merge(stretches.stream()
                        .map(RequestInterval::packedResponseTime)
                        .toList()),
                PackedDistribution.merge(stretches.stream()
                        .map(RequestInterval::packedServiceTime)
                        .toList()));
    }
}

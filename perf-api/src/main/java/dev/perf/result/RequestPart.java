package dev.perf.result;

/**
 * What the requests of one name came to in one group of one scenario.
 *
 * @param scenario name of the scenario
 * @param group name of the group, with those around it, {@code checkout / pay}; empty outside all groups
 * @param count requests that ended, failed ones among them
 * @param failed requests that failed
 * @param responseTime from the moment an ideal generator would have begun to the last byte received
 * @param serviceTime from the first byte sent to the last byte received
 * @param bytesSent bytes of requests, heads included
 * @param bytesReceived bytes of responses, heads included
 */
public record RequestPart(
        String scenario,
        String group,
        long count,
        long failed,
        Distribution responseTime,
        Distribution serviceTime,
        long bytesSent,
        long bytesReceived) {

    /** Returns the share of requests that failed, from 0 to 1. */
    public double failureRate() {
        return count == 0 ? 0 : (double) failed / count;
    }
}

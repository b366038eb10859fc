package dev.perf.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the requests of one name came to.
 *
 * @param name the name
 * @param count requests that ended, failed ones among them
 * @param failed requests that failed
 * @param responseTime from the moment an ideal generator would have begun to the last byte received
 * @param serviceTime from the first byte sent to the last byte received
 * @param statuses how many responses carried which status code; 0 stands for no response
 * @param bytesSent bytes of requests, heads included
 * @param bytesReceived bytes of responses, heads included
 * @param parts the same by scenario and group, in the order in which they were first sent; empty where that is not known
 * @param detail what is known in detail, for the 50 names on whose requests the most time was spent. For others
 *     {@link RequestDetail#NONE}, or no more than those of their requests that are among {@link RunResult#slowest}
 */
public record RequestResult(
        String name,
        long count,
        long failed,
        Distribution responseTime,
        Distribution serviceTime,
        Map<Integer, Long> statuses,
        long bytesSent,
        long bytesReceived,
        List<RequestPart> parts,
        RequestDetail detail) {

    /** Copies the statuses and parts. */
    public RequestResult {
        statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
        parts = List.copyOf(parts);
    }

    /** Creates a result of which no parts and no details are known. */
    public RequestResult(
            String name,
            long count,
            long failed,
            Distribution responseTime,
            Distribution serviceTime,
            Map<Integer, Long> statuses,
            long bytesSent,
            long bytesReceived) {
        this(
                name,
                count,
                failed,
                responseTime,
                serviceTime,
                statuses,
                bytesSent,
                bytesReceived,
                List.of(),
                RequestDetail.NONE);
    }

    /** Returns this result with other details. */
    public RequestResult withDetail(RequestDetail other) {
        return new RequestResult(
                name, count, failed, responseTime, serviceTime, statuses, bytesSent, bytesReceived, parts, other);
    }

    /** Returns the share of requests that failed, from 0 to 1. */
    public double failureRate() {
        return count == 0 ? 0 : (double) failed / count;
    }
}

package dev.perf.result;

/**
 * What the time of requests was spent on: the phases of k6's {@code http_req_...} metrics. All phases have a time for
 * each request that was sent; of one that had an open connection the first four are zero. Lambda steps, and the
 * {@code jdk} transport in part, have no phases: theirs are zero.
 *
 * @param blocked from the start until a connection was ready, the three that follow included
 * @param lookingUp resolving the host name
 * @param connecting opening the TCP connection
 * @param tlsHandshaking the TLS handshake
 * @param sending writing the request
 * @param waiting from the last byte sent to the first byte received
 * @param receiving from the first byte received to the last
 */
public record RequestPhases(
        Distribution blocked,
        Distribution lookingUp,
        Distribution connecting,
        Distribution tlsHandshaking,
        Distribution sending,
        Distribution waiting,
        Distribution receiving) {

    /** The phases of no requests. */
    public static final RequestPhases NONE = new RequestPhases(
            Distribution.EMPTY,
            Distribution.EMPTY,
            Distribution.EMPTY,
            Distribution.EMPTY,
            Distribution.EMPTY,
            Distribution.EMPTY,
            Distribution.EMPTY);
}

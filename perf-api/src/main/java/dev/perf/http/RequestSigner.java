package dev.perf.http;

import java.util.Map;

/**
 * Computes headers from a request that is about to be sent, such as a signature over its body. Called on the user's
 * thread for each attempt and each redirect within the same origin; shared by all users, so it must be thread-safe.
 */
@FunctionalInterface
public interface RequestSigner {

    /**
     * Returns headers to send in addition to those that {@code request} has; the map's order is kept.
     *
     * @throws Exception if it cannot: the request is not sent and fails with an error of kind {@code sign}
     */
    Map<String, String> sign(UnsignedRequest request) throws Exception;
}

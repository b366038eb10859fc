package dev.perf.event;

import static dev.perf.source.Given.given;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request that has ended. Attempts that are made again, redirects that are followed and answered challenges are
 * requests each, as they are in the metrics; so is a step in plain Java that sends none of Perf's requests.
 *
 * @param at when it ended, since the start of the load
 * @param warmUp whether its iteration began in the warm-up, which the result leaves out
 * @param scenario name of the user's scenario
 * @param user number of the user in its scenario, from 0
 * @param iteration number of the user's iteration, from 0
 * @param name the name that it is measured under
 * @param method the HTTP method; null for other protocols
 * @param url where it went, query included; null for other protocols, and where nothing was sent
 * @param status the HTTP status; 0 where no response came, and for other protocols
 * @param responseTime from the moment an ideal generator would have begun it to the last byte received
 * @param serviceTime from the first byte sent to the last byte received
 * @param bytesReceived bytes of the response, head included
 * @param error why it failed; null where it did not
 * @param tags all tags of its sample
 */
public record RequestEvent(
        Duration at,
        boolean warmUp,
        String scenario,
        long user,
        long iteration,
        String name,
        @Nullable String method,
        @Nullable String url,
        int status,
        Duration responseTime,
        Duration serviceTime,
        long bytesReceived,
        @Nullable String error,
        Map<String, String> tags) {

    /** Tells whether the request failed. */
    public boolean failed() {
        return error != null;
    }

    /** Returns a filter of requests whose response time is longer than {@code limit}. */
    public static Predicate<RequestEvent> slowerThan(Duration limit) {
        given(limit, "limit");
        return event -> event.responseTime().compareTo(limit) > 0;
    }
}

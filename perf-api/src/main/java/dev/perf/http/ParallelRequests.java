package dev.perf.http;

import dev.perf.scenario.Request;
import dev.perf.source.SourceLocation;
import java.util.List;

/**
 * Requests that a user sends at the same time, each over a connection of its own: a step, and a value that a lambda
 * step can send to get the responses in the order in which the requests were given.
 *
 * <p>Each request is recorded on its own, in a group of this name, whose duration is that of all together. They see the
 * session and the cookies as they were before the first of them; what they save, and the cookies they are given, are
 * put into the session after the last of them has ended, in the order in which the requests were given.
 *
 * @param name name of the group
 * @param requests what is sent
 * @param atOnce how many are under way at the same time, from 1 to 32
 * @param location where it was written
 */
public record ParallelRequests(String name, List<HttpRequest> requests, int atOnce, SourceLocation location)
        implements Request<List<HttpResponse>> {

    /** How many are under way at the same time unless set, as in browsers. */
    public static final int DEFAULT_AT_ONCE = 6;

    /** Copies the list. */
    public ParallelRequests {
        requests = List.copyOf(requests);
    }

    /** Sets how many requests are under way at the same time; 6 unless set. */
    public ParallelRequests atOnce(int count) {
        return new ParallelRequests(name, requests, count, location);
    }
}

package dev.perf.http;

/** How long users keep connections, and whether they share them; on the {@code socket} transport. */
public sealed interface Connections {

    /** Each user has its own. */
    record PerUser() implements Connections {}

    /** New ones in each iteration. */
    record NewPerIteration() implements Connections {}

    /** A new one for each request. */
    record NewPerRequest() implements Connections {}

    /**
     * All users share some.
     *
     * @param max most connections per server, 1 or more
     */
    record Shared(int max) implements Connections {}

    /**
     * A user keeps a connection of its own to each server, as a browser or a service does: the default. Arrivals of
     * open load, which are new users each, take over the connections of users that have ended.
     */
    static Connections perUser() {
        return new PerUser();
    }

    /** A user opens connections anew in each iteration, and so does each arrival of open load. */
    static Connections newPerIteration() {
        return new NewPerIteration();
    }

    /** Each request opens a connection and says {@code Connection: close}. */
    static Connections newPerRequest() {
        return new NewPerRequest();
    }

    /**
     * All users share at most {@code max} connections per server, as the callers of a service with a connection pool
     * do. A user waits while all are busy; the wait is part of {@code http_req_blocked}, of the response time and of the
     * request's timeout.
     */
    static Connections shared(int max) {
        return new Shared(max);
    }
}

package dev.perf.engine.internal.sse;

/** Where a stream is to go on that has ended. The client's thread writes, the user's thread reads. */
final class Resumption {

    private volatile String lastEventId = "";
    private volatile long retryMillis;

    /** Where a stream is that has no past. */
    Resumption() {}

    /** Where a stream is that goes on after another, which may still hear of something. */
    Resumption(Resumption past) {
        lastEventId = past.lastEventId;
        retryMillis = past.retryMillis;
    }

    /** Returns the id of the last event; empty for none. */
    String lastEventId() {
        return lastEventId;
    }

    void lastEventId(String id) {
        lastEventId = id;
    }

    /** Returns how long the server wants one to wait, in milliseconds. */
    long retryMillis() {
        return retryMillis;
    }

    void retryMillis(long millis) {
        retryMillis = millis;
    }
}

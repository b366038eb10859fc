package dev.perf.sse;

import dev.perf.stream.StreamMessage;

/** The event that was awaited, as a lambda step sees it; where none came, it is empty and says why. */
public interface ServerSentEvent extends StreamMessage {

    /** Returns its name; {@code message} where the server gave it none. */
    String event();

    /** Returns the last event id: its own, or that of the latest event before it that had one; empty for none. */
    String id();

    /** Returns its data, the same as {@link #text()}; lines are separated by line feeds. */
    default String data() {
        return text();
    }
}

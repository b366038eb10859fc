package dev.perf.websocket;

import dev.perf.stream.StreamMessage;

/** The message that was awaited, as a lambda step sees it; where none came, it is empty and says why. */
public interface WebSocketMessage extends StreamMessage {

    /** Tells whether it is a text message rather than a binary one. */
    boolean isText();
}

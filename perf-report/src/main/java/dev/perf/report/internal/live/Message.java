package dev.perf.report.internal.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A server-sent event, written once for all who watch.
 *
 * @param text as it is sent
 * @param isLast whether nothing comes behind it
 */
record Message(byte[] text, boolean isLast) {

    /** All that there is. */
    static final String WHOLE = "whole";

    /** What an interval adds. */
    static final String CHANGE = "change";

    /**
     * Creates an event.
     *
     * @param json in one line
     */
    static Message of(String type, byte[] json, boolean isLast) {
        var out = new ByteArrayOutputStream(json.length + 32);
        out.writeBytes(("event: " + type + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json);
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return new Message(out.toByteArray(), isLast);
    }
}

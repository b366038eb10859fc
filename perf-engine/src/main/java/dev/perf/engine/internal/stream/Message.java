package dev.perf.engine.internal.stream;

import org.jspecify.annotations.Nullable;

/**
 * A message or event that has come.
 *
 * @param number its place among those of its stream, from 1
 * @param content what it says
 * @param nanos when it was there whole
 */
public record Message(long number, Content content, long nanos) {

    /**
     * What a message says.
     *
     * @param bytes its body, a text in UTF-8; not to be written to
     * @param isText whether it is a text rather than binary
     * @param event name of the event; null where it is none
     * @param id the last event id that the stream had; null where it is no event
     */
    public record Content(
            byte[] bytes,
            boolean isText,
            @Nullable String event,
            @Nullable String id) {

        /** A message, which is no event. */
        public static Content message(byte[] bytes, boolean isText) {
            return new Content(bytes, isText, null, null);
        }

        /** An event. */
        public static Content event(byte[] data, String name, String id) {
            return new Content(data, true, name, id);
        }
    }

    int length() {
        return content.bytes().length;
    }
}

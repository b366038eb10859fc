package dev.perf.engine.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Parses an event stream as it comes, in pieces cut anywhere.
 *
 * <p>WHATWG HTML, 9.2.6: UTF-8, at the beginning perhaps a byte order mark; lines end with CR LF, LF or CR; a blank line
 * dispatches what the lines before it have told. What no blank line follows is discarded.
 */
final class EventParser {

    /** Hears of what is in the stream. */
    interface Handler {
        /**
         * An event.
         *
         * @param name its name; {@code message} unless it has one
         * @param data its data, which nobody else has
         * @param id the last id that the stream had
         */
        void event(String name, byte[] data, String id);

        /** The server asks to wait for so long before one connects again. */
        void retry(long millis);
    }

    /** An event is longer than allowed. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooLongException() {
            super(null, null, false, false);
        }
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** More than any time that makes sense, and than a wait can do. */
    private static final int MAX_RETRY_DIGITS = 12;

    private final Handler handler;
    private final int maxBytes;
    private final long maxLine;
    private final Buffer line = new Buffer();
    private final Buffer data = new Buffer();
    private boolean hasData;
    private String name = "";
    private String id = "";
    private String lastEventId = "";
    private boolean atStart = true;
    private boolean afterCarriageReturn;

    /**
     * Creates a parser.
     *
     * @param maxBytes how long the data of an event may be; what is not data, not much longer
     */
    EventParser(int maxBytes, Handler handler) {
        this.maxBytes = maxBytes;
        this.maxLine = (long) maxBytes + BYTE_ORDER_MARK.length + "data: ".length();
        this.handler = handler;
    }

    /** The bytes of a line or of several, without being copied to be read. */
    private static final class Buffer extends ByteArrayOutputStream {

        private static final int KEPT = 8 * 1024;

        byte at(int index) {
            return buf[index];
        }

        String text(int from, int to) {
            return new String(buf, from, to - from, UTF_8);
        }

        void writeTo(Buffer other, int from) {
            other.write(buf, from, count - from);
        }

        /** Empties it, and gives up what a long line has taken. */
        void clear() {
            if (buf.length > KEPT) {
                buf = new byte[32];
            }
            reset();
        }
    }

    /**
     * Parses what has come.
     *
     * @throws TooLongException if an event is longer than allowed; nothing more can be parsed then
     */
    void parse(ByteBuffer bytes) {
        byte[] piece = new byte[bytes.remaining()];
        bytes.get(piece);
        int begin = 0;
        if (afterCarriageReturn && piece.length > 0 && piece[0] == '\n') {
            begin = 1;
        }
        for (int at = begin; at < piece.length; at++) {
            byte next = piece[at];
            if (next != '\n' && next != '\r') {
                continue;
            }
            append(piece, begin, at);
            line();
            line.clear();
            if (next == '\r' && at + 1 < piece.length && piece[at + 1] == '\n') {
                at++;
            }
            begin = at + 1;
        }
        append(piece, begin, piece.length);
        if (piece.length > 0) {
            afterCarriageReturn = piece[piece.length - 1] == '\r';
        }
    }

    private void append(byte[] piece, int from, int to) {
        require((long) line.size() + (to - from) <= maxLine);
        line.write(piece, from, to - from);
    }

    private void require(boolean shortEnough) {
        if (!shortEnough) {
            throw new TooLongException();
        }
    }

    private void line() {
        int start = atStart && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
        atStart = false;
        int end = line.size();
        if (start == end) {
            dispatch();
            return;
        }
        int colon = start;
        while (colon < end && line.at(colon) != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, end);
        if (value < end && line.at(value) == ' ') {
            value++;
        }
        if (colon > start) {
            field(line.text(start, colon), value, end);
        }
    }

    private boolean startsWithMark() {
        if (line.size() < BYTE_ORDER_MARK.length) {
            return false;
        }
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (line.at(i) != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private void field(String field, int value, int end) {
        switch (field) {
            case "data" -> {
                require((long) data.size() + (hasData ? 1 : 0) + (end - value) <= maxBytes);
                if (hasData) {
                    data.write('\n');
                }
                line.writeTo(data, value);
                hasData = true;
            }
            case "event" -> name = line.text(value, end);
            case "id" -> {
                String told = line.text(value, end);
                if (told.indexOf('\0') < 0) {
                    id = told;
                }
            }
            case "retry" -> retry(line.text(value, end));
            default -> {}
        }
    }

    private void retry(String millis) {
        boolean digits = !millis.isEmpty() && millis.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (digits && millis.length() <= MAX_RETRY_DIGITS) {
            handler.retry(Long.parseLong(millis));
        }
    }

    private void dispatch() {
        lastEventId = id;
        if (hasData) {
            handler.event(name.isEmpty() ? "message" : name, data.toByteArray(), lastEventId);
        }
        data.clear();
        hasData = false;
        name = "";
    }

    /** Returns the id of the last event, be it one without data; empty where it had none. */
    String lastEventId() {
        return lastEventId;
    }
}

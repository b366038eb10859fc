package dev.perf.engine.internal.http.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Parses the head of an HTTP/1 response in place, as far as it has arrived (RFC 9112).
 *
 * <p>Resumes where it stopped, so that the result does not depend on how the bytes were split. Of the headers only
 * those that frame the body are looked at; the others are checked for form. Folded lines are joined with spaces in
 * the buffer; a bare LF ends a line as CRLF does.
 */
final class HeadParser {

    /** How the end of the body is told. */
    enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        CLOSE
    }

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final byte[] PREFIX = {'H', 'T', 'T', 'P', '/', '1', '.'};
    private static final int STATUS_LINE_LENGTH = PREFIX.length + 5;
    private static final int SHOWN = 40;
    private static final int MOST_SECONDS = 1_000_000;

    /** The server has not said how long a connection may be idle. */
    static final int NOT_ANNOUNCED = -1;

    private int start;
    private int line;
    private int scan;
    private boolean statusKnown;
    private int linesFrom;
    private int linesTo;
    private int end;
    private int status;
    private int minorVersion;
    private long contentLength;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;
    private boolean setsCookies;
    private int idleSeconds = NOT_ANNOUNCED; // stays from head to head: servers need not say it again

    /** Expects a head at {@code from}. */
    void reset(int from) {
        start = from;
        line = from;
        scan = from;
        statusKnown = false;
        contentLength = -1;
        chunked = false;
        close = false;
        keepAlive = false;
        setsCookies = false;
    }

    /**
     * Parses on, up to {@code limit}.
     *
     * @return whether the head is complete
     * @throws ResponseFault of kind {@link ErrorKind#PROTOCOL} if this is no head of HTTP/1
     */
    boolean parse(byte[] bytes, int limit) throws ResponseFault {
        while (true) {
            int at = nextControl(bytes, scan, limit);
            scan = at;
            if (at == limit) {
                return incomplete(bytes, limit);
            }
            byte control = bytes[at];
            if (control == '\r') {
                if (at + 1 == limit) {
                    return incomplete(bytes, limit);
                }
                if (bytes[at + 1] != '\n') {
                    throw control(bytes, at, limit);
                }
                scan = at + 1;
            } else if (control == '\t') {
                scan = at + 1;
            } else if (control != '\n') {
                throw control(bytes, at, limit);
            } else if (statusKnown && isFollowedByFold(bytes, at, limit)) {
                if (at + 1 == limit) {
                    return false;
                }
                unfold(bytes, at);
            } else if (lineEnd(bytes, at)) {
                return true;
            }
        }
    }

    /** Index after the head. */
    int end() {
        return end;
    }

    /** Where the header lines begin. */
    int linesFrom() {
        return linesFrom;
    }

    /** Where the empty line begins. */
    int linesTo() {
        return linesTo;
    }

    int status() {
        return status;
    }

    /** Whether another head follows: 1xx, except that 101 ends HTTP on this connection. */
    boolean isInterim() {
        return status < 200 && status != 101;
    }

    HttpVersion version() {
        return minorVersion == 0 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }

    /** Length stated, or -1. */
    long contentLength() {
        return contentLength;
    }

    /** How long the server keeps the connection while it is idle, as it said last; or {@link #NOT_ANNOUNCED}. */
    int idleSeconds() {
        return idleSeconds;
    }

    /** Whether there is a {@code Set-Cookie} line. */
    boolean setsCookies() {
        return setsCookies;
    }

    /** How the body ends (RFC 9112, 6.3). */
    Framing framing(boolean answersHead) {
        if (answersHead || status < 200 || status == 204 || status == 304) {
            return Framing.NONE;
        }
        if (chunked) {
            return Framing.CHUNKED;
        }
        return contentLength >= 0 ? Framing.LENGTH : Framing.CLOSE;
    }

    /**
     * Whether the server lets the connection carry another request. Chunks beside a length, or from a server of
     * HTTP/1.0, which has none, are not to be trusted (RFC 9112, 6.1 and 6.3).
     */
    boolean keepsAlive() {
        boolean wanted = minorVersion == 0 ? keepAlive && !close && !chunked : !close;
        return wanted && status != 101 && !(chunked && contentLength >= 0);
    }

    /** Whether a line cannot be judged yet, or goes on after this LF. An empty line is never folded. */
    private boolean isFollowedByFold(byte[] bytes, int lf, int limit) {
        boolean empty = lf == line || lf == line + 1 && bytes[line] == '\r';
        return !empty && (lf + 1 == limit || Ascii.isBlank(bytes[lf + 1]));
    }

    private void unfold(byte[] bytes, int lf) {
        bytes[lf] = ' ';
        if (bytes[lf - 1] == '\r') {
            bytes[lf - 1] = ' ';
        }
        scan = lf + 1;
    }

    private boolean lineEnd(byte[] bytes, int lf) throws ResponseFault {
        int to = lf > line && bytes[lf - 1] == '\r' ? lf - 1 : lf;
        if (!statusKnown) {
            statusLine(bytes, to);
            linesFrom = lf + 1;
        } else if (to == line) {
            linesTo = line;
            end = lf + 1;
            return true;
        } else {
            headerLine(bytes, to);
        }
        line = lf + 1;
        scan = line;
        return false;
    }

    private void statusLine(byte[] bytes, int to) throws ResponseFault {
        checkPrefix(bytes, to);
        int digits = line + PREFIX.length + 2;
        boolean wellFormed = to - line >= STATUS_LINE_LENGTH
                && Ascii.isDigit(bytes[digits - 2])
                && bytes[digits - 1] == ' '
                && bytes[digits] >= '1'
                && Ascii.isDigit(bytes[digits])
                && Ascii.isDigit(bytes[digits + 1])
                && Ascii.isDigit(bytes[digits + 2])
                && (to == digits + 3 || bytes[digits + 3] == ' ');
        if (!wellFormed) {
            throw ResponseFault.malformed(
                    "malformed status line \"%s\"".formatted(Ascii.printable(bytes, line, to, SHOWN)));
        }
        minorVersion = bytes[digits - 2] - '0';
        status = (bytes[digits] - '0') * 100 + (bytes[digits + 1] - '0') * 10 + bytes[digits + 2] - '0';
        statusKnown = true;
    }

    private void headerLine(byte[] bytes, int to) throws ResponseFault {
        int colon = line;
        while (colon < to && Ascii.isTokenByte(bytes[colon])) {
            colon++;
        }
        if (colon == line || colon == to || bytes[colon] != ':') {
            throw ResponseFault.malformed(
                    "malformed header line \"%s\"".formatted(Ascii.printable(bytes, line, to, SHOWN)));
        }
        int length = colon - line;
        switch (length) {
            case 10 -> {
                if (Ascii.equalsIgnoreCase(bytes, line, length, "connection")) {
                    close |= hasToken(bytes, colon + 1, to, "close");
                    keepAlive |= hasToken(bytes, colon + 1, to, "keep-alive");
                } else if (Ascii.equalsIgnoreCase(bytes, line, length, "set-cookie")) {
                    setsCookies = true;
                } else if (Ascii.equalsIgnoreCase(bytes, line, length, "keep-alive")) {
                    keepAlive(bytes, colon + 1, to);
                }
            }
            case 14 -> {
                if (Ascii.equalsIgnoreCase(bytes, line, length, "content-length")) {
                    contentLength(bytes, colon + 1, to);
                }
            }
            case 17 -> {
                if (Ascii.equalsIgnoreCase(bytes, line, length, "transfer-encoding")) {
                    transferEncoding(bytes, colon + 1, to);
                }
            }
            default -> {}
        }
    }

    /**
     * {@code timeout=5, max=100}, which no standard defines but most servers send: seconds that the connection may be
     * idle, and requests it may still carry. What is malformed is ignored.
     */
    private void keepAlive(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int name = skipBlanks(bytes, at, to);
            int equals = name;
            while (equals < to && Ascii.isTokenByte(bytes[equals])) {
                equals++;
            }
            int value = equals < to && bytes[equals] == '=' ? number(bytes, equals + 1, to) : NOT_ANNOUNCED;
            if (value >= 0 && Ascii.equalsIgnoreCase(bytes, name, equals - name, "timeout")) {
                idleSeconds = value;
            } else if (value == 0 && Ascii.equalsIgnoreCase(bytes, name, equals - name, "max")) {
                close = true;
            }
            at = equals;
            while (at < to && bytes[at] != ',') {
                at++;
            }
            at++;
        }
    }

    /** The digits from here on, quoted or not, {@value #MOST_SECONDS} at most; or {@link #NOT_ANNOUNCED}. */
    private static int number(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '"' ? from + 1 : from;
        if (at == to || !Ascii.isDigit(bytes[at])) {
            return NOT_ANNOUNCED;
        }
        int value = 0;
        while (at < to && Ascii.isDigit(bytes[at])) {
            value = Math.min(MOST_SECONDS, value * 10 + bytes[at] - '0');
            at++;
        }
        return value;
    }

    /** One number, or the same number several times in a list or in several lines. */
    private void contentLength(byte[] bytes, int from, int to) throws ResponseFault {
        int at = from;
        do {
            int element = skipBlanks(bytes, at, to);
            long value = 0;
            int digit = element;
            while (digit < to && digit - element < 18 && Ascii.isDigit(bytes[digit])) {
                value = value * 10 + bytes[digit] - '0';
                digit++;
            }
            int after = skipBlanks(bytes, digit, to);
            boolean number = digit > element && (after == to || bytes[after] == ',');
            if (!number || contentLength >= 0 && contentLength != value) {
                throw ResponseFault.malformed((number ? "contradicting" : "malformed")
                        + " content length \"%s\""
                                .formatted(Ascii.printable(bytes, skipBlanks(bytes, from, to), to, SHOWN)));
            }
            contentLength = value;
            at = after + 1;
        } while (at <= to);
    }

    private void transferEncoding(byte[] bytes, int from, int to) throws ResponseFault {
        int first = skipBlanks(bytes, from, to);
        int last = to;
        while (last > first && Ascii.isBlank(bytes[last - 1])) {
            last--;
        }
        if (Ascii.equalsIgnoreCase(bytes, first, last - first, "identity")) {
            return;
        }
        if (chunked || !Ascii.equalsIgnoreCase(bytes, first, last - first, "chunked")) {
            throw ResponseFault.malformed(
                    "unsupported transfer encoding \"%s\"".formatted(Ascii.printable(bytes, first, last, SHOWN)));
        }
        chunked = true;
    }

    private static boolean hasToken(byte[] bytes, int from, int to, String lower) {
        int at = from;
        while (at < to) {
            int first = skipBlanks(bytes, at, to);
            int last = first;
            while (last < to && Ascii.isTokenByte(bytes[last])) {
                last++;
            }
            if (Ascii.equalsIgnoreCase(bytes, first, last - first, lower)) {
                return true;
            }
            at = last;
            while (at < to && bytes[at] != ',') {
                at++;
            }
            at++;
        }
        return false;
    }

    private static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Ascii.isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Refuses what is no HTTP as early as it shows: such a peer may never send the end of a line. */
    private boolean incomplete(byte[] bytes, int limit) throws ResponseFault {
        if (!statusKnown) {
            checkPrefix(bytes, limit);
        }
        return false;
    }

    private void checkPrefix(byte[] bytes, int limit) throws ResponseFault {
        for (int i = 0; i < PREFIX.length && line + i < limit; i++) {
            if (bytes[line + i] != PREFIX[i]) {
                throw notHttp(bytes, limit);
            }
        }
    }

    private ResponseFault control(byte[] bytes, int at, int limit) throws ResponseFault {
        if (!statusKnown) {
            checkPrefix(bytes, limit);
        }
        return ResponseFault.malformed(
                "control character 0x%02x in response head at %d".formatted(bytes[at] & 0xff, at - start));
    }

    private ResponseFault notHttp(byte[] bytes, int limit) {
        return ResponseFault.malformed("answer does not begin with HTTP/1, got \"%s\"; is this an HTTP port?"
                .formatted(Ascii.printable(bytes, line, limit, SHOWN)));
    }

    /**
     * Index of the first byte below 0x20 in {@code [from, limit)}, or {@code limit}.
     *
     * <p>Eight bytes at a time: {@code (x - 0x20..) & ~x & 0x80..} has the high bit of the lowest such byte set, and
     * never one below it (Bit Twiddling Hacks, "Determine if a word has a byte less than n").
     */
    private static int nextControl(byte[] bytes, int from, int limit) {
        int at = from;
        for (; at + Long.BYTES <= limit; at += Long.BYTES) {
            long word = (long) LONG.get(bytes, at);
            long found = word - 0x2020202020202020L & ~word & 0x8080808080808080L;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < limit && (bytes[at] & 0xff) >= ' ') {
            at++;
        }
        return at;
    }
}

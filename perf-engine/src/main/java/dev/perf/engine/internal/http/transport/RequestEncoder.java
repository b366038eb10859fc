package dev.perf.engine.internal.http.transport;

import java.nio.charset.StandardCharsets;

/** Writes the head of a request into bytes. */
final class RequestEncoder {

    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] LENGTH = "Content-Length: ".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] EXPECT = "Expect: 100-continue\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MOST_DIGITS = 19;

    private RequestEncoder() {}

    /** Bytes that are certainly enough for the head, without writing it. */
    static int atMost(WireRequest request, HeadFrame frame) {
        int size = request.method().length()
                + 1
                + request.path().length()
                + VERSION.length
                + frame.length()
                + request.preparedHeaders().lines().length
                + LENGTH.length
                + MOST_DIGITS
                + 2
                + 2
                + (request.expectsContinue() ? EXPECT.length : 0);
        String[] more = request.moreHeaders();
        for (int i = 0; i < request.moreHeadersLength(); i += 2) {
            size += more[i].length() + more[i + 1].length() + 4;
        }
        return size;
    }

    /**
     * Writes the head at the beginning of {@code to}, which has room for {@link #atMost}.
     *
     * @return its length
     */
    static int encode(WireRequest request, HeadFrame frame, byte[] to) {
        int at = Ascii.put(request.method(), to, 0);
        to[at++] = ' ';
        at = put(frame.beforePath, to, at);
        at = Ascii.put(request.path(), to, at);
        at = put(VERSION, to, at);
        if (!request.namesHost()) {
            at = put(frame.hostLine, to, at);
        }
        at = put(frame.proxyLines, to, at);
        at = put(request.preparedHeaders().lines(), to, at);
        String[] more = request.moreHeaders();
        for (int i = 0; i < request.moreHeadersLength(); i += 2) {
            at = putLine(more[i], more[i + 1], to, at);
        }
        if (request.statesLength()) {
            long length = request.contentLength();
            if (length == RequestBody.UNKNOWN) {
                at = put(CHUNKED, to, at);
            } else {
                at = put(LENGTH, to, at);
                at = putNumber(length, to, at);
                at = putLineEnd(to, at);
            }
        }
        if (request.expectsContinue()) {
            at = put(EXPECT, to, at);
        }
        return putLineEnd(to, at);
    }

    static int putLine(String name, String value, byte[] to, int at) {
        int end = Ascii.put(name, to, at);
        to[end++] = ':';
        to[end++] = ' ';
        return putLineEnd(to, Ascii.put(value, to, end));
    }

    private static int putLineEnd(byte[] to, int at) {
        to[at] = '\r';
        to[at + 1] = '\n';
        return at + 2;
    }

    private static int put(byte[] bytes, byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
        return at + bytes.length;
    }

    private static int putNumber(long number, byte[] to, int at) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }
}

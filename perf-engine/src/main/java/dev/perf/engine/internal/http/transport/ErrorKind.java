package dev.perf.engine.internal.http.transport;

import java.util.Locale;

/** Why an exchange failed: a bounded set whose {@linkplain #tag names} are values of the metric tag {@code error}. */
public enum ErrorKind {
    /** The host name has no address. */
    DNS,
    /** Nobody listens on the port. */
    CONNECT_REFUSED,
    /** Connection or TLS handshake not established within the limits of connecting. */
    CONNECT_TIMEOUT,
    /** Any other failure to connect, such as no route. */
    CONNECT,
    /** Handshake refused, certificate untrusted or for another name, broken record. */
    TLS,
    /** The peer reset the connection. */
    RESET,
    /** The peer closed before the whole response had come. */
    PREMATURE_END,
    /** The request's deadline passed, or that of the response's first byte. */
    TIMEOUT,
    /** What came is not an HTTP response. */
    PROTOCOL,
    /** Head or body larger than the limits allow. */
    LIMIT,
    /** The request's body could not be read, did not have its length, or would have had to be sent again. */
    REQUEST_BODY,
    /** What was to take the response's body failed. */
    RESPONSE_BODY,
    /** The generator has no local port left. */
    PORTS_EXHAUSTED,
    /** The generator may open no more files. */
    TOO_MANY_FILES,
    /** None of the above; the message says what. */
    OTHER;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** Stable name, such as {@code connect_refused}. */
    public String tag() {
        return tag;
    }

    /** Whether the generator rather than the server was the limit: such a run proves nothing about the server. */
    public boolean isGeneratorLimit() {
        return this == PORTS_EXHAUSTED || this == TOO_MANY_FILES;
    }
}

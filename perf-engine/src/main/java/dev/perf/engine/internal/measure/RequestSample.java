package dev.perf.engine.internal.measure;

import org.jspecify.annotations.Nullable;

/** The measurements of one request. Mutable, and kept by its user for the next one. */
public final class RequestSample {
    /** Whether the request was sent; one that could not even be made is counted, but has no times. */
    public boolean sent = true;
    /** Whether the request failed. */
    public boolean failed;
    /** From the moment an ideal generator would have begun to the last byte received. */
    public long responseNanos;
    /** From the first byte sent to the last byte received: sending, waiting and receiving. */
    public long serviceNanos;
    /** From the start until a connection was ready, the three below included; 0 where one was. */
    public long blockedNanos;
    /** Resolving the host name. */
    public long lookingUpNanos;
    /** Opening the TCP connection. */
    public long connectingNanos;
    /** The TLS handshake. */
    public long tlsHandshakingNanos;
    /** Writing the request. */
    public long sendingNanos;
    /** From the last byte sent to the first byte received. */
    public long waitingNanos;
    /** From the first byte received to the last. */
    public long receivingNanos;
    /** Bytes of the request, head included. */
    public long bytesSent;
    /** Bytes of the response, head included. */
    public long bytesReceived;

    /** Where the request went; only set while somebody is told of requests. */
    public @Nullable String url;

    /** Sets all measurements to zero. */
    public void clear() {
        sent = true;
        failed = false;
        responseNanos = 0;
        serviceNanos = 0;
        blockedNanos = 0;
        lookingUpNanos = 0;
        connectingNanos = 0;
        tlsHandshakingNanos = 0;
        sendingNanos = 0;
        waitingNanos = 0;
        receivingNanos = 0;
        bytesSent = 0;
        bytesReceived = 0;
        url = null;
    }
}

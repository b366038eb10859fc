package dev.perf.engine.internal.http.transport;

/** Where an exchange is, in the order it passes; a reused connection begins at {@link #SENDING}. */
public enum Phase {
    LOOKING_UP,
    CONNECTING,
    TLS_HANDSHAKING,
    SENDING,
    WAITING,
    RECEIVING,
    COMPLETE
}

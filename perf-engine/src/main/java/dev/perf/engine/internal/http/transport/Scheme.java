package dev.perf.engine.internal.http.transport;

/** How an origin is spoken to. */
public enum Scheme {
    HTTP(80, "http"),
    HTTPS(443, "https");

    private final int defaultPort;
    private final String text;

    Scheme(int defaultPort, String text) {
        this.defaultPort = defaultPort;
        this.text = text;
    }

    /** The port that an address without one means. */
    public int defaultPort() {
        return defaultPort;
    }

    /** As written in an address: {@code http} or {@code https}. */
    @Override
    public String toString() {
        return text;
    }
}

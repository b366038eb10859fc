package dev.perf.engine.internal.http.transport;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the heads of all requests over one connection have in common, as bytes; worth keeping with it. */
final class HeadFrame {

    /** Nothing. */
    static final HeadFrame EMPTY = new HeadFrame("", "", "");

    /** What comes before the path: the origin, where a proxy needs the whole URL. */
    final byte[] beforePath;
    /** The {@code Host} line. */
    final byte[] hostLine;
    /** Lines for a proxy alone. */
    final byte[] proxyLines;

    private HeadFrame(String beforePath, String hostLine, String proxyLines) {
        this.beforePath = beforePath.getBytes(StandardCharsets.ISO_8859_1);
        this.hostLine = hostLine.getBytes(StandardCharsets.ISO_8859_1);
        this.proxyLines = proxyLines.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Of a connection to {@code origin}, through {@code proxy} if there is one. */
    static HeadFrame of(Origin origin, @Nullable ProxySettings proxy) {
        String hostLine = "Host: " + origin.authority() + "\r\n";
        return proxy != null && proxy.forwards(origin)
                ? new HeadFrame(origin.toString(), hostLine, proxy.authorization())
                : new HeadFrame("", hostLine, "");
    }

    int length() {
        return beforePath.length + hostLine.length + proxyLines.length;
    }
}

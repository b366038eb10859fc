package dev.perf.engine.internal.http.transport;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Headers that the JDK's client has parsed; in the order of their names, since the client keeps no other. */
final class JdkHeaders implements ResponseHeaders {

    private static final int LINE_OVERHEAD = ": \r\n".length();
    private static final int STATUS_LINE = "HTTP/1.1 200 OK\r\n\r\n".length();

    private final HttpHeaders headers;

    JdkHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    @Override
    public @Nullable String first(String name) {
        return headers.firstValue(name).orElse(null);
    }

    @Override
    public List<String> all(String name) {
        return headers.allValues(name);
    }

    @Override
    public void forEach(BiConsumer<String, String> visitor) {
        headers.map().forEach((name, values) -> values.forEach(value -> visitor.accept(name, value)));
    }

    boolean endsConnection() {
        return headers.allValues("connection").stream().anyMatch("close"::equalsIgnoreCase);
    }

    /** Bytes of the head on HTTP/1.1. */
    int estimatedSize() {
        int size = STATUS_LINE;
        for (var header : headers.map().entrySet()) {
            for (String value : header.getValue()) {
                size += header.getKey().length() + value.length() + LINE_OVERHEAD;
            }
        }
        return size;
    }
}

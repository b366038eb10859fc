package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.http.Field;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a response that outlives its exchange. Immutable, though its body is not to be written to.
 *
 * @param body the body, unpacked; empty where it was not kept
 * @param hasBody whether the body was kept
 */
record StoredResponse(int status, List<Field> headers, byte[] body, boolean hasBody, Charset charset) {

    private static final byte[] NOTHING = {};

    /** Copies what {@code view} shows, which must have been unpacked. */
    static StoredResponse of(Exchange exchange, ResponseView view, boolean hasBody) {
        var headers = new ArrayList<Field>();
        exchange.forEachHeader((name, value) -> headers.add(new Field(name, value)));
        return new StoredResponse(
                exchange.status(), headers, hasBody ? view.bytes() : NOTHING, hasBody, exchange.bodyCharset());
    }

    @Nullable
    String header(String name) {
        for (Field field : headers) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return null;
    }

    List<String> headers(String name) {
        return headers.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** Returns about how many bytes of memory it takes. */
    long size() {
        long size = 100L + body.length;
        for (Field field : headers) {
            size += 80L + field.name().length() + field.value().length();
        }
        return size;
    }
}

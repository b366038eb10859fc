package dev.perf.samples.shop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an endpoint answers; immutable but for the bytes, which nobody writes to. */
record Response(int status, Map<String, String> headers, Body body) {

    /** What follows the headers. */
    sealed interface Body {

        /** A body held in memory. */
        record Bytes(byte[] content) implements Body {}

        /** A body of the given length that is made up while it is sent. */
        record Filler(long length) implements Body {}

        /** A body that is written while time passes. */
        record Live(Writer writer) implements Body {}
    }

    /** Writes a body, piece by piece. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    private static final Body NOTHING = new Body.Bytes(new byte[0]);

    static Response json(int status, String json) {
        return bytes(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    static Response error(int status, String message) {
        return json(status, JsonWriter.object(json -> json.put("status", status).put("error", message)));
    }

    static Response bytes(int status, String contentType, byte[] content) {
        return new Response(status, Map.of("Content-Type", contentType), new Body.Bytes(content));
    }

    static Response filler(long length) {
        return new Response(200, Map.of("Content-Type", "application/octet-stream"), new Body.Filler(length));
    }

    static Response live(String contentType, Writer writer) {
        return new Response(200, Map.of("Content-Type", contentType), new Body.Live(writer));
    }

    static Response redirect(String location) {
        return new Response(302, Map.of("Location", location), NOTHING);
    }

    static Response empty(int status) {
        return new Response(status, Map.of(), NOTHING);
    }

    Response header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }
}

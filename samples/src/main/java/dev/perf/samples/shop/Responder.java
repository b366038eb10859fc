package dev.perf.samples.shop;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Puts responses on the wire: exact length, gzip for long bodies if the client takes it, no body where none may be. */
final class Responder {

    private static final int GZIP_FROM = 1_025;
    private static final byte[] FILL =
            "0123456789abcdefghijklmnopqrstuvwxyz".repeat(1_820).getBytes(StandardCharsets.US_ASCII);

    private Responder() {}

    static void send(HttpExchange exchange, Response response) throws IOException, InterruptedException {
        Headers headers = exchange.getResponseHeaders();
        response.headers().forEach(headers::set);
        switch (response.body()) {
            case Response.Body.Bytes(byte[] content) -> {
                byte[] body = encoded(content, exchange);
                if (starts(exchange, response.status(), body.length)) {
                    exchange.getResponseBody().write(body);
                }
            }
            case Response.Body.Filler(long length) -> {
                if (starts(exchange, response.status(), length)) {
                    fill(exchange.getResponseBody(), length);
                }
            }
            case Response.Body.Live(Response.Writer writer) -> {
                boolean head = exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(response.status(), head ? -1 : 0);
                if (!head) {
                    writer.writeTo(exchange.getResponseBody());
                }
            }
        }
    }

    /** Sends the headers and tells whether a body has to follow. */
    private static boolean starts(HttpExchange exchange, int status, long length) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head && status != 204 && status != 304) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
        }
        boolean body = length > 0 && !head && status != 204 && status != 304;
        // The JDK takes 0 for "unknown, send in chunks" and -1 for "none".
        exchange.sendResponseHeaders(status, body ? length : -1);
        return body;
    }

    private static byte[] encoded(byte[] content, HttpExchange exchange) throws IOException {
        if (content.length < GZIP_FROM) {
            return content;
        }
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        if (!takesGzip(exchange.getRequestHeaders())) {
            return content;
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(encoded)) {
            gzip.write(content);
        }
        return encoded.toByteArray();
    }

    static boolean takesGzip(Headers requestHeaders) {
        for (String value : requestHeaders.getOrDefault("Accept-Encoding", List.of())) {
            for (String coding : value.toLowerCase(Locale.ROOT).split(",")) {
                String[] parts = coding.strip().split("\\s*;\\s*");
                if (parts[0].equals("gzip")) {
                    return parts.length == 1 || !parts[1].matches("q\\s*=\\s*0(\\.0*)?");
                }
            }
        }
        return false;
    }

    private static void fill(OutputStream out, long length) throws IOException {
        for (long left = length; left > 0; left -= FILL.length) {
            out.write(FILL, 0, (int) Math.min(left, FILL.length));
        }
    }
}

package dev.perf.samples.shop;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * What an endpoint gets to see of a request; its body has been read to the end.
 *
 * @param parameter the part of the path that the route leaves open, or an empty text
 */
record Request(String parameter, Query query, Headers headers, byte[] body) {

    static final int MAX_BODY = 10 << 20;

    private static final byte[] NO_BODY = {};

    /**
     * Reads the request off the connection.
     *
     * @throws Refusal with 413 if the body is longer than {@value #MAX_BODY} bytes; it has been read all the same, as
     *     a connection with unread bytes cannot be used again
     */
    static Request read(HttpExchange exchange, String parameter) throws IOException {
        byte[] body = body(exchange);
        Query query = Query.parse(exchange.getRequestURI().getRawQuery());
        return new Request(parameter, query, exchange.getRequestHeaders(), body);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String length = headers.getFirst("Content-Length");
        if (length == null) {
            return headers.containsKey("Transfer-Encoding") ? atMost(MAX_BODY, exchange.getRequestBody()) : NO_BODY;
        }
        long announced = Long.parseLong(length);
        return announced > MAX_BODY
                ? atMost(MAX_BODY, exchange.getRequestBody())
                : exactly((int) announced, exchange.getRequestBody());
    }

    /** Saves the 16 kB that readNBytes without a buffer allocates for the smallest of bodies. */
    private static byte[] exactly(int length, InputStream in) throws IOException {
        byte[] body = new byte[length];
        in.readNBytes(body, 0, length);
        return body;
    }

    private static byte[] atMost(int length, InputStream in) throws IOException {
        byte[] body = in.readNBytes(length);
        if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
            throw new Refusal(413, "body is longer than " + length + " bytes");
        }
        return body;
    }

    JsonObject json() {
        return JsonReader.object(body);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The parameter of the path as a number; anything else is no such page. */
    int number() {
        try {
            return Integer.parseInt(parameter);
        } catch (NumberFormatException e) {
            throw new Refusal(404, "\"" + parameter + "\" is not a number");
        }
    }

    /** The token of an {@code Authorization: Bearer} header. */
    Optional<String> bearerToken() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }
}

package dev.perf.cli.har;

import dev.perf.cli.har.Recorded.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The values that a request sends, each by itself: segments, parameters, headers, fields, leaves of JSON. */
final class Sent {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String BEARER = "Bearer ";

    /** A name and its value. */
    record Pair(String name, String value) {}

    private Sent() {}

    /** Returns all values of {@code request} that a response may have had before. */
    static Set<String> values(Recorded request) {
        var values = new LinkedHashSet<String>();
        for (String segment : request.path().split("/")) {
            values.add(decodedPath(segment));
        }
        List<Pair> query = pairs(request.query());
        if (query != null) {
            query.forEach(pair -> values.add(pair.value()));
        }
        for (Header header : request.requestHeaders()) {
            if (!Noise.isHeader(header)) {
                values.add(isBearer(header) ? header.value().substring(BEARER.length()) : header.value());
            }
        }
        if (request.hasFormBody()) {
            List<Pair> form = pairs(request.requestBody());
            if (form != null) {
                form.forEach(pair -> values.add(pair.value()));
            }
        } else if (request.hasJsonBody()) {
            JsonNode json = json(request.requestBody());
            if (json != null) {
                leaves(json, values);
            }
        }
        values.remove("");
        return values;
    }

    private static void leaves(JsonNode node, Set<String> values) {
        if (node.isContainer()) {
            node.forEach(child -> leaves(child, values));
        } else if (node.isString() || node.isIntegralNumber()) {
            values.add(node.asString());
        }
    }

    static boolean isBearer(Header header) {
        return header.is("authorization") && header.value().startsWith(BEARER);
    }

    static String bearer(Header header) {
        return header.value().substring(BEARER.length());
    }

    /** Returns the parsed text, or null where it is no JSON. */
    static @Nullable JsonNode json(String text) {
        try {
            return text.isBlank() ? null : JSON.readTree(text);
        } catch (JacksonException noJson) {
            return null;
        }
    }

    /** Returns the decoded pairs of a query or form, or null where it is none, or not made of pairs. */
    static @Nullable List<Pair> pairs(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        var pairs = new ArrayList<Pair>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                return null;
            }
            try {
                pairs.add(new Pair(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            } catch (IllegalArgumentException malformed) {
                return null;
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String decodedPath(String segment) {
        try {
            return decoded(segment.replace("+", "%2B"));
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}

package dev.perf.cli.har;

import dev.perf.cli.har.Recorded.Header;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), as browsers and proxies write it: what they leave out
 * though the specification asks for it is made up, what cannot be made up is a mistake of the file.
 */
final class HarReader {

    private static final JsonMapper JSON = new JsonMapper();

    /** What the file has, in the order it was sent. */
    record Recording(List<Recorded> requests, List<String> unreadable) {}

    private final Map<String, String> pages = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    private HarReader() {}

    /**
     * Reads {@code json}.
     *
     * @throws HarException if it is no HAR, or lacks what nobody can make up
     */
    static Recording read(String json) throws HarException {
        JsonNode root;
        try {
            root = JSON.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
        } catch (JacksonException broken) {
            var place = broken.getLocation();
            throw new HarException("is no JSON: line " + place.getLineNr() + ", column " + place.getColumnNr() + ": "
                    + firstLine(broken.getOriginalMessage()) + "; export the recording again");
        }
        return new HarReader().recording(root);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").replaceAll(" \\(start marker.*", "");
    }

    private Recording recording(JsonNode root) throws HarException {
        JsonNode log = root.path("log");
        if (!log.isObject()) {
            throw new HarException("has no member \"log\", so it is no HAR; save the recording as HAR");
        }
        JsonNode entries = log.path("entries");
        if (!entries.isArray()) {
            throw new HarException("has no array \"log.entries\", so it has no requests; save the recording as HAR");
        }
        for (JsonNode page : log.path("pages")) {
            pages.put(text(page, "id"), text(page, "title"));
        }
        record Timed(JsonNode entry, int number, Instant start) {}
        var timed = new ArrayList<Timed>();
        for (int i = 0; i < entries.size(); i++) {
            timed.add(new Timed(entries.get(i), i, start(entries.get(i), i)));
        }
        timed.sort(Comparator.comparing(Timed::start));
        var requests = new ArrayList<Recorded>();
        for (Timed one : timed) {
            long since = one.start().toEpochMilli() - timed.getFirst().start().toEpochMilli();
            Recorded request = request(one.entry(), one.number(), since);
            if (request != null) {
                requests.add(request);
            }
        }
        return new Recording(List.copyOf(requests), List.copyOf(unreadable));
    }

    private static String where(int number) {
        return "log.entries[" + number + "]";
    }

    private static Instant start(JsonNode entry, int number) throws HarException {
        String stamp = text(entry, "startedDateTime");
        try {
            return OffsetDateTime.parse(stamp).toInstant();
        } catch (DateTimeException malformed) {
            throw new HarException(where(number) + ".startedDateTime " + quoted(stamp)
                    + " must be a time with its zone, such as \"2026-01-31T12:00:00.000Z\"");
        }
    }

    private @Nullable Recorded request(JsonNode entry, int number, long start) throws HarException {
        JsonNode request = entry.path("request");
        JsonNode response = entry.path("response");
        String address = text(request, "url");
        String method = text(request, "method").toUpperCase(Locale.ROOT);
        if (address.isEmpty() || method.isEmpty()) {
            throw new HarException(where(number) + ".request needs \"method\" and \"url\"");
        }
        if (!method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new HarException(where(number) + ".request.method " + quoted(method) + " must be letters");
        }
        URI url = url(address);
        if (url == null) {
            unreadable.add(shortened(address));
            return null;
        }
        JsonNode posted = request.path("postData");
        String body = body(posted);
        List<Header> headers = headers(request);
        String type = text(posted, "mimeType");
        double millis = entry.path("time").asDouble(0);
        JsonNode content = response.path("content");
        return new Recorded(
                number,
                page(text(entry, "pageref"), url),
                start,
                start + (long) Math.max(0, Math.min(millis, 1e9)),
                method,
                url,
                text(entry, "_resourceType").toLowerCase(Locale.ROOT),
                headers,
                body.isEmpty() ? "" : type.isEmpty() ? first(headers, "content-type") : type,
                body,
                response.path("status").asInt(0),
                headers(response),
                text(content, "mimeType"),
                content(content));
    }

    /** The title of a page; the path of its first request where it has none, or its whole URL for one, as in Chrome. */
    private @Nullable String page(String id, URI request) {
        String title = pages.get(id);
        if (title == null) {
            return null;
        }
        URI address = title.isBlank() ? request : title.matches("https?://.*") ? url(title) : null;
        if (address != null) {
            title = address.getPath().isEmpty() ? "/" : address.getPath();
            pages.put(id, title);
        }
        return title;
    }

    /** Browsers take what is no URL by the letter; spaces and the like are encoded. */
    private static @Nullable URI url(String address) {
        int fragment = address.indexOf('#');
        String bare = fragment < 0 ? address : address.substring(0, fragment);
        var encoded = new StringBuilder();
        bare.codePoints().forEach(c -> {
            if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append("%%%02X".formatted(b & 0xff));
                }
            } else {
                encoded.appendCodePoint(c);
            }
        });
        try {
            URI url = new URI(encoded.toString());
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null ? url : null;
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    private static String body(JsonNode posted) {
        String text = text(posted, "text");
        if ("base64".equalsIgnoreCase(text(posted, "encoding"))) {
            return decoded(text);
        }
        if (!text.isEmpty() || !posted.path("params").isArray()) {
            return text;
        }
        return posted.path("params")
                .valueStream()
                .map(parameter -> encode(text(parameter, "name")) + "=" + encode(text(parameter, "value")))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String content(JsonNode content) {
        String text = text(content, "text");
        return "base64".equalsIgnoreCase(text(content, "encoding")) ? decoded(text) : text;
    }

    /** What is no Base64, or no text, has nothing that could be of use. */
    private static String decoded(String base64) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
            return text.indexOf('\uFFFD') >= 0 ? "" : text;
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static List<Header> headers(JsonNode message) {
        var headers = new ArrayList<Header>();
        for (JsonNode header : message.path("headers")) {
            String name = text(header, "name");
            if (!name.isEmpty()) {
                headers.add(new Header(name, text(header, "value")));
            }
        }
        return List.copyOf(headers);
    }

    private static String first(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isString() ? value.asString() : "";
    }

    static String quoted(String text) {
        return "\"" + shortened(text) + "\"";
    }

    private static String shortened(String text) {
        String safe = JavaText.comment(text);
        return safe.length() <= 80 ? safe : safe.substring(0, 80) + "...";
    }
}

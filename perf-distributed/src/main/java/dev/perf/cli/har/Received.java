package dev.perf.cli.har;

import dev.perf.cli.har.Recorded.Header;
import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The values that a response has, each with what takes it from there. */
final class Received {

    /** Larger bodies are pages of data, not what a client takes a token from. */
    private static final int LONGEST_BODY = 5_000_000;

    private static final int MOST_LEAVES = 50_000;

    private static final Pattern TAG = Pattern.compile("<(?:input|meta)\\b[^<>]{0,2000}>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\b(type|name|value|content)\\s*=\\s*\"([^\"]{0,1000})\"");

    /** Headers that say nothing that is sent back. */
    private static final Set<String> PLAIN_HEADERS = Set.of(
            "date",
            "server",
            "content-type",
            "content-length",
            "connection",
            "cache-control",
            "vary",
            "expires",
            "etag",
            "last-modified",
            "set-cookie",
            "location",
            "transfer-encoding",
            "content-encoding",
            "keep-alive");

    /**
     * A value of a response.
     *
     * @param name what it is called there
     * @param extractor the Java expression that takes it from there; null where none does
     * @param origin where it is, for people
     */
    record Value(String value, String name, @Nullable String extractor, String origin) {}

    private final List<Value> values = new ArrayList<>();

    private Received() {}

    /** Returns the values of the response to {@code step}, in the order they are there. */
    static List<Value> values(Step step) {
        Received received = new Received();
        Recorded answer = step.answered();
        answer.responseHeaders().forEach(received::header);
        step.redirects().forEach(received::redirect);
        URI out = answer.redirect();
        if (out != null) {
            received.redirect(out);
        }
        String body = answer.responseBody();
        if (body.length() <= LONGEST_BODY) {
            if (answer.answersHtml()) {
                received.html(body);
            } else if (answer.answersJson()) {
                JsonNode json = Sent.json(body);
                if (json != null) {
                    received.json(json, "$", "");
                }
            }
        }
        return received.values;
    }

    private void header(Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        if (name.equals("set-cookie")) {
            cookies(header.value());
        } else if (!PLAIN_HEADERS.contains(name) && isToken(header.name())) {
            add(header.value(), header.name(), "header(" + JavaText.literal(header.name()) + ")", "header " + name);
        }
    }

    private void cookies(String header) {
        try {
            for (HttpCookie cookie : HttpCookie.parse("Set-Cookie: " + header)) {
                String extractor = "cookie(" + JavaText.literal(cookie.getName()) + ")";
                add(cookie.getValue(), cookie.getName(), extractor, "cookie " + cookie.getName());
            }
        } catch (IllegalArgumentException malformed) {
            // Then there is no value in it either.
        }
    }

    private static boolean isToken(String name) {
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
    }

    /** Perf follows redirects by itself, so that what is in their addresses is at no hand. */
    private void redirect(URI location) {
        List<Sent.Pair> query = Sent.pairs(location.getRawQuery());
        if (query != null) {
            query.forEach(pair ->
                    add(pair.value(), pair.name(), null, "parameter " + pair.name() + " of the redirect's address"));
        }
    }

    private void html(String body) {
        Matcher tag = TAG.matcher(body);
        while (tag.find() && values.size() < MOST_LEAVES) {
            String name = null;
            String value = null;
            boolean nameFirst = false;
            boolean hidden = tag.group().regionMatches(true, 0, "<meta", 0, 5);
            String valueAttribute = hidden ? "content" : "value";
            Matcher attribute = ATTRIBUTE.matcher(tag.group());
            while (attribute.find()) {
                if (attribute.group(1).equals("name")) {
                    name = attribute.group(2);
                    nameFirst = value == null;
                } else if (attribute.group(1).equals(valueAttribute)) {
                    value = attribute.group(2);
                } else {
                    hidden |= attribute.group(2).equalsIgnoreCase("hidden");
                }
            }
            if (hidden && name != null && value != null && value.indexOf('&') < 0) {
                String named = "name=\"" + regexOf(name) + "\"";
                String valued = valueAttribute + "=\"([^\"]*)\"";
                String regex = nameFirst ? named + "[^>]*" + valued : valued + "[^>]*" + named;
                add(value, name, "regex(" + JavaText.literal(regex) + ")", "field " + name + " of the page");
            }
        }
    }

    private static String regexOf(String text) {
        return text.replaceAll("([^A-Za-z0-9_ -])", "\\\\$1");
    }

    private void json(JsonNode node, String path, String name) {
        if (values.size() >= MOST_LEAVES) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(member -> {
                String key = member.getKey();
                boolean plain = key.matches("[A-Za-z_][A-Za-z0-9_]*");
                if (plain || key.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '\'' && c != '\\')) {
                    json(member.getValue(), path + (plain ? "." + key : "['" + key + "']"), key);
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                json(node.get(i), path + "[" + i + "]", name);
            }
        } else if (node.isString() || node.isIntegralNumber()) {
            add(node.asString(), name, "jsonPath(" + JavaText.literal(path) + ")", path);
        }
    }

    private void add(String value, String name, @Nullable String extractor, String origin) {
        if (!value.isBlank()) {
            values.add(new Value(value, name, extractor, origin));
        }
    }
}

package dev.perf.cli.har;

import dev.perf.cli.har.Correlation.Save;
import dev.perf.cli.har.Recorded.Header;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One request as a method of the load test. */
final class RequestSource {

    private static final Map<String, String> METHODS =
            Map.of("GET", "get", "POST", "post", "PUT", "put", "PATCH", "patch", "DELETE", "delete", "HEAD", "head");

    private static final String TEMPLATE = "#{";

    /** Marks a value in JSON that is to become a template; no text of a recording has it, or it is not marked. */
    private static final char MARK = '\uE000';

    private final Step step;
    private final Correlation correlation;
    private final int index;
    private final String baseOrigin;
    private final List<String> comments = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    private RequestSource(Step step, int index, Correlation correlation, String baseOrigin) {
        this.step = step;
        this.index = index;
        this.correlation = correlation;
        this.baseOrigin = baseOrigin;
    }

    /** Returns the name of the method that {@code request} becomes: {@code getApiProducts}. */
    static String methodName(Recorded request) {
        String verb = METHODS.containsKey(request.method())
                ? request.method().toLowerCase(Locale.ROOT)
                : "send " + request.method().toLowerCase(Locale.ROOT);
        return JavaText.name(
                verb + " " + (request.path().equals("/") ? "root" : Sent.decodedPath(request.path())), "send");
    }

    /** Returns the lines of the method. */
    static List<String> lines(Step step, int index, String method, Correlation correlation, String baseOrigin) {
        RequestSource source = new RequestSource(step, index, correlation, baseOrigin);
        source.write();
        var lines = new ArrayList<String>();
        source.comments.forEach(comment -> lines.add("    // " + JavaText.comment(comment)));
        lines.add("    private static HttpRequest " + method + "() {");
        for (int i = 0; i < source.calls.size(); i++) {
            String end = i == source.calls.size() - 1 ? ";" : "";
            lines.add((i == 0 ? "        return " : "                ") + source.calls.get(i) + end);
        }
        lines.add("    }");
        return lines;
    }

    private void write() {
        Recorded sent = step.sent();
        correlation.hintsOf(index).forEach(comments::add);
        target(sent);
        headers(sent);
        if (!sent.requestBody().isEmpty()) {
            body(sent);
        }
        if (step.leadsOut()) {
            calls.add(".maxRedirects(0)");
        }
        int status = step.answered().status() == 304 ? 200 : step.answered().status();
        calls.add(".check(status().is(" + status + "))");
        for (Save save : correlation.savesOf(index)) {
            Set<String> users = new LinkedHashSet<>(save.users());
            comments.add("\"" + save.key() + "\" is " + save.origin() + ", and sent again by "
                    + users.stream().limit(3).collect(Collectors.joining(", "))
                    + (users.size() > 3 ? " and " + (users.size() - 3) + " more" : ""));
            calls.add(".save(" + JavaText.literal(save.key()) + ", " + save.extractor() + ")");
        }
    }

    private void target(Recorded sent) {
        var path = new ArrayList<String>();
        for (String segment : sent.path().split("/", -1)) {
            String key = correlation.keyOf(Sent.decodedPath(segment));
            path.add(key == null || segment.isEmpty() ? segment.replace(TEMPLATE, "%23{") : place(key));
        }
        String address = (sent.origin().equals(baseOrigin) ? "" : sent.origin()) + String.join("/", path);
        String shown = String.join("/", path);
        List<Sent.Pair> query = Sent.pairs(sent.query());
        boolean asPairs = query != null && query.stream().noneMatch(pair -> holdsTemplate(pair.name() + pair.value()));
        if (sent.query() != null && !asPairs) {
            address += "?" + sent.query();
        }
        calls.add("http(" + JavaText.literal(sent.method() + " " + cut(shown)) + ")");
        String known = METHODS.get(sent.method());
        calls.add(
                known == null
                        ? ".method(" + JavaText.literal(sent.method()) + ", " + JavaText.literal(address) + ")"
                        : "." + known + "(" + JavaText.literal(address) + ")");
        if (query != null && asPairs) {
            query.forEach(pair ->
                    calls.add(".queryParam(" + JavaText.literal(pair.name()) + ", " + value(pair.value()) + ")"));
        }
    }

    private static String cut(String path) {
        return path.length() <= 80 ? path : path.substring(0, 80);
    }

    private void headers(Recorded sent) {
        for (Header header : sent.requestHeaders()) {
            if (Noise.isHeader(header)) {
                continue;
            }
            if (holdsTemplate(header.value()) || !isSendable(header)) {
                comments.add("left out: header " + header.name() + ", for its value cannot be sent as it is");
            } else if (Sent.isBearer(header)) {
                String token = Sent.bearer(header);
                if (correlation.keyOf(token) == null) {
                    comments.add("the token below was recorded and may have ended since");
                }
                calls.add(".bearer(" + value(token) + ")");
            } else {
                calls.add(".header(" + JavaText.literal(header.name()) + ", " + value(header.value()) + ")");
            }
        }
    }

    /** As RFC 9110, 5.1 and 5.5 have names and values. */
    private static boolean isSendable(Header header) {
        return header.name().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
                && header.value().chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7f);
    }

    private void body(Recorded sent) {
        String body = sent.requestBody();
        List<Sent.Pair> form = sent.hasFormBody() ? Sent.pairs(body) : null;
        if (holdsTemplate(body)
                || form != null && form.stream().anyMatch(one -> holdsTemplate(one.name() + one.value()))) {
            calls.add(".body(" + JavaText.literal(body) + ".getBytes(StandardCharsets.UTF_8), " + type(sent) + ")");
        } else if (form != null) {
            form.forEach(field -> {
                secret(field.name());
                calls.add(".formField(" + JavaText.literal(field.name()) + ", " + value(field.value()) + ")");
            });
        } else if (sent.hasJsonBody()) {
            String json = JavaText.literal(json(body));
            boolean plain = sent.requestType().toLowerCase(Locale.ROOT).startsWith("application/json");
            calls.add(plain ? ".json(" + json + ")" : ".body(" + json + ", " + type(sent) + ")");
        } else {
            calls.add(".body(" + JavaText.literal(body) + ", " + type(sent) + ")");
        }
    }

    private static String type(Recorded sent) {
        boolean sendable = isSendable(new Header("Content-Type", sent.requestType()))
                && !sent.requestType().isEmpty();
        return JavaText.literal(sendable && !holdsTemplate(sent.requestType()) ? sent.requestType() : "text/plain");
    }

    private void secret(String name) {
        if (name.toLowerCase(Locale.ROOT).contains("password")) {
            comments.add("a password was recorded: take users from a feeder, feed(csv(\"users.csv\").circular())");
        }
    }

    /** Returns a body of JSON with templates in place of what is saved; as it was recorded where nothing is. */
    private String json(String body) {
        JsonNode json = Sent.json(body);
        if (json == null) {
            return body;
        }
        boolean[] changed = {false};
        JsonNode marked = marked(json, "", changed);
        if (!changed[0] || body.indexOf(MARK) >= 0) {
            return body;
        }
        return Sent.JSON
                .writeValueAsString(marked)
                .replace("\"" + MARK + "n", TEMPLATE)
                .replace("n" + MARK + "\"", "}")
                .replace("\"" + MARK + "s", "\"" + TEMPLATE)
                .replace("s" + MARK + "\"", "}\"");
    }

    private JsonNode marked(JsonNode node, String name, boolean[] changed) {
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(member ->
                                object.set(member.getKey(), marked(member.getValue(), member.getKey(), changed)));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, marked(array.get(i), name, changed));
                }
            }
            default -> {
                secret(name);
                String key = node.isString() || node.isIntegralNumber() ? correlation.keyOf(node.asString()) : null;
                if (key != null) {
                    changed[0] = true;
                    char kind = node.isString() ? 's' : 'n';
                    return Sent.JSON.getNodeFactory().stringNode("" + MARK + kind + key + kind + MARK);
                }
            }
        }
        return node;
    }

    private String value(String recorded) {
        @Nullable String key = correlation.keyOf(recorded);
        return JavaText.literal(key == null ? recorded : place(key));
    }

    private static String place(String key) {
        return TEMPLATE + key + "}";
    }

    private static boolean holdsTemplate(String text) {
        return text.contains(TEMPLATE);
    }
}

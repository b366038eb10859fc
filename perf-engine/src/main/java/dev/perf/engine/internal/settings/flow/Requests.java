package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.check.Check;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.Http;
import dev.perf.http.HttpRequest;
import dev.perf.http.Part;
import dev.perf.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of a flow: a URL alone, or a mapping. */
final class Requests {

    private record Login(String user, String password) {}

    private static final Key<String> USER =
            key("user", Texts.TEMPLATE, "Name of the user.").also("username").required();
    private static final Key<String> PASSWORD =
            key("pass", Texts.TEMPLATE, "Password.").also("password").required();
    private static final Shape<Login> LOGIN = Mapping.of("a login", List.of(USER, PASSWORD), fields -> {
        String user = fields.get(USER);
        String password = fields.get(PASSWORD);
        return user == null || password == null ? null : new Login(user, password);
    });

    private static final Key<String> URL = key(
                    "url", Texts.TEMPLATE, "Where it goes: a path of the target, or a whole URL.")
            .also("uri")
            .required();
    private static final Key<String> NAME =
            key("name", Shapes.word(), "What results call it; method and path, with {id} for ids, unless given.");
    private static final Key<Map<String, String>> HEADERS =
            key("headers", Patterns.HEADERS, "Headers, beside those of all requests.");
    private static final Key<Map<String, String>> QUERY =
            key("qs", Texts.TEMPLATES, "Parameters of the query.").also("query", "params");
    private static final Key<Object> JSON = key("json", Texts.DATA, "Body, written as JSON.");
    private static final Key<Map<String, String>> FORM =
            key("form", Texts.TEMPLATES, "Body: the fields of a form.").also("formUrlEncoded");
    private static final Key<List<Part>> PARTS =
            key("formData", FormParts.SHAPE, "Body: the parts of a form of multipart/form-data.");
    private static final Key<String> BODY = key("body", Texts.TEMPLATE, "Body, as it stands.");
    private static final List<Key<?>> BODIES = List.of(JSON, FORM, PARTS, BODY);
    private static final Key<String> CONTENT_TYPE = key(
            "contentType", Shapes.word(), "Content-Type of \"body\"; text/plain unless given or among the headers.");
    private static final Key<String> BEARER = key("bearer", Texts.TEMPLATE, "Token of the header Authorization.");
    private static final Key<Login> AUTH = key("auth", LOGIN, "User and password for basic authentication.");
    private static final Key<Map<String, String>> COOKIES = key(
                    "cookie", Texts.TEMPLATES, "Cookies that the user gets before the request, and keeps.")
            .also("cookies");
    private static final Key<Boolean> GZIP =
            key("gzip", Shapes.bool(), "Whether the answer may be compressed; true unless given.");
    private static final Key<Duration> TIMEOUT =
            key("timeout", Units.POSITIVE_SECONDS, "How long the answer may take.");
    private static final Key<Boolean> FOLLOW =
            key("followRedirect", Shapes.bool(), "Whether redirects are followed; true unless given.");
    private static final Key<Map<String, String>> TAGS = key("tags", Texts.TEMPLATES, "Tags of its samples.");
    private static final Key<List<Captures.Capture>> CAPTURE =
            key("capture", Captures.SHAPE, "Values that later steps need.");
    private static final Key<List<Check>> MATCH =
            key("match", Matches.SHAPE, "Values that the answer must have; where one differs, the iteration ends.");
    private static final Key<List<Check>> EXPECT = key("expect", Expectations.SHAPE, "What is expected of the answer.");
    private static final Key<Double> PROBABILITY = key(
            "probability",
            Shapes.number(0, 100),
            "How likely it is that the request is sent, in percent; 100 unless given.");

    private static final String NO_JAVASCRIPT =
            "functions of JavaScript are not run; change the data in a step \"function: com.example.Hooks::sign\""
                    + " before the request, or behind it";

    private static final List<Key<?>> KEYS = List.of(
            URL,
            NAME,
            HEADERS,
            QUERY,
            JSON,
            FORM,
            PARTS,
            BODY,
            CONTENT_TYPE,
            BEARER,
            AUTH,
            COOKIES,
            GZIP,
            TIMEOUT,
            FOLLOW,
            TAGS,
            CAPTURE,
            MATCH,
            EXPECT,
            Conditions.IF_TRUE,
            PROBABILITY,
            Key.refused("beforeRequest", NO_JAVASCRIPT),
            Key.refused("afterResponse", NO_JAVASCRIPT));

    private Requests() {}

    /** Returns the shape of requests of a method. */
    static Shape<Step> of(String method) {
        String verb = method.toUpperCase(Locale.ROOT);
        return Shapes.either(
                Texts.TEMPLATE.as(url -> Http.request(verb, url)),
                Shapes.named("request", () -> Mapping.of("a request", KEYS, fields -> step(verb, fields))));
    }

    private static @Nullable Step step(String method, Fields fields) {
        List<Key<?>> bodies = BODIES.stream().filter(fields::has).toList();
        if (bodies.size() > 1) {
            fields.mistake(
                    bodies.get(1), "cannot stand beside \"" + bodies.get(0).name() + "\": a request has one body");
            return null;
        }
        if (fields.has(CONTENT_TYPE) && !fields.has(BODY)) {
            fields.mistake(CONTENT_TYPE, "belongs to \"body\"; set the header Content-Type of others");
            return null;
        }
        String url = fields.get(URL);
        return url == null
                ? null
                : Conditions.applied(likely(withCookies(request(method, url, fields), fields), fields), fields);
    }

    /** A request of which the mapping says nothing else stays one, for those that are sent in parallel. */
    private static Step withCookies(HttpRequest request, Fields fields) {
        Map<String, String> cookies = fields.get(COOKIES, Map.of());
        if (cookies.isEmpty()) {
            return request;
        }
        var steps = new ArrayList<Step>();
        cookies.forEach((name, value) -> steps.add(Http.addCookie(name, value)));
        steps.add(request);
        return Perf.sequence(steps.toArray(Step[]::new));
    }

    private static Step likely(Step step, Fields fields) {
        double percent = fields.get(PROBABILITY, 100.0);
        if (percent == 0) {
            fields.mistake(PROBABILITY, "the request is never sent; leave it out");
        }
        return percent == 100 ? step : Perf.percent(Perf.branch(percent, step));
    }

    private static HttpRequest request(String method, String url, Fields fields) {
        HttpRequest request = Http.request(method, url);
        String name = fields.get(NAME);
        request = name == null ? request : request.named(name);
        Map<String, String> headers = fields.get(HEADERS, Map.of());
        request = withBody(request, headers, fields);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request = request.header(header.getKey(), header.getValue());
        }
        if (!fields.get(GZIP, true)) {
            request = request.header("Accept-Encoding", "identity");
        }
        request = request.queryParams(fields.get(QUERY, Map.of()));
        String token = fields.get(BEARER);
        request = token == null ? request : request.bearer(token);
        Login login = fields.get(AUTH);
        request = login == null ? request : request.basicAuth(login.user(), login.password());
        Duration timeout = fields.get(TIMEOUT);
        request = timeout == null ? request : request.timeout(timeout);
        request = fields.get(FOLLOW, true) ? request : request.maxRedirects(0);
        for (Map.Entry<String, String> tag : fields.get(TAGS, Map.of()).entrySet()) {
            request = request.tag(tag.getKey(), tag.getValue());
        }
        for (Captures.Capture capture : fields.get(CAPTURE, List.of())) {
            request = request.save(capture.as(), capture.extractor());
        }
        return request.check(fields.get(MATCH, List.<Check>of()).toArray(Check[]::new))
                .check(fields.get(EXPECT, List.<Check>of()).toArray(Check[]::new));
    }

    private static HttpRequest withBody(HttpRequest request, Map<String, String> headers, Fields fields) {
        Object json = fields.get(JSON);
        String text = fields.get(BODY);
        List<Part> parts = fields.get(PARTS);
        Map<String, String> form = fields.get(FORM);
        if (json != null) {
            return request.json(json);
        } else if (text != null) {
            return request.body(text, fields.get(CONTENT_TYPE, contentType(headers)));
        } else if (form != null) {
            return request.form(form);
        }
        return parts == null ? request : request.multipart(parts.toArray(Part[]::new));
    }

    private static String contentType(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Content-Type")) {
                return header.getValue();
            }
        }
        return "text/plain";
    }
}

package dev.perf.http;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.check.Check;
import dev.perf.check.Extractor;
import dev.perf.check.OnFail;
import dev.perf.metric.Metric;
import dev.perf.scenario.Key;
import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request: a step, and a value that a lambda step can send.
 *
 * <p>URL, header values, query values and bodies may hold {@code #{name}} templates, filled from the user's session.
 *
 * <p>A request fails when no whole response comes, when a check does not hold, when a value to save is not found, or
 * when the status is not as {@linkplain #expectedStatus(int...) expected}: 2xx or 3xx unless set, anything where a
 * check asks for the status. It ends the iteration only if {@link #exitIterationOnFail()} or {@link #exitUserOnFail()} asks for that.
 *
 * <p>Immutable: each method returns a new value.
 */
public final class HttpRequest implements Request<HttpResponse> {

    private final Parts parts;

    private HttpRequest(Parts parts) {
        this.parts = parts;
    }

    /** What a request consists of; a copy is changed and then wrapped, never the original. */
    private static final class Parts implements Cloneable {
        String name;
        boolean named;
        final String method;
        final String url;
        final SourceLocation location;
        List<Field> query = List.of();
        List<Field> headers = List.of();
        Body body = new Body.None();
        boolean expectsContinue;
        ResponseUse responseUse = new ResponseUse.AsNeeded();
        List<Check> checks = List.of();
        List<Save> saves = List.of();
        List<Sampled> samples = List.of();
        Map<String, String> tags = Map.of();

        @Nullable
        Duration timeout;

        @Nullable
        Duration firstByteTimeout;

        @Nullable
        Integer maxRedirects;

        @Nullable
        Credentials credentials;

        @Nullable
        Retry retry;

        @Nullable
        ExpectedStatus expectedStatus;

        @Nullable
        RequestSigner signer;

        List<HttpRequest> resources = List.of();
        boolean cookies = true;
        boolean defaultChecks = true;
        OnFail onFail = OnFail.GO_ON;

        @Nullable
        Boolean caches;

        Parts(@Nullable String name, String method, String url, SourceLocation location) {
            this.name = name == null ? method + " " + UrlNames.AUTOMATIC.of(url) : name;
            this.named = name != null;
            this.method = method;
            this.url = url;
            this.location = location;
        }

        Parts copy() {
            try {
                return (Parts) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** Measures the request under {@code name}. */
    public HttpRequest named(String name) {
        return with(copy -> {
            copy.name = given(name, "name");
            copy.named = true;
        });
    }

    /** Adds a query parameter; name and value may hold templates and are percent-encoded. */
    public HttpRequest queryParam(String name, String value) {
        return with(copy ->
                copy.query = plus(copy.query, List.of(new Field(given(name, "name"), given(value, "value")))));
    }

    /** Adds a query parameter that has several values, in this order: {@code ?name=first&name=second}. */
    public HttpRequest queryParam(String name, String first, String... more) {
        HttpRequest all = queryParam(name, given(first, "first"));
        for (String value : allGiven(more, "more")) {
            all = all.queryParam(name, value);
        }
        return all;
    }

    /** Adds query parameters, in the map's order. */
    public HttpRequest queryParams(Map<String, String> parameters) {
        return with(copy -> copy.query = plus(copy.query, fields(given(parameters, "parameters"))));
    }

    /** Adds a header; it replaces one of the same name from the test's settings. */
    public HttpRequest header(String name, String value) {
        return with(copy ->
                copy.headers = plus(copy.headers, List.of(new Field(given(name, "name"), given(value, "value")))));
    }

    /** Sends {@code token} in the authorization header. */
    public HttpRequest bearer(String token) {
        return header("Authorization", "Bearer " + given(token, "token"));
    }

    /** Sends user name and password, which may hold templates, with basic authentication, in place of the test's. */
    public HttpRequest basicAuth(String user, String password) {
        return with(copy -> copy.credentials = new Credentials.Basic(given(user, "user"), given(password, "password")));
    }

    /**
     * Answers a challenge with digest authentication (RFC 7616), in place of the test's; user name and password may
     * hold templates. The request that is challenged and its repetition are both recorded; later ones of the same user
     * to the same server are sent with an answer at once.
     */
    public HttpRequest digestAuth(String user, String password) {
        return with(
                copy -> copy.credentials = new Credentials.Digest(given(user, "user"), given(password, "password")));
    }

    /**
     * Sends the request without the authentication of the test, be it basic, digest, or a bearer token, as the login that
     * brings the token needs it.
     */
    public HttpRequest withoutAuth() {
        return with(copy -> copy.credentials = new Credentials.None());
    }

    /** Tries the request up to {@code times} times again, with the defaults of {@link Retry}; 0 for never. */
    public HttpRequest retry(int times) {
        return retry(new Retry(times));
    }

    /** Sets when the request is tried again, in place of the test's. */
    public HttpRequest retry(Retry retry) {
        return with(copy -> copy.retry = given(retry, "retry"));
    }

    /**
     * Sets the statuses with which this request is successful, in place of the test's; together with those of earlier
     * calls. They hold beside checks on the status.
     */
    public HttpRequest expectedStatus(int... codes) {
        return expectedStatus(ExpectedStatus.of(given(codes, "codes")));
    }

    /** Sets the statuses with which this request is successful: {@code expectedStatus(range(200, 299))}. */
    public HttpRequest expectedStatus(ExpectedStatus rule) {
        given(rule, "rule");
        return with(copy -> copy.expectedStatus = copy.expectedStatus == null ? rule : copy.expectedStatus.or(rule));
    }

    /**
     * Sets a test that tells whether a status is a success.
     *
     * @param description what the test asks, for messages: {@code "below 500"}
     */
    public HttpRequest expectedStatus(String description, IntPredicate test) {
        return expectedStatus(new ExpectedStatus(
                List.of(new ExpectedStatus.Matching(given(description, "description"), given(test, "test")))));
    }

    /** Lets {@code signer} add headers right before the request is sent, in place of the test's. */
    public HttpRequest sign(RequestSigner signer) {
        return with(copy -> copy.signer = given(signer, "signer"));
    }

    /**
     * Answers the request from the user's cache where it can, as browsers do: a stored response that is fresh is used
     * without asking the server, which is counted under {@code http_req_cache_hits}; one that is not is asked for with
     * {@code If-None-Match} or {@code If-Modified-Since}, and a 304 stands for it. Checks see the stored response.
     */
    public HttpRequest cache() {
        return with(copy -> copy.caches = true);
    }

    /** Sends the request whatever is in the user's cache, and stores nothing. */
    public HttpRequest withoutCache() {
        return with(copy -> copy.caches = false);
    }

    /**
     * Adds requests that are sent once the response to this one has come and is as wanted, up to 6 at the same time,
     * as a browser loads the parts of a page. They are recorded each on its own, in a group of this request's name,
     * whose duration is that of the page with all its parts. See {@link ParallelRequests} for what they see and save.
     */
    public HttpRequest resources(HttpRequest... more) {
        return with(copy -> copy.resources = plus(copy.resources, allGiven(more, "more")));
    }

    /** Sends the request without the user's cookies, and ignores those it is given. */
    public HttpRequest withoutCookies() {
        return with(copy -> copy.cookies = false);
    }

    /** Sets a text as body, encoded in the charset that the content type names, else in UTF-8. */
    public HttpRequest body(String text, String contentType) {
        return with(copy -> copy.body = new Body.Text(given(text, "text"), given(contentType, "contentType")));
    }

    /**
     * Sets a JSON body. A {@link String} is JSON text already, and values put into its templates are inserted as they
     * are; anything else is written as JSON, and values put into templates inside its texts are escaped.
     */
    public HttpRequest json(Object value) {
        Body json = value instanceof String text
                ? new Body.Text(text, "application/json")
                : new Body.Json(given(value, "value"));
        return with(copy -> copy.body = json);
    }

    /** Sets form fields as body, in the map's order; names and values may hold templates. */
    public HttpRequest form(Map<String, String> fields) {
        return with(copy -> copy.body = new Body.Form(null, fields(given(fields, "fields")), StandardCharsets.UTF_8));
    }

    /**
     * Sets the fields of a form that was saved as body: {@code form("#{form}")} after
     * {@code save("form", Http.form("form#order"))}. What a later {@link #formField} gives takes the place of the form's
     * fields of that name, or else is added at the end.
     *
     * @param extracted a place of a template whose value is a map: its keys are names, its values those of the fields, a
     *     list for several of the same name
     */
    public HttpRequest form(String extracted) {
        return with(
                copy -> copy.body = new Body.Form(given(extracted, "extracted"), List.of(), StandardCharsets.UTF_8));
    }

    /** Adds a form field to the body; a name may occur several times, and fields are sent in the order added. */
    public HttpRequest formField(String name, String value) {
        return with(copy -> {
            Body.Form form = formOf(copy.body);
            copy.body = new Body.Form(
                    form.extracted(),
                    plus(form.fields(), List.of(new Field(given(name, "name"), given(value, "value")))),
                    form.charset());
        });
    }

    /** Sets what the fields of the form are encoded in before they are percent-encoded; UTF-8 unless set. */
    public HttpRequest formCharset(Charset charset) {
        return with(copy -> {
            Body.Form form = formOf(copy.body);
            copy.body = new Body.Form(form.extracted(), form.fields(), given(charset, "charset"));
        });
    }

    /**
     * Sets a {@code multipart/form-data} body: {@code multipart(part("title", "#{title}"), filePart("image", path))}.
     */
    public HttpRequest multipart(Part... parts) {
        return with(copy -> copy.body = new Body.Multipart(allGiven(parts, "parts"), "perf-" + UUID.randomUUID()));
    }

    /** Sets bytes as body, with their content type. */
    public HttpRequest body(byte[] bytes, String contentType) {
        byte[] own = given(bytes, "bytes").clone();
        return with(copy -> copy.body = new Body.Bytes(own, given(contentType, "contentType")));
    }

    /** Sets a file as body, as {@code application/octet-stream}; see {@link #bodyFile(Path, String)}. */
    public HttpRequest bodyFile(Path path) {
        return bodyFile(path, "application/octet-stream");
    }

    /**
     * Sets a file as body. It is read while it is sent, anew for each request, in constant memory, with its size as
     * {@code Content-Length}.
     *
     * @param path where it is; may hold templates: {@code Path.of("images", "#{id}.jpg")}
     * @param contentType value of the content-type header
     */
    public HttpRequest bodyFile(Path path, String contentType) {
        return with(copy -> copy.body = new Body.OfFile(given(path, "path"), given(contentType, "contentType")));
    }

    /** Sets a body that is read from a stream while it is sent. */
    public HttpRequest body(StreamedBody streamed) {
        return with(copy -> copy.body = new Body.Stream(given(streamed, "streamed")));
    }

    /**
     * Sends the head with {@code Expect: 100-continue} and the body only with the server's leave, or when that has not
     * come for one second. A server that answers 417 gets the request again without; one that answers otherwise has
     * spared the body. Without effect on a request that has no body. Over the {@code jdk} transport the wait lasts as
     * long as the request may.
     */
    public HttpRequest expectContinue() {
        return with(copy -> copy.expectsContinue = true);
    }

    /**
     * Writes the response's body, unpacked, to a file, in place of one that is there; parent folders are made. The file
     * appears when the body is whole. Redirects that are followed are not written; the response to an attempt that is
     * then made again, or a challenge that is then answered, is, and the next takes its place.
     *
     * @param path where; may hold templates, in whose values all but letters, digits, {@code -}, {@code _} and
     *     {@code .} is replaced by {@code _}
     */
    public HttpRequest saveTo(String path) {
        return with(copy -> copy.responseUse = new ResponseUse.Saved(given(path, "path")));
    }

    /**
     * Gives the response's body to {@code consumer} while it arrives; a body of any length fits. It is called for each
     * response but those of redirects that are followed: also for attempts that are then made again, and for challenges
     * that are then answered.
     */
    public HttpRequest streamTo(BodyConsumer consumer) {
        return with(copy -> copy.responseUse = new ResponseUse.Streamed(given(consumer, "consumer")));
    }

    /**
     * Discards the response's body while it arrives even where a lambda step sends the request, which then sees an empty
     * one. What checks and saved values need of it they still get.
     */
    public HttpRequest discardBody() {
        return with(copy -> copy.responseUse = new ResponseUse.Discarded());
    }

    /** Adds checks on the response. */
    public HttpRequest check(Check... more) {
        return with(copy -> copy.checks = plus(copy.checks, allGiven(more, "more")));
    }

    /** Adds checks that are made only of responses of which {@code condition} holds, which is not counted itself. */
    public HttpRequest checkIf(Check condition, Check... more) {
        given(condition, "condition");
        return check(allGiven(more, "more").stream()
                .map(check -> check.when(condition))
                .toArray(Check[]::new));
    }

    /** Adds checks that are made only where the user's session is as asked. */
    public HttpRequest checkIf(Predicate<Session> condition, Check... more) {
        given(condition, "condition");
        return check(allGiven(more, "more").stream()
                .map(check -> check.when(condition))
                .toArray(Check[]::new));
    }

    /** Makes none of the checks that the test's settings have for all requests. */
    public HttpRequest withoutDefaultChecks() {
        return with(copy -> copy.defaultChecks = false);
    }

    /**
     * Ends the iteration where the request fails, for whatever reason, once the checks are made and values saved: the
     * steps after it are left out. In a lambda step the iteration ends when the lambda returns, and in a try only the
     * try. Unless set, the iteration goes on. A check may ask the same for itself: {@link Check#exitIterationOnFail}.
     */
    public HttpRequest exitIterationOnFail() {
        return with(copy -> copy.onFail = OnFail.EXIT_ITERATION);
    }

    /** Ends the life of the user where the request fails, as {@link #exitIterationOnFail()} ends its iteration. */
    public HttpRequest exitUserOnFail() {
        return with(copy -> copy.onFail = OnFail.EXIT_USER);
    }

    /** Saves a value of the response in the session, under {@code key}. */
    public HttpRequest save(String key, Extractor extractor) {
        return with(copy ->
                copy.saves = plus(copy.saves, List.of(new Save(given(key, "key"), given(extractor, "extractor")))));
    }

    /**
     * Saves a value of the response in the session, as the type of {@code key}; one that {@link Key#convert} cannot turn
     * into it fails the request.
     */
    public HttpRequest save(Key<?> key, Extractor extractor) {
        return with(copy ->
                copy.saves = plus(copy.saves, List.of(new Save(given(key, "key"), given(extractor, "extractor")))));
    }

    /**
     * Takes a value of the response as a sample of a metric: {@code record(TOOK, jsonPath("$.took"))}. It has to be a
     * number, as such or as text; a duration counts in milliseconds, true as 1 and false as 0. One that is not found or is
     * none of these fails the request, unless the extractor is optional or has a default.
     */
    public HttpRequest record(Metric metric, Extractor extractor) {
        return with(copy -> copy.samples =
                plus(copy.samples, List.of(new Sampled(given(metric, "metric"), given(extractor, "extractor")))));
    }

    /**
     * Adds a tag to all samples of the request. Its value may hold templates, which are filled when a sample is taken;
     * beyond {@link dev.perf.LoadTest#maxSeries} combinations of tags further values are counted as {@code other}.
     */
    public HttpRequest tag(String key, String value) {
        return with(copy -> {
            var more = new LinkedHashMap<>(copy.tags);
            more.put(given(key, "key"), given(value, "value"));
            copy.tags = Collections.unmodifiableMap(more);
        });
    }

    /** Sets the limit of this request, connecting included, in place of the test's. */
    public HttpRequest timeout(Duration limit) {
        return with(copy -> copy.timeout = given(limit, "limit"));
    }

    /**
     * Sets how long after this request's last byte the first byte of the response may take, in place of the test's
     * {@link HttpSettings#firstByteTimeout}.
     *
     * @param limit positive, at most 365 days
     */
    public HttpRequest firstByteTimeout(Duration limit) {
        return with(copy -> copy.firstByteTimeout = given(limit, "limit"));
    }

    /** Sets how many redirects this request follows, in place of the test's. */
    public HttpRequest maxRedirects(int count) {
        return with(copy -> copy.maxRedirects = count);
    }

    @Override
    public String name() {
        return parts.name;
    }

    /** Tells whether the request was given its name, rather than being named after its method and URL. */
    public boolean isNamed() {
        return parts.named;
    }

    /** Returns the method, in capitals. */
    public String method() {
        return parts.method;
    }

    /** Returns the template of the URL: absolute, or beginning with {@code /}. */
    public String url() {
        return parts.url;
    }

    /** Returns the query parameters that come on top of those in the URL. */
    public List<Field> query() {
        return parts.query;
    }

    /** Returns the headers. */
    public List<Field> headers() {
        return parts.headers;
    }

    /** Returns the body. */
    public Body body() {
        return parts.body;
    }

    /** Tells whether the body is sent only with the server's leave. */
    public boolean expectsContinue() {
        return parts.expectsContinue;
    }

    /** Returns what becomes of the response's body. */
    public ResponseUse responseUse() {
        return parts.responseUse;
    }

    /** Tells whether the checks that the test's settings have for all requests are made; true unless set. */
    public boolean defaultChecks() {
        return parts.defaultChecks;
    }

    /** Returns what ends where the request fails; nothing unless set. */
    public OnFail onFail() {
        return parts.onFail;
    }

    /** Returns the checks, without those of the test's settings. */
    public List<Check> checks() {
        return parts.checks;
    }

    /** Returns the values to save. */
    public List<Save> saves() {
        return parts.saves;
    }

    /** Returns the values that are samples of metrics. */
    public List<Sampled> samples() {
        return parts.samples;
    }

    /** Returns the tags. */
    public Map<String, String> tags() {
        return parts.tags;
    }

    /** Returns the limit of this request, where it has its own. */
    public @Nullable Duration timeout() {
        return parts.timeout;
    }

    /** Returns the limit of the wait for the first byte of the response, where this request has its own. */
    public @Nullable Duration firstByteTimeout() {
        return parts.firstByteTimeout;
    }

    /** Returns how many redirects this request follows, where it has its own limit. */
    public @Nullable Integer maxRedirects() {
        return parts.maxRedirects;
    }

    /** Returns how this request proves who the user is, where it does not do so as the test's settings say. */
    public @Nullable Credentials credentials() {
        return parts.credentials;
    }

    /** Returns when this request is tried again, where it has its own rule. */
    public @Nullable Retry retry() {
        return parts.retry;
    }

    /** Returns the statuses with which this request is successful, where it has its own. */
    public @Nullable ExpectedStatus expectedStatus() {
        return parts.expectedStatus;
    }

    /** Returns what adds headers right before this request is sent, where it has its own. */
    public @Nullable RequestSigner signer() {
        return parts.signer;
    }

    /** Tells whether the user's cache is used, or null where the test's settings say that. */
    public @Nullable Boolean caches() {
        return parts.caches;
    }

    /** Returns the requests that are sent after this one, at the same time. */
    public List<HttpRequest> resources() {
        return parts.resources;
    }

    /** Tells whether cookies are sent and kept; true unless set, though the test's settings may say no. */
    public boolean cookies() {
        return parts.cookies;
    }

    @Override
    public SourceLocation location() {
        return parts.location;
    }

    @Override
    public String toString() {
        return parts.method + " " + parts.url + " (" + parts.name + ")";
    }

    private HttpRequest with(Consumer<Parts> change) {
        Parts copy = parts.copy();
        change.accept(copy);
        return new HttpRequest(copy);
    }

    private static Body.Form formOf(Body body) {
        return body instanceof Body.Form form ? form : new Body.Form(null, List.of(), StandardCharsets.UTF_8);
    }

    private static List<Field> fields(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> new Field(
                        given(entry.getKey(), "a name"), given(entry.getValue(), "\"" + entry.getKey() + "\"")))
                .toList();
    }

    private static <T> List<T> plus(List<T> list, List<T> more) {
        var all = new ArrayList<>(list);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** A named request that needs its method and URL. */
    public static final class Start {
        private final @Nullable String name;
        private final SourceLocation location;

        Start(@Nullable String name) {
            this.name = name;
            this.location = SourceLocation.caller();
        }

        /** Makes it a GET of {@code url}. */
        public HttpRequest get(String url) {
            return method("GET", url);
        }

        /** Makes it a POST to {@code url}. */
        public HttpRequest post(String url) {
            return method("POST", url);
        }

        /** Makes it a PUT to {@code url}. */
        public HttpRequest put(String url) {
            return method("PUT", url);
        }

        /** Makes it a PATCH of {@code url}. */
        public HttpRequest patch(String url) {
            return method("PATCH", url);
        }

        /** Makes it a DELETE of {@code url}. */
        public HttpRequest delete(String url) {
            return method("DELETE", url);
        }

        /** Makes it a HEAD of {@code url}. */
        public HttpRequest head(String url) {
            return method("HEAD", url);
        }

        /** Makes it an OPTIONS of {@code url}. */
        public HttpRequest options(String url) {
            return method("OPTIONS", url);
        }

        /** Makes it a request with any method, written in capitals. */
        public HttpRequest method(String method, String url) {
            return new HttpRequest(new Parts(name, given(method, "method"), given(url, "url"), location));
        }
    }
}

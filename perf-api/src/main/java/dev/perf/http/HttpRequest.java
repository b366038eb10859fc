package dev.perf.http;

import dev.perf.check.Check;
import dev.perf.check.Extractor;
import dev.perf.scenario.Request;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request: a step, and a value that a lambda step can send.
 *
 * <p>URL, header values, query values and bodies may hold {@code #{name}} templates, filled from the user's session.
 *
 * <p>A request fails when no whole response comes, when a check does not hold, when a value to save is not found, or
 * when the status is not 2xx or 3xx and no check asks for the status. It never ends the iteration.
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
        final String name;
        final String method;
        final String url;
        final SourceLocation location;
        List<Field> query = List.of();
        List<Field> headers = List.of();
        Body body = new Body.None();
        List<Check> checks = List.of();
        List<Save> saves = List.of();
        Map<String, String> tags = Map.of();

        @Nullable
        Duration timeout;

        @Nullable
        Integer maxRedirects;

        Parts(String name, String method, String url, SourceLocation location) {
            this.name = name;
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

    /** Adds a query parameter. */
    public HttpRequest queryParam(String name, String value) {
        return with(copy -> copy.query = plus(copy.query, List.of(new Field(name, value))));
    }

    /** Adds a header; it replaces one of the same name from the test's settings. */
    public HttpRequest header(String name, String value) {
        return with(copy -> copy.headers = plus(copy.headers, List.of(new Field(name, value))));
    }

    /** Sends {@code token} in the authorization header. */
    public HttpRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Sets a text as body, with its content type. */
    public HttpRequest body(String text, String contentType) {
        return with(copy -> copy.body = new Body.Text(text, contentType));
    }

    /**
     * Sets a JSON body. A {@link String} is JSON text already, and values put into its templates are inserted as they
     * are; anything else is written as JSON, and values put into templates inside its texts are escaped.
     */
    public HttpRequest json(Object value) {
        Body json = value instanceof String text ? new Body.Text(text, "application/json") : new Body.Json(value);
        return with(copy -> copy.body = json);
    }

    /** Sets form fields as body. */
    public HttpRequest form(Map<String, String> fields) {
        return with(copy -> copy.body = new Body.Form(fields));
    }

    /** Adds checks on the response. */
    public HttpRequest check(Check... more) {
        return with(copy -> copy.checks = plus(copy.checks, List.of(more)));
    }

    /** Saves a value of the response in the session, under {@code key}. */
    public HttpRequest save(String key, Extractor extractor) {
        return with(copy -> copy.saves = plus(copy.saves, List.of(new Save(key, extractor))));
    }

    /** Adds a tag to all samples of the request. */
    public HttpRequest tag(String key, String value) {
        return with(copy -> {
            var more = new LinkedHashMap<>(copy.tags);
            more.put(key, value);
            copy.tags = Collections.unmodifiableMap(more);
        });
    }

    /** Sets the limit of this request, connecting included, in place of the test's. */
    public HttpRequest timeout(Duration limit) {
        return with(copy -> copy.timeout = limit);
    }

    /** Sets how many redirects this request follows, in place of the test's. */
    public HttpRequest maxRedirects(int count) {
        return with(copy -> copy.maxRedirects = count);
    }

    @Override
    public String name() {
        return parts.name;
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

    /** Returns the checks. */
    public List<Check> checks() {
        return parts.checks;
    }

    /** Returns the values to save. */
    public List<Save> saves() {
        return parts.saves;
    }

    /** Returns the tags. */
    public Map<String, String> tags() {
        return parts.tags;
    }

    /** Returns the limit of this request, where it has its own. */
    public @Nullable Duration timeout() {
        return parts.timeout;
    }

    /** Returns how many redirects this request follows, where it has its own limit. */
    public @Nullable Integer maxRedirects() {
        return parts.maxRedirects;
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
            return new HttpRequest(new Parts(name == null ? method + " " + url : name, method, url, location));
        }
    }
}

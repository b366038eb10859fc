package dev.perf.http;

import dev.perf.check.Extractor;
import dev.perf.check.Source;
import java.util.List;

/**
 * The words of HTTP, to be imported statically.
 *
 * <pre>{@code
 *   http("login").post("/auth/login")
 *       .json(Map.of("username", "#{username}", "password", "#{password}"))
 *       .check(status().is(200))
 *       .save("token", jsonPath("$.token"))
 * }</pre>
 */
public final class Http {

    private Http() {}

    /** Begins a request that is measured under {@code name}. */
    public static HttpRequest.Start http(String name) {
        return new HttpRequest.Start(name);
    }

    /** Returns a GET that is measured under its method and URL template. */
    public static HttpRequest get(String url) {
        return new HttpRequest.Start(null).get(url);
    }

    /** Returns a POST that is measured under its method and URL template. */
    public static HttpRequest post(String url) {
        return new HttpRequest.Start(null).post(url);
    }

    /** Begins a rule that tries requests up to {@code times} times again. */
    public static Retry retry(int times) {
        return new Retry(times);
    }

    /** Returns the statuses from {@code from} to {@code to}, for {@code expectedStatus}. */
    public static ExpectedStatus range(int from, int to) {
        return new ExpectedStatus(List.of(new ExpectedStatus.Range(from, to)));
    }

    /** Takes the status code. */
    public static Extractor status() {
        return Extractor.of(new Source.Status());
    }

    /** Takes the first value of a header. */
    public static Extractor header(String name) {
        return Extractor.of(new Source.Header(name));
    }

    /** Takes the body as text. */
    public static Extractor body() {
        return Extractor.of(new Source.Body());
    }

    /** Takes what a JSONPath expression finds in the body, the first value where it finds several. */
    public static Extractor jsonPath(String expression) {
        return Extractor.of(new Source.JsonPath(expression));
    }

    /** Takes the first match of a regular expression in the body: its first group, or all of it without one. */
    public static Extractor regex(String pattern) {
        return Extractor.of(new Source.Regex(pattern));
    }

    /** Takes the service time of the request. */
    public static Extractor duration() {
        return Extractor.of(new Source.Elapsed());
    }
}

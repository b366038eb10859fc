package dev.perf.http;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.check.Extractor;
import dev.perf.check.RegexExtractor;
import dev.perf.check.Source;
import dev.perf.source.SourceLocation;
import java.nio.file.Path;
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
        return new HttpRequest.Start(given(name, "name"));
    }

    /** Returns a GET that is measured under its method and URL, as {@link UrlNames} says: {@code GET /products/{id}}. */
    public static HttpRequest get(String url) {
        return new HttpRequest.Start(null).get(url);
    }

    /** Returns a POST that is measured under its method and URL, as {@link UrlNames} says. */
    public static HttpRequest post(String url) {
        return new HttpRequest.Start(null).post(url);
    }

    /**
     * Returns a request that is measured under its method and URL, as {@link UrlNames} says.
     *
     * @param method any method, written in capitals
     */
    public static HttpRequest request(String method, String url) {
        return new HttpRequest.Start(null).method(given(method, "method"), given(url, "url"));
    }

    /**
     * Returns a step that gives the user a cookie, for the host of its base URL unless it gets a
     * {@linkplain CookieStep.Add#domain domain}.
     *
     * @param value may hold templates
     */
    public static CookieStep.Add addCookie(String name, String value) {
        return new CookieStep.Add(
                given(name, "name"), given(value, "value"), null, "/", false, null, SourceLocation.caller());
    }

    /** Returns a step that takes all cookies of that name from the user. */
    public static CookieStep removeCookie(String name) {
        return new CookieStep.Remove(given(name, "name"), SourceLocation.caller());
    }

    /** Returns a step that takes all cookies from the user. */
    public static CookieStep clearCookies() {
        return new CookieStep.Clear(SourceLocation.caller());
    }

    /** Returns a step that empties the user's cache, as that of a new visitor is. */
    public static ClearCache clearCache() {
        return new ClearCache(SourceLocation.caller());
    }

    /** Returns what a lambda step sends to read the user's cookies: {@code user.send(cookies()).get("sid")}. */
    public static CookieStep cookies() {
        return new CookieStep.Read(SourceLocation.caller());
    }

    /**
     * Returns a step that sends requests at the same time, up to 6 unless set, timed together as the group
     * {@code name}.
     */
    public static ParallelRequests parallel(String name, HttpRequest... requests) {
        return new ParallelRequests(
                given(name, "name"),
                allGiven(requests, "requests"),
                ParallelRequests.DEFAULT_AT_ONCE,
                SourceLocation.caller());
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

    /** Takes the values of a header, whose name is compared without case. */
    public static Extractor header(String name) {
        return Extractor.of(new Source.Header(given(name, "name")));
    }

    /** Takes the body as text. */
    public static Extractor body() {
        return Extractor.of(new Source.Body());
    }

    /** Takes a copy of the body as bytes, unpacked: a {@code byte[]}. */
    public static Extractor bodyBytes() {
        return Extractor.of(new Source.BodyBytes());
    }

    /** Takes the length of the body in bytes, unpacked, without keeping the body: a {@link Long}. */
    public static Extractor bodyLength() {
        return Extractor.of(new Source.BodyLength());
    }

    /**
     * Takes a checksum of the body, unpacked, without keeping the body: hexadecimal digits in lower case.
     *
     * @param algorithm {@code CRC32}, or a message digest of the JDK's such as {@code SHA-256}
     */
    public static Extractor checksum(String algorithm) {
        return Extractor.of(new Source.Checksum(given(algorithm, "algorithm")));
    }

    /** Takes the values that a JSONPath expression finds in the body. */
    public static Extractor jsonPath(String expression) {
        return Extractor.of(new Source.JsonPath(given(expression, "expression")));
    }

    /**
     * Takes the value that a JSON Pointer (RFC 6901) leads to in the body: {@code jsonPointer("/data/0/id")}.
     *
     * @param pointer empty for the whole document, or a {@code /} before each step; {@code ~1} stands for {@code /} and
     *     {@code ~0} for {@code ~}
     */
    public static Extractor jsonPointer(String pointer) {
        return Extractor.of(new Source.JsonPointer(given(pointer, "pointer")));
    }

    /**
     * Takes the texts of the elements that a CSS selector finds in the page, which may be HTML or XML. Needs
     * {@code org.jsoup:jsoup} on the class path, whose selectors these are.
     */
    public static Extractor css(String selector) {
        return Extractor.of(new Source.Css(given(selector, "selector"), null));
    }

    /**
     * Takes an attribute of the elements that a CSS selector finds: {@code css("a.next", "href")}. Elements without it
     * are left out. {@code abs:href} resolves it against the URL of the page. Needs {@code org.jsoup:jsoup} on the class
     * path.
     */
    public static Extractor css(String selector, String attribute) {
        return Extractor.of(new Source.Css(given(selector, "selector"), given(attribute, "attribute")));
    }

    /**
     * Takes what an XPath 1.0 expression finds in the page, which may be HTML or XML: the texts of elements, the values
     * of attributes, or what a function computes. Names are those of the page without a namespace prefix. Entities that a
     * document defines are never resolved. Needs {@code org.jsoup:jsoup} on the class path.
     */
    public static Extractor xpath(String expression) {
        return Extractor.of(new Source.XPath(given(expression, "expression")));
    }

    /**
     * Takes the forms that a CSS selector finds in the page: of each a {@link java.util.Map} of the fields that a browser
     * would send, hidden ones among them, by name, in the order of the page; fields of the same name are a
     * {@link java.util.List}. Needs {@code org.jsoup:jsoup} on the class path.
     */
    public static Extractor form(String selector) {
        return Extractor.of(new Source.Form(given(selector, "selector")));
    }

    /**
     * Takes what a regular expression matches in the body: its first group, or all of the match without one, unless
     * {@link RegexExtractor#group(int)} names another.
     */
    public static RegexExtractor regex(String pattern) {
        return new RegexExtractor(given(pattern, "pattern"));
    }

    /**
     * Takes what stands in the body between two texts, the shortest such piece: {@code between("token=\"", "\"")}.
     *
     * @param left what stands right before it
     * @param right what stands right after it
     */
    public static Extractor between(String left, String right) {
        return Extractor.of(new Source.Between(given(left, "left"), given(right, "right")));
    }

    /** Takes the URL that the response came from: the one that was asked, or the last one that redirects led to. */
    public static Extractor url() {
        return Extractor.of(new Source.Url());
    }

    /** Takes the value that the user's cookie of that name has after the response, for the URL that was asked. */
    public static Extractor cookie(String name) {
        return Extractor.of(new Source.Cookie(given(name, "name")));
    }

    /** Takes the service time of the request. */
    public static Extractor duration() {
        return Extractor.of(new Source.Elapsed());
    }

    /** Returns a body that is read from a stream while it is sent. */
    public static StreamedBody streamed(StreamedBody.Source source) {
        return StreamedBody.of(given(source, "source"));
    }

    /** Returns a field of a multipart form; name and value may hold templates. */
    public static Part part(String name, String value) {
        return Part.field(given(name, "name"), given(value, "value"));
    }

    /** Returns a file of a multipart form; the path may hold templates, and the file is read while it is sent. */
    public static Part filePart(String name, Path path) {
        return Part.file(given(name, "name"), given(path, "path"));
    }

    /** Returns a file of a multipart form whose content is given. */
    public static Part filePart(String name, String fileName, byte[] content) {
        return Part.file(
                given(name, "name"),
                given(fileName, "fileName"),
                given(content, "content").clone());
    }
}

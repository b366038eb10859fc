package dev.perf.http;

import dev.perf.check.Extractor;
import dev.perf.check.Source;
import java.nio.file.Path;

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
        return Extractor.of(new Source.Checksum(algorithm));
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

    /** Returns a body that is read from a stream while it is sent. */
    public static StreamedBody streamed(StreamedBody.Source source) {
        return StreamedBody.of(source);
    }

    /** Returns a field of a multipart form; name and value may hold templates. */
    public static Part part(String name, String value) {
        return Part.field(name, value);
    }

    /** Returns a file of a multipart form; the path may hold templates, and the file is read while it is sent. */
    public static Part filePart(String name, Path path) {
        return Part.file(name, path);
    }

    /** Returns a file of a multipart form whose content is given. */
    public static Part filePart(String name, String fileName, byte[] content) {
        return Part.file(name, fileName, content.clone());
    }
}

package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.extract.JsonPaths;
import dev.perf.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request that a lambda step sent.
 *
 * @param sent false where the request could not even be made, and the view still shows the response to the one before
 * @param random what chooses one of several values
 */
record UserResponse(
        ResponseView view, boolean sent, @Nullable String failure, RandomGenerator random) implements HttpResponse {

    @Override
    public boolean ok() {
        return failure == null;
    }

    @Override
    public int status() {
        return sent ? view.status() : 0;
    }

    @Override
    public @Nullable String header(String name) {
        return sent ? view.header(name) : null;
    }

    @Override
    public List<String> headers(String name) {
        return sent ? view.headers(name) : List.of();
    }

    @Override
    public String body() {
        return sent ? view.text() : "";
    }

    @Override
    public byte[] bodyBytes() {
        return sent ? view.bytes() : new byte[0];
    }

    @Override
    public @Nullable Object jsonPath(String expression) {
        return JsonPaths.find(JsonPaths.compile(expression), sent ? view.json() : null);
    }

    @Override
    public @Nullable Object extract(Extractor extractor) {
        return Extractions.take(extractor, Subject.RESPONSE, view, sent, random);
    }

    @Override
    public String url() {
        return sent ? view.url() : "";
    }

    @Override
    public Duration duration() {
        return sent ? view.duration() : Duration.ZERO;
    }
}

package dev.perf.engine.internal.http;

import dev.perf.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request that a lambda step sent.
 *
 * @param sent false where the request could not even be made, and the state still holds the response to the one before
 */
record UserResponse(
        HttpUserState state, boolean sent, @Nullable String failure) implements HttpResponse {

    @Override
    public boolean ok() {
        return failure == null;
    }

    @Override
    public int status() {
        return sent ? state.exchange.status() : 0;
    }

    @Override
    public @Nullable String header(String name) {
        return sent ? state.response.header(name) : null;
    }

    @Override
    public List<String> headers(String name) {
        return sent ? state.response.headers(name) : List.of();
    }

    @Override
    public String body() {
        return sent ? state.response.text() : "";
    }

    @Override
    public byte[] bodyBytes() {
        return sent ? state.response.bytes() : new byte[0];
    }

    @Override
    public @Nullable Object jsonPath(String expression) {
        return JsonPaths.find(JsonPaths.compile(expression), sent ? state.response.json() : null);
    }

    @Override
    public Duration duration() {
        return sent ? state.response.duration() : Duration.ZERO;
    }
}

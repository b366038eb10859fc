package dev.perf.engine.internal.http;

import dev.perf.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The response to a request that a lambda step sent. */
record UserResponse(HttpUserState state, @Nullable String failure) implements HttpResponse {

    @Override
    public boolean ok() {
        return failure == null;
    }

    @Override
    public int status() {
        return state.exchange.status();
    }

    @Override
    public @Nullable String header(String name) {
        return state.response.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return state.response.headers(name);
    }

    @Override
    public String body() {
        return state.response.text();
    }

    @Override
    public @Nullable Object jsonPath(String expression) {
        return JsonPaths.find(JsonPaths.compile(expression), state.response.json());
    }

    @Override
    public Duration duration() {
        return state.response.duration();
    }
}

package dev.perf.websocket;

import static dev.perf.source.Given.given;

import dev.perf.check.OnFail;
import dev.perf.source.SourceLocation;
import dev.perf.stream.Expectation;
import java.time.Duration;
import java.util.List;

/**
 * A socket by name. Its methods make steps that work on the socket that the user has under the name at that moment; a
 * step that finds none open fails with the error kind {@code request}.
 *
 * <p>A socket lives until it is closed, the server ends it, or the user ends, which closes it with code 1000. What the
 * server sends meanwhile is buffered, for {@link #await()} to be found.
 */
public final class WebSocket {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String name;

    WebSocket(String name) {
        this.name = name;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /**
     * Opens the socket. One that the user has open under the name already is closed first, without waiting.
     *
     * <p>The handshake carries the headers of the test's HTTP settings and the user's cookies.
     *
     * @param url absolute, with {@code ws}, {@code wss}, {@code http} or {@code https}, or beginning with {@code /} and
     *     put behind the base URL; may hold templates
     */
    public WebSocketStep.Connect connect(String url) {
        return new WebSocketStep.Connect(
                name,
                "connect " + name,
                given(url, "url"),
                List.of(),
                List.of(),
                null,
                WebSocketStep.Connect.DEFAULT_BUFFERED,
                OnFail.GO_ON,
                SourceLocation.caller());
    }

    /**
     * Sends a text message, and waits until it is written, up to 10 s.
     *
     * @param text may hold templates, whose values are inserted as they are
     */
    public WebSocketStep.Send send(String text) {
        return new WebSocketStep.Send(
                name,
                "send " + name,
                new WebSocketStep.Content.Text(given(text, "text")),
                TIMEOUT,
                SourceLocation.caller());
    }

    /** Sends a binary message, and waits until it is written, up to 10 s. */
    public WebSocketStep.Send send(byte[] bytes) {
        return new WebSocketStep.Send(
                name,
                "send " + name,
                new WebSocketStep.Content.Binary(given(bytes, "bytes")),
                TIMEOUT,
                SourceLocation.caller());
    }

    /**
     * Waits for a message: the oldest one, among those buffered and those that come within 10 s, that
     * {@linkplain WebSocketStep.Await#matching matches}. It is taken from the buffer; the others stay there.
     */
    public WebSocketStep.Await await() {
        return new WebSocketStep.Await(name, "await " + name, Expectation.ANYTHING, SourceLocation.caller());
    }

    /** Sends a ping and waits for its pong, up to 10 s. */
    public WebSocketStep.Ping ping() {
        return new WebSocketStep.Ping(name, "ping " + name, TIMEOUT, SourceLocation.caller());
    }

    /** Closes the socket with code 1000, and waits for the server to close it too, up to 10 s. */
    public WebSocketStep.Close close() {
        return close(1000, "");
    }

    /**
     * Closes the socket, and waits for the server to close it too, up to 10 s.
     *
     * @param code 1000, or 3000 to 4999
     * @param reason at most 123 bytes in UTF-8
     */
    public WebSocketStep.Close close(int code, String reason) {
        return new WebSocketStep.Close(
                name, "close " + name, code, given(reason, "reason"), TIMEOUT, SourceLocation.caller());
    }

    @Override
    public String toString() {
        return "webSocket(" + name + ")";
    }
}

package dev.perf.websocket;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.check.OnFail;
import dev.perf.http.Field;
import dev.perf.scenario.Request;
import dev.perf.source.SourceLocation;
import dev.perf.stream.AwaitingStep;
import dev.perf.stream.Expectation;
import dev.perf.stream.StreamResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step on a socket of the user. Immutable: each method returns a new value.
 *
 * <p>{@link Connect} and {@link Await} are counted as requests, with response and service time. A step that fails is
 * an error, and fails the iteration, which goes on.
 *
 * @param <R> what a lambda step gets back
 */
public sealed interface WebSocketStep<R extends StreamResult> extends Request<R> {

    /** Returns the name of the socket. */
    String socket();

    /**
     * Opens a socket.
     *
     * @param socket name of the socket
     * @param name what it is measured under
     * @param url template of the URL
     * @param headers headers of the handshake, besides those of the test
     * @param subprotocols what the user would like to speak, best first
     * @param timeout limit of connecting and handshake; null for the request timeout of the test
     * @param buffered how many messages are kept until they are awaited
     * @param onFail what ends where it cannot be opened
     * @param location where it was written
     */
    record Connect(
            String socket,
            String name,
            String url,
            List<Field> headers,
            List<String> subprotocols,
            @Nullable Duration timeout,
            int buffered,
            OnFail onFail,
            SourceLocation location)
            implements WebSocketStep<StreamResult> {

        /** How many messages are kept unless set. */
        public static final int DEFAULT_BUFFERED = 256;

        public Connect {
            headers = List.copyOf(headers);
            subprotocols = List.copyOf(subprotocols);
        }

        /** Measures it under another name; {@code connect} and the socket's name unless set. */
        public Connect named(String other) {
            return new Connect(
                    socket, given(other, "other"), url, headers, subprotocols, timeout, buffered, onFail, location);
        }

        /** Adds a header; its value may hold templates. It replaces one of the same name from the test's settings. */
        public Connect header(String header, String value) {
            return new Connect(
                    socket,
                    name,
                    url,
                    Stream.concat(
                                    headers.stream(),
                                    Stream.of(new Field(given(header, "header"), given(value, "value"))))
                            .toList(),
                    subprotocols,
                    timeout,
                    buffered,
                    onFail,
                    location);
        }

        /** Sets the subprotocols to ask for, best first. */
        public Connect subprotocol(String... names) {
            return new Connect(
                    socket, name, url, headers, allGiven(names, "names"), timeout, buffered, onFail, location);
        }

        /** Sets the limit of connecting and handshake together; the request timeout of the test unless set. */
        public Connect timeout(Duration limit) {
            return new Connect(
                    socket, name, url, headers, subprotocols, given(limit, "limit"), buffered, onFail, location);
        }

        /**
         * Sets how many messages are kept until they are awaited; 256 unless set. When more come, the oldest are
         * dropped and counted as {@code ws_msgs_dropped}.
         */
        public Connect buffer(int messages) {
            return new Connect(socket, name, url, headers, subprotocols, timeout, messages, onFail, location);
        }

        /**
         * Ends the iteration where the socket cannot be opened: the steps after this one are left out. In a lambda step
         * the iteration ends when the lambda returns, and in a try only the try. Unless set, the iteration goes on.
         */
        public Connect exitIterationOnFail() {
            return new Connect(
                    socket, name, url, headers, subprotocols, timeout, buffered, OnFail.EXIT_ITERATION, location);
        }

        /** Ends the life of the user where the socket cannot be opened. */
        public Connect exitUserOnFail() {
            return new Connect(socket, name, url, headers, subprotocols, timeout, buffered, OnFail.EXIT_USER, location);
        }
    }

    /** What is sent. */
    sealed interface Content {
        /** A text message, a template. */
        record Text(String text) implements Content {}

        /** A binary message. */
        final class Binary implements Content {
            private final byte[] bytes;

            Binary(byte[] bytes) {
                this.bytes = bytes.clone();
            }

            /** Returns a copy of the message. */
            public byte[] bytes() {
                return bytes.clone();
            }
        }
    }

    /**
     * Sends a message.
     *
     * @param socket name of the socket
     * @param name what its errors are shown under
     * @param content the message
     * @param timeout how long writing may take
     * @param location where it was written
     */
    record Send(String socket, String name, Content content, Duration timeout, SourceLocation location)
            implements WebSocketStep<StreamResult> {

        /** Shows it under another name; {@code send} and the socket's name unless set. */
        public Send named(String other) {
            return new Send(socket, given(other, "other"), content, timeout, location);
        }

        /** Sets how long writing may take; 10 s unless set. */
        public Send timeout(Duration limit) {
            return new Send(socket, name, content, given(limit, "limit"), location);
        }
    }

    /**
     * Waits for a message.
     *
     * @param socket name of the socket
     * @param name what it is measured under
     * @param expected what is expected of the message
     * @param location where it was written
     */
    record Await(String socket, String name, Expectation expected, SourceLocation location)
            implements WebSocketStep<WebSocketMessage>, AwaitingStep<Await> {

        /** Measures it under another name; {@code await} and the socket's name unless set. */
        public Await named(String other) {
            return new Await(socket, given(other, "other"), expected, location);
        }

        @Override
        public Await expecting(Expectation other) {
            return new Await(socket, name, given(other, "other"), location);
        }
    }

    /**
     * Sends a ping and waits for its pong.
     *
     * @param socket name of the socket
     * @param name what it is measured under
     * @param timeout how long to wait
     * @param location where it was written
     */
    record Ping(String socket, String name, Duration timeout, SourceLocation location)
            implements WebSocketStep<StreamResult> {

        /** Measures it under another name; {@code ping} and the socket's name unless set. */
        public Ping named(String other) {
            return new Ping(socket, given(other, "other"), timeout, location);
        }

        /** Sets how long to wait; 10 s unless set. */
        public Ping timeout(Duration limit) {
            return new Ping(socket, name, given(limit, "limit"), location);
        }
    }

    /**
     * Closes a socket.
     *
     * @param socket name of the socket
     * @param name what its errors are shown under
     * @param code the status code sent
     * @param reason the reason sent
     * @param timeout how long to wait for the server to close it too
     * @param location where it was written
     */
    record Close(String socket, String name, int code, String reason, Duration timeout, SourceLocation location)
            implements WebSocketStep<StreamResult> {

        /** Shows it under another name; {@code close} and the socket's name unless set. */
        public Close named(String other) {
            return new Close(socket, given(other, "other"), code, reason, timeout, location);
        }

        /** Sets how long to wait for the server; 10 s unless set. */
        public Close timeout(Duration limit) {
            return new Close(socket, name, code, reason, given(limit, "limit"), location);
        }
    }
}

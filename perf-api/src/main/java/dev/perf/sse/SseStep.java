package dev.perf.sse;

import static dev.perf.source.Given.given;

import dev.perf.check.OnFail;
import dev.perf.http.Body;
import dev.perf.http.Field;
import dev.perf.http.Http;
import dev.perf.http.HttpRequest;
import dev.perf.scenario.Request;
import dev.perf.source.SourceLocation;
import dev.perf.stream.AwaitingStep;
import dev.perf.stream.Expectation;
import dev.perf.stream.StreamResult;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A step on a stream of events of the user. Immutable: each method returns a new value.
 *
 * <p>{@link Connect} and {@link Await} are counted as requests, with response and service time. A step that fails is
 * an error, and fails the iteration, which goes on.
 *
 * @param <R> what a lambda step gets back
 */
public sealed interface SseStep<R extends StreamResult> extends Request<R> {

    /** Returns the name of the stream. */
    String stream();

    /**
     * Opens a stream.
     *
     * @param stream name of the stream
     * @param name what it is measured under
     * @param request method, URL, headers and body of the request
     * @param resumes whether it goes on where the user's stream of that name was
     * @param timeout limit until the head of the response; null for the request timeout of the test
     * @param buffered how many events are kept until they are awaited
     * @param onFail what ends where it cannot be opened
     * @param location where it was written
     */
    record Connect(
            String stream,
            String name,
            HttpRequest request,
            boolean resumes,
            @Nullable Duration timeout,
            int buffered,
            OnFail onFail,
            SourceLocation location)
            implements SseStep<StreamResult> {

        /** How many events are kept unless set. */
        public static final int DEFAULT_BUFFERED = 256;

        /** Measures it under another name; {@code connect} and the stream's name unless set. */
        public Connect named(String other) {
            return new Connect(stream, given(other, "other"), request, resumes, timeout, buffered, onFail, location);
        }

        /** Adds a header; its value may hold templates. It replaces one of the same name from the test's settings. */
        public Connect header(String header, String value) {
            return with(asked -> asked.header(given(header, "header"), given(value, "value")));
        }

        /** Sends {@code token}, which may hold templates, in the authorization header. */
        public Connect bearer(String token) {
            return header("Authorization", "Bearer " + given(token, "token"));
        }

        /** Makes it a POST with a JSON body, as APIs of language models want it; see {@link HttpRequest#json}. */
        public Connect json(Object value) {
            return posting(post -> post.json(given(value, "value")));
        }

        /** Makes it a POST with a text as body, which may hold templates. */
        public Connect body(String text, String contentType) {
            return posting(post -> post.body(given(text, "text"), given(contentType, "contentType")));
        }

        /** Sends {@code id}, which may hold templates, as the {@code Last-Event-ID}. */
        public Connect lastEventId(String id) {
            return header("Last-Event-ID", given(id, "id"));
        }

        /**
         * Goes on where the user's stream of that name was, as browsers do: sends the id of its last event, if it had
         * one, as {@code Last-Event-ID}, after waiting for as long as the server has asked for with {@code retry},
         * if it has. The first time, it connects as it would without. The wait is a pause, and not counted as time of
         * the step.
         */
        public Connect resuming() {
            return new Connect(stream, name, request, true, timeout, buffered, onFail, location);
        }

        /** Sets the limit until the head of the response has come; the request timeout of the test unless set. */
        public Connect timeout(Duration limit) {
            return new Connect(stream, name, request, resumes, given(limit, "limit"), buffered, onFail, location);
        }

        /**
         * Sets how many events are kept until they are awaited; 256 unless set. When more come, the oldest are dropped
         * and counted as {@code sse_events_dropped}.
         */
        public Connect buffer(int events) {
            return new Connect(stream, name, request, resumes, timeout, events, onFail, location);
        }

        /**
         * Ends the iteration where the stream cannot be opened: the steps after this one are left out. In a lambda step
         * the iteration ends when the lambda returns, and in a try only the try. Unless set, the iteration goes on.
         */
        public Connect exitIterationOnFail() {
            return new Connect(stream, name, request, resumes, timeout, buffered, OnFail.EXIT_ITERATION, location);
        }

        /** Ends the life of the user where the stream cannot be opened. */
        public Connect exitUserOnFail() {
            return new Connect(stream, name, request, resumes, timeout, buffered, OnFail.EXIT_USER, location);
        }

        private Connect with(UnaryOperator<HttpRequest> change) {
            return new Connect(stream, name, change.apply(request), resumes, timeout, buffered, onFail, location);
        }

        private Connect posting(UnaryOperator<HttpRequest> body) {
            return with(asked -> {
                HttpRequest post = asked.body() instanceof Body.None
                        ? Http.http(asked.name()).post(asked.url())
                        : asked;
                for (Field header : asked.body() instanceof Body.None ? asked.headers() : List.<Field>of()) {
                    post = post.header(header.name(), header.value());
                }
                return body.apply(post);
            });
        }
    }

    /**
     * Waits for an event.
     *
     * @param stream name of the stream
     * @param name what it is measured under
     * @param expected what is expected of the event
     * @param location where it was written
     */
    record Await(String stream, String name, Expectation expected, SourceLocation location)
            implements SseStep<ServerSentEvent>, AwaitingStep<Await> {

        /** Measures it under another name; {@code await} and the stream's name unless set. */
        public Await named(String other) {
            return new Await(stream, given(other, "other"), expected, location);
        }

        @Override
        public Await expecting(Expectation other) {
            return new Await(stream, name, given(other, "other"), location);
        }
    }

    /**
     * Closes a stream.
     *
     * @param stream name of the stream
     * @param name what its errors are shown under
     * @param location where it was written
     */
    record Close(String stream, String name, SourceLocation location) implements SseStep<StreamResult> {

        /** Shows it under another name; {@code close} and the stream's name unless set. */
        public Close named(String other) {
            return new Close(stream, given(other, "other"), location);
        }
    }
}

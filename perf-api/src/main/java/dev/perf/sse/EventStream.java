package dev.perf.sse;

import dev.perf.check.OnFail;
import dev.perf.http.Http;
import dev.perf.source.SourceLocation;
import dev.perf.stream.Expectation;

/**
 * A stream of events by name. Its methods make steps that work on the stream that the user has under the name at that
 * moment; a step that finds none open fails with the error kind {@code request}.
 *
 * <p>A stream lives until it is closed, the server ends it, or the user ends. What the server sends meanwhile is
 * buffered, for {@link #await()} to be found. One that has ended stays so until a step connects again: nothing
 * reconnects by itself, for a load test wants to know of each connection that was lost. See
 * {@link SseStep.Connect#resuming()}.
 */
public final class EventStream {

    private final String name;

    EventStream(String name) {
        this.name = name;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /**
     * Opens the stream: a GET with {@code Accept: text/event-stream}, or a POST where it has a body. One that the user
     * has open under the name already is closed first.
     *
     * <p>The request carries the headers of the test's HTTP settings and the user's cookies. The step ends when the
     * head of the response has come, and fails unless its status is 200 and its content type
     * {@code text/event-stream}.
     *
     * @param url absolute, with {@code http} or {@code https}, or beginning with {@code /} and put behind the base URL;
     *     may hold templates
     */
    public SseStep.Connect connect(String url) {
        String step = "connect " + name;
        return new SseStep.Connect(
                name,
                step,
                Http.http(step).get(url),
                false,
                null,
                SseStep.Connect.DEFAULT_BUFFERED,
                OnFail.GO_ON,
                SourceLocation.caller());
    }

    /**
     * Waits for an event: the oldest one, among those buffered and those that come within 10 s, that
     * {@linkplain SseStep.Await#matching matches}. It is taken from the buffer; the others stay there.
     *
     * <p>The step is timed from its beginning until the event came; one that was there already takes no time. From the
     * request until the first event, {@code sse_first_event} is measured.
     */
    public SseStep.Await await() {
        return new SseStep.Await(name, "await " + name, Expectation.ANYTHING, SourceLocation.caller());
    }

    /** Closes the stream, by closing the connection. */
    public SseStep.Close close() {
        return new SseStep.Close(name, "close " + name, SourceLocation.caller());
    }

    @Override
    public String toString() {
        return "sse(" + name + ")";
    }
}

package dev.perf.sse;

import static dev.perf.source.Given.given;

import dev.perf.check.Extractor;
import dev.perf.check.Source;

/**
 * The words of server-sent events, to be imported statically.
 *
 * <pre>{@code
 *   EventStream prices = sse("prices");
 *
 *   scenario("watcher").exec(
 *       prices.connect("/api/prices"),
 *       prices.await().named("first price"),
 *       prices.await().named("cheap").matching(event().is("price"), jsonPath("$.cents").lessThan(1000)),
 *       prices.close())
 * }</pre>
 *
 * <p>The data of an event is judged with the words of {@link dev.perf.http.Http} for bodies, such as {@code body()} and
 * {@code jsonPath(...)}.
 */
public final class Sse {

    private Sse() {}

    /**
     * Names a stream of events. Each user has one of its own under that name; streams of different names are open side
     * by side.
     *
     * @param name shown in steps' names and in messages
     */
    public static EventStream sse(String name) {
        return new EventStream(given(name, "name"));
    }

    /** Takes the name of the event; {@code message} where the server gave it none. */
    public static Extractor event() {
        return Extractor.of(new Source.EventName());
    }

    /** Takes the last event id: that of the event, or of the latest before it that had one; empty for none. */
    public static Extractor eventId() {
        return Extractor.of(new Source.EventId());
    }
}

package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.extract.JsonPaths;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.http.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A message for checks and values to save, decoded and parsed at most once, and only when asked for. Belongs to its
 * user, who shows one message after the other in it.
 */
public final class MessageView {

    /** Where a view of an event has its name and id. */
    static final String EVENT = "event";

    static final String ID = "id";

    private final ResponseView view;

    /** Creates a view, of no message yet. */
    public MessageView(Clock clock) {
        view = new ResponseView(new Exchange(), Integer.MAX_VALUE, new CookieJar(clock), new Journey());
    }

    /**
     * Shows a message in place of the one before.
     *
     * @param bytes the message, a text in UTF-8; not to be written to
     * @param event name of the event; null where it is none
     * @param id id of the event; null where it is none
     * @param duration how long it was waited for
     */
    public MessageView show(byte[] bytes, @Nullable String event, @Nullable String id, Duration duration) {
        List<Field> fields =
                event == null || id == null ? List.of() : List.of(new Field(EVENT, event), new Field(ID, id));
        view.show(new StoredResponse(0, fields, bytes, true, StandardCharsets.UTF_8), duration);
        return this;
    }

    ResponseView view() {
        return view;
    }

    /**
     * Returns what a JSONPath expression finds in the message, or null.
     *
     * @throws IllegalArgumentException if the expression is malformed
     */
    public @Nullable Object jsonPath(String expression) {
        return JsonPaths.find(JsonPaths.compile(expression), view.json());
    }

    /**
     * Returns what {@code extractor} takes from the message, or null.
     *
     * @param there whether there is a message at all
     * @param random what chooses one of several values
     * @throws IllegalArgumentException if it is malformed, or a message has no such thing
     */
    public @Nullable Object extract(Extractor extractor, Subject subject, boolean there, RandomGenerator random) {
        return Extractions.take(extractor, subject, view, there, random);
    }
}

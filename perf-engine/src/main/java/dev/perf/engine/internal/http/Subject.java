package dev.perf.engine.internal.http;

import dev.perf.check.Source;
import org.jspecify.annotations.Nullable;

/** What is judged, and which sources of values it has. */
public enum Subject {
    /** A response to a request. */
    RESPONSE("a response"),
    /** A message, which has a body. */
    MESSAGE("a message"),
    /** An event, which has a name and an id besides. */
    EVENT("an event");

    private final String noun;

    Subject(String noun) {
        this.noun = noun;
    }

    /** Returns why it has no such source, or null where it has. */
    @Nullable
    String mistake(Source source) {
        boolean has = switch (source) {
            case Source.Status ignored -> this == RESPONSE;
            case Source.Header ignored -> this == RESPONSE;
            case Source.Cookie ignored -> this == RESPONSE;
            case Source.Url ignored -> this == RESPONSE;
            case Source.EventName ignored -> this == EVENT;
            case Source.EventId ignored -> this == EVENT;
            case Source.Body ignored -> true;
            case Source.BodyBytes ignored -> true;
            case Source.BodyLength ignored -> true;
            case Source.Checksum ignored -> true;
            case Source.JsonPath ignored -> true;
            case Source.JsonPointer ignored -> true;
            case Source.Regex ignored -> true;
            case Source.Between ignored -> true;
            case Source.Css ignored -> true;
            case Source.XPath ignored -> true;
            case Source.Form ignored -> true;
            case Source.Elapsed ignored -> true;
        };
        if (has) {
            return null;
        }
        return this == RESPONSE
                ? "a response has no " + source + "; only events of sse(...) have"
                : noun + " has no " + source + "; take " + (this == EVENT ? "event(), eventId(), " : "")
                        + "duration(), or body() and what is found in it";
    }
}

package dev.perf.engine.internal.sse;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.engine.internal.stream.StreamState;
import java.util.HashMap;
import java.util.Map;

/** The event streams of a user, and where those go on that have ended. */
final class SseState extends StreamState<OpenEvents> {

    private final Map<String, Resumption> resumptions = new HashMap<>(4);

    SseState(Clock clock) {
        super(StreamKind.EVENTS, clock);
    }

    /** Returns the state of {@code user}. */
    static SseState of(VirtualUser user) {
        SseState state = (SseState) user.state(StreamKind.EVENTS.index());
        state.belongsTo(user);
        return state;
    }

    /** Returns where the stream of that name goes on. */
    Resumption resumption(String stream) {
        return resumptions.computeIfAbsent(stream, name -> new Resumption());
    }

    /** Forgets where the stream of that name was. */
    Resumption startOver(String stream) {
        var fresh = new Resumption();
        resumptions.put(stream, fresh);
        return fresh;
    }
}

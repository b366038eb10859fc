package dev.perf.engine.internal.sse;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.engine.internal.stream.StreamState;
import dev.perf.scenario.Session;
import java.util.HashMap;
import java.util.Map;

/** The event streams of a user, and where those go on that have ended. */
final class SseState extends StreamState<OpenEvents> {

    private final Map<String, Resumption> resumptions = new HashMap<>(4);

    SseState(Clock clock) {
        super(StreamKind.EVENTS, clock);
    }

    @Override
    public Protocol.UserState newLane(boolean first, Session session) {
        return new SseState(clock());
    }

    /** Returns the state of {@code user}. */
    static SseState of(VirtualUser user) {
        SseState state = (SseState) user.state(StreamKind.EVENTS.index());
        state.belongsTo(user);
        return state;
    }

    /** Returns how long the server wants one to wait before the stream of that name goes on, in milliseconds. */
    long retryMillis(String stream) {
        Resumption past = resumptions.get(stream);
        return past == null ? 0 : past.retryMillis();
    }

    /** Returns where a stream begins that goes on where the one of that name was. */
    Resumption goOn(String stream) {
        Resumption past = resumptions.get(stream);
        return keep(stream, past == null ? new Resumption() : new Resumption(past));
    }

    /** Returns where a stream begins that has no past. */
    Resumption startOver(String stream) {
        return keep(stream, new Resumption());
    }

    private Resumption keep(String stream, Resumption resumption) {
        resumptions.put(stream, resumption);
        return resumption;
    }
}

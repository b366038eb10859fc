package dev.perf.engine.internal.websocket;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.engine.internal.stream.StreamState;
import dev.perf.scenario.Session;

/** The sockets of a user. */
final class SocketState extends StreamState<OpenSocket> {

    SocketState(Clock clock) {
        super(StreamKind.SOCKET, clock);
    }

    @Override
    public Protocol.UserState newLane(boolean first, Session session) {
        return new SocketState(clock());
    }

    /** Returns the state of {@code user}. */
    static SocketState of(VirtualUser user) {
        SocketState state = (SocketState) user.state(StreamKind.SOCKET.index());
        state.belongsTo(user);
        return state;
    }
}

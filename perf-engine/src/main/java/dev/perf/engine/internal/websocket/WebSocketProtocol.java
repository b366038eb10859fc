package dev.perf.engine.internal.websocket;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.HttpProtocol;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.stream.Awaiting;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import dev.perf.websocket.WebSocketMessage;
import dev.perf.websocket.WebSocketStep;
import org.jspecify.annotations.Nullable;

/** WebSocket for one run, with URLs, headers, cookies, TLS and proxy as HTTP has them. */
public final class WebSocketProtocol implements Protocol {

    private final HttpProtocol http;
    private final Clock clock;

    /** Makes nothing yet. */
    public WebSocketProtocol(HttpProtocol http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public @Nullable CompiledRequest<?> compile(Request<?> request, CompileContext context) {
        return switch (request) {
            case WebSocketStep.Connect connect -> ConnectNode.compile(connect, http, context);
            case WebSocketStep.Send send -> SendNode.compile(send, context);
            case WebSocketStep.Await await -> await(await, context);
            case WebSocketStep.Ping ping -> PingNode.compile(ping, context);
            case WebSocketStep.Close close -> CloseNode.compile(close, context);
            default -> null;
        };
    }

    private CompiledRequest<WebSocketMessage> await(WebSocketStep.Await step, CompileContext context) {
        var awaiting = new Awaiting(
                StreamKind.SOCKET, step.socket(), step.name(), step.expected(), step.location(), http.masks(), context);
        return user -> awaiting.await(user, SocketState.of(user));
    }

    @Override
    public UserState newUserState(boolean lasting, Session session) {
        return new SocketState(clock);
    }

    /** The client is HTTP's. */
    @Override
    public void close() {}
}

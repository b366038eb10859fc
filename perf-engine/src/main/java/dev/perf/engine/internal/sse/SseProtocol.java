package dev.perf.engine.internal.sse;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.HttpProtocol;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.stream.Awaiting;
import dev.perf.engine.internal.stream.Closing;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import dev.perf.sse.ServerSentEvent;
import dev.perf.sse.SseStep;
import dev.perf.stream.StreamResult;
import org.jspecify.annotations.Nullable;

/** Server-sent events for one run, with URLs, headers, cookies, TLS and proxy as HTTP has them. */
public final class SseProtocol implements Protocol {

    private final HttpProtocol http;
    private final Clock clock;

    /** Makes nothing yet. */
    public SseProtocol(HttpProtocol http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public @Nullable CompiledRequest<?> compile(Request<?> request, CompileContext context) {
        return switch (request) {
            case SseStep.Connect connect -> ConnectNode.compile(connect, http, context);
            case SseStep.Await await -> await(await, context);
            case SseStep.Close close -> close(close, context);
            default -> null;
        };
    }

    private CompiledRequest<ServerSentEvent> await(SseStep.Await step, CompileContext context) {
        var awaiting = new Awaiting(
                StreamKind.EVENTS, step.stream(), step.name(), step.expected(), step.location(), http.masks(), context);
        return user -> awaiting.await(user, SseState.of(user));
    }

    private static CompiledRequest<StreamResult> close(SseStep.Close step, CompileContext context) {
        context.needs(StreamKind.EVENTS.called(step.stream()), step.location());
        var closing = new Closing(step.stream(), step.name());
        return user -> closing.close(user, SseState.of(user), open -> null);
    }

    @Override
    public UserState newUserState(boolean lasting, Session session) {
        return new SseState(clock);
    }

    /** The client is HTTP's. */
    @Override
    public void close() {}
}

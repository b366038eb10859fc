package dev.perf.engine.internal.websocket;

import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.stream.Connecting;
import dev.perf.engine.internal.stream.StepResult;
import dev.perf.engine.internal.stream.StreamException;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.engine.internal.trace.TracedBody;
import dev.perf.engine.internal.trace.TracedMessage;
import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import dev.perf.stream.StreamResult;
import dev.perf.websocket.WebSocketStep;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message. It is no request by itself: the wait for its answer is, which counts from here. So the moment at
 * which the next step is meant to begin stays where it was.
 */
final class SendNode implements CompiledRequest<StreamResult> {

    @FunctionalInterface
    private interface Payload {
        /** Sends it, and tells the trace of it before, where there is one. */
        void send(OpenSocket socket, Session session, @Nullable Trace trace, long timeoutNanos)
                throws StreamException, InterruptedException;
    }

    private final WebSocketStep.Send step;
    private final Payload payload;
    private final long timeoutNanos;

    private SendNode(WebSocketStep.Send step, Payload payload, long timeoutNanos) {
        this.step = step;
        this.payload = payload;
        this.timeoutNanos = timeoutNanos;
    }

    /** Compiles {@code step}; mistakes go to the context. */
    static SendNode compile(WebSocketStep.Send step, CompileContext context) {
        context.needs(StreamKind.SOCKET.called(step.socket()), step.location());
        Payload payload = switch (step.content()) {
            case WebSocketStep.Content.Text text -> {
                Template template = context.template(text.text(), step.location());
                yield (socket, session, trace, timeout) -> {
                    String filled = template.fill(session);
                    if (trace != null) {
                        tell(trace, "text message", TracedBody.of(filled));
                    }
                    socket.sendText(filled, timeout);
                };
            }
            case WebSocketStep.Content.Binary binary -> {
                byte[] bytes = binary.bytes();
                yield (socket, session, trace, timeout) -> {
                    if (trace != null) {
                        tell(trace, "binary message", TracedBody.of(bytes, StandardCharsets.UTF_8));
                    }
                    socket.sendBinary(bytes, timeout);
                };
            }
        };
        return new SendNode(step, payload, Connecting.nanos(step.timeout(), step.location(), context));
    }

    private static void tell(Trace trace, String what, TracedBody body) {
        trace.sent(new TracedMessage(what, List.of(), body));
    }

    @Override
    public StreamResult send(VirtualUser user) throws InterruptedException {
        user.samples().requestSent();
        long start = user.clock().nanos();
        SocketState state = SocketState.of(user);
        String failure = null;
        try {
            OpenSocket socket = state.require(step.socket());
            payload.send(socket, user.session(), user.trace(), timeoutNanos);
            socket.sent(start, user.intendedNanos());
        } catch (StreamException failed) {
            failure = state.failed(user, step.socket(), step.name(), failed);
        } catch (MissingValueException missing) {
            failure = state.failed(user, step.socket(), step.name(), StreamException.unsendable(missing));
        }
        return StepResult.of(failure, user.clock().nanos() - start);
    }
}

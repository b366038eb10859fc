package dev.perf.engine.internal.websocket;

import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.stream.Closing;
import dev.perf.engine.internal.stream.Connecting;
import dev.perf.engine.internal.stream.Ending;
import dev.perf.engine.internal.stream.StreamException;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.stream.StreamResult;
import dev.perf.text.DurationText;
import dev.perf.websocket.WebSocketStep;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Closes a socket, and waits for the server to do so too. */
final class CloseNode implements CompiledRequest<StreamResult> {

    /** RFC 6455, 5.5: a control frame holds 125 bytes, of which the code takes two. */
    private static final int MAX_REASON_BYTES = 123;

    private final WebSocketStep.Close step;
    private final Closing closing;
    private final long timeoutNanos;

    private CloseNode(WebSocketStep.Close step, long timeoutNanos) {
        this.step = step;
        this.closing = new Closing(step.socket(), step.name());
        this.timeoutNanos = timeoutNanos;
    }

    /** Compiles {@code step}; mistakes go to the context. */
    static CloseNode compile(WebSocketStep.Close step, CompileContext context) {
        context.needs(StreamKind.SOCKET.called(step.socket()), step.location());
        int code = step.code();
        if (code != WebSocket.NORMAL_CLOSURE && (code < 3000 || code > 4999)) {
            context.problem(step.location(), "close code must be 1000, or from 3000 to 4999, got " + code);
        }
        int length = step.reason().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_REASON_BYTES) {
            context.problem(
                    step.location(), "reason must be at most " + MAX_REASON_BYTES + " bytes in UTF-8, got " + length);
        }
        return new CloseNode(step, Connecting.nanos(step.timeout(), step.location(), context));
    }

    @Override
    public StreamResult send(VirtualUser user) throws InterruptedException {
        return closing.close(
                user, SocketState.of(user), socket -> close(socket, user.clock().nanos() + timeoutNanos));
    }

    private @Nullable StreamException close(OpenSocket socket, long deadline) throws InterruptedException {
        try {
            socket.sendClose(step.code(), step.reason(), timeoutNanos);
        } catch (StreamException failed) {
            return failed;
        }
        Ending ending = socket.inbox().awaitEnding(deadline);
        if (ending == null) {
            return new StreamException(
                    ErrorKind.TIMEOUT.tag(),
                    socket.said("not closed by the server within " + DurationText.of(step.timeout())));
        }
        return ending.way() == Ending.Way.BROKEN ? ending.failure() : null;
    }
}

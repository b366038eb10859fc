package dev.perf.engine.internal.websocket;

import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.SeriesByPhase;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.stream.Connecting;
import dev.perf.engine.internal.stream.Ending;
import dev.perf.engine.internal.stream.StepResult;
import dev.perf.engine.internal.stream.StreamException;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.stream.StreamResult;
import dev.perf.text.DurationText;
import dev.perf.websocket.WebSocketStep;

/** Sends a ping and times its pong. */
final class PingNode implements CompiledRequest<StreamResult> {

    private final WebSocketStep.Ping step;
    private final long timeoutNanos;
    private final SeriesByPhase series;

    private PingNode(WebSocketStep.Ping step, long timeoutNanos, SeriesByPhase series) {
        this.step = step;
        this.timeoutNanos = timeoutNanos;
        this.series = series;
    }

    /** Compiles {@code step}; mistakes go to the context. */
    static PingNode compile(WebSocketStep.Ping step, CompileContext context) {
        context.needs(StreamKind.SOCKET.called(step.socket()), step.location());
        return new PingNode(
                step,
                Connecting.nanos(step.timeout(), step.location(), context),
                new SeriesByPhase(
                        context.series(),
                        Series.Kind.TREND,
                        "ws_ping",
                        context.tags().and("name", step.name())));
    }

    @Override
    public StreamResult send(VirtualUser user) throws InterruptedException {
        user.samples().requestSent();
        SocketState state = SocketState.of(user);
        long start = user.clock().nanos();
        try {
            long end = ping(state.require(step.socket()), start + timeoutNanos);
            user.samples().recordTime(series.in(user.phase()), end - start);
            user.stepEnded(end);
            return StepResult.of(null, end - start);
        } catch (StreamException failed) {
            String failure = state.failed(user, step.socket(), step.name(), failed);
            long end = user.clock().nanos();
            user.stepEnded(end);
            return StepResult.of(failure, end - start);
        }
    }

    /** Returns when the pong came. */
    private long ping(OpenSocket socket, long deadline) throws StreamException, InterruptedException {
        long number = socket.sendPing(timeoutNanos);
        long pong = socket.awaitPong(number, deadline);
        if (pong != -1) {
            return pong;
        }
        Ending ending = socket.inbox().ending();
        throw ending == null
                ? new StreamException(
                        ErrorKind.TIMEOUT.tag(), socket.said("no pong within " + DurationText.of(step.timeout())))
                : ending.failure();
    }
}

package dev.perf.engine.internal.stream;

import dev.perf.check.OnFail;
import dev.perf.engine.internal.http.HttpProtocol;
import dev.perf.engine.internal.http.OpeningRequest;
import dev.perf.engine.internal.http.OpeningRequest.Opening;
import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.http.transport.Origin;
import dev.perf.engine.internal.http.transport.StreamingClient;
import dev.perf.engine.internal.http.transport.TransportException;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.StepSamples;
import dev.perf.engine.internal.script.Throttling;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.engine.internal.trace.TracedBody;
import dev.perf.engine.internal.trace.TracedMessage;
import dev.perf.scenario.MissingValueException;
import dev.perf.source.SourceLocation;
import dev.perf.stream.StreamResult;
import dev.perf.text.DurationText;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The step that opens a stream: fills the request, counts the step, and keeps what the protocol has opened.
 *
 * @param <S> the kind of streams
 */
public final class Connecting<S extends OpenStream> {

    private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    /** What is to be opened; {@code timeout} is null for the request timeout of the test. */
    public record Wanted(
            StreamKind kind,
            String stream,
            String step,
            @Nullable Duration timeout,
            int buffered,
            OnFail onFail,
            SourceLocation location) {}

    /**
     * Opens a stream as its protocol does.
     *
     * @param <S> the kind of streams
     */
    @FunctionalInterface
    public interface Opener<S> {
        /** Opens it, and waits until it is open. */
        S open(Opening opening, OpenStream.Basics basics) throws StreamException, InterruptedException;
    }

    private final Wanted wanted;
    private final OpeningRequest request;
    private final Duration timeout;
    private final int maxBytes;
    private final StepSamples samples;
    private final StreamSeries series;
    private final @Nullable Throttling throttling;

    private Connecting(Wanted wanted, OpeningRequest request, Duration timeout, int maxBytes, CompileContext context) {
        this.wanted = wanted;
        this.request = request;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.throttling = Throttling.of(context.tags().and("name", wanted.step()), context);
        this.samples = new StepSamples(wanted.step(), context);
        this.series = new StreamSeries(wanted.kind(), wanted.stream(), wanted.step(), context);
    }

    /** Compiles the step; mistakes go to the context. */
    public static <S extends OpenStream> Connecting<S> compile(
            Wanted wanted, OpeningRequest request, HttpProtocol http, CompileContext context) {
        String called = wanted.kind().called(wanted.stream());
        context.inside(called).checkName(wanted.stream(), "by which its steps know it", wanted.location());
        context.opens(called);
        if (wanted.buffered() < 1) {
            context.problem(
                    wanted.location(),
                    "buffer must hold 1 " + wanted.kind().item() + " or more, got " + wanted.buffered());
        }
        Duration own = wanted.timeout();
        Duration timeout = own == null ? http.settings().requestTimeout() : own;
        nanos(timeout, wanted.location(), context);
        return new Connecting<>(wanted, request, timeout, http.settings().maxBodyBytes(), context);
    }

    /** Returns a timeout in nanoseconds; one that makes no sense is a mistake. */
    public static long nanos(Duration timeout, SourceLocation location, CompileContext context) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            context.problem(location, "timeout must be positive and at most 365 days, got " + DurationText.of(timeout));
            return 1;
        }
        return timeout.toNanos();
    }

    /** Returns the limit of the step. */
    public Duration timeout() {
        return timeout;
    }

    /** Opens the stream with {@code opener} in place of one that the user has under the same name. */
    public StreamResult connect(VirtualUser user, StreamState<S> state, Opener<S> opener) throws InterruptedException {
        user.samples().requestSent();
        state.replace(user, wanted.stream());
        Opening opening;
        try {
            opening = request.of(user);
        } catch (MissingValueException | IllegalArgumentException reason) {
            samples.unsent(user);
            return StepResult.of(fail(user, state, StreamException.unsendable(reason)), 0);
        }
        if (throttling != null) {
            throttling.hold(user);
        }
        tell(user, opening);
        long start = user.clock().nanos();
        String failure = null;
        try {
            state.put(wanted.stream(), opener.open(opening, basics(user, opening, start)));
        } catch (StreamException failed) {
            failure = fail(user, state, failed);
        }
        long end = user.clock().nanos();
        samples.record(user, start, end, failure != null);
        if (failure == null) {
            series.began(user, end - start);
        }
        return StepResult.of(failure, end - start);
    }

    private static void tell(VirtualUser user, Opening opening) {
        Trace trace = user.trace();
        if (trace != null) {
            trace.sent(new TracedMessage(
                    "open " + opening.origin() + opening.path(),
                    opening.headers().stream()
                            .map(field -> new TracedMessage.Header(field.name(), field.value()))
                            .toList(),
                    TracedBody.of(opening.body(), StandardCharsets.UTF_8)));
        }
    }

    private String fail(VirtualUser user, StreamState<S> state, StreamException failure) {
        user.standing().exitAfterStep(wanted.onFail());
        return state.failed(user, wanted.stream(), wanted.step(), failure);
    }

    private OpenStream.Basics basics(VirtualUser user, Opening opening, long start) {
        return new OpenStream.Basics(
                wanted.kind(),
                wanted.stream(),
                opening.origin(),
                user.clock(),
                start,
                new Inbox(user.clock(), wanted.buffered(), maxBytes),
                maxBytes,
                series);
    }

    /** Names what the client threw instead of opening the stream. */
    public StreamException failure(OpenStream.Basics basics, Throwable thrown) {
        if (thrown instanceof HttpTimeoutException && !(thrown instanceof HttpConnectTimeoutException)) {
            return unanswered(basics);
        }
        TransportException named = StreamingClient.headFailure(basics.origin(), thrown);
        return new StreamException(named.kind().tag(), basics.said(String.valueOf(named.getMessage())));
    }

    /** The server has not answered in time. */
    public StreamException unanswered(OpenStream.Basics basics) {
        Origin origin = basics.origin();
        return new StreamException(
                ErrorKind.TIMEOUT.tag(),
                basics.said(origin.hostAndPort() + ": not answered within " + DurationText.of(timeout)
                        + "; raise the timeout or look at the server"));
    }
}

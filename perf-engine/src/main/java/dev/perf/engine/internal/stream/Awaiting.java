package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.http.MessageJudge;
import dev.perf.engine.internal.http.MessageView;
import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.StepSamples;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.engine.internal.trace.TracedBody;
import dev.perf.engine.internal.trace.TracedMessage;
import dev.perf.scenario.MissingValueException;
import dev.perf.source.SourceLocation;
import dev.perf.stream.Expectation;
import dev.perf.text.DurationText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The step that waits for a message or event, and judges it. */
public final class Awaiting {

    private final StreamKind kind;
    private final String stream;
    private final String step;
    private final MessageJudge judge;
    private final Duration timeout;
    private final long timeoutNanos;
    private final StepSamples samples;

    /** Creates the step {@code step}; mistakes go to the context. */
    public Awaiting(
            StreamKind kind,
            String stream,
            String step,
            Expectation expected,
            SourceLocation location,
            Masks masks,
            CompileContext context) {
        context.needs(kind.called(stream), location);
        this.kind = kind;
        this.stream = stream;
        this.step = step;
        this.judge = MessageJudge.compile(step, kind.subject(), expected, masks, context);
        this.timeout = expected.timeout();
        this.timeoutNanos = Connecting.nanos(timeout, location, context);
        this.samples = new StepSamples(step, context);
    }

    /** Waits for {@code user}. */
    public AwaitedMessage await(VirtualUser user, StreamState<?> state) throws InterruptedException {
        user.samples().requestSent();
        OpenStream open;
        try {
            open = state.require(stream);
        } catch (StreamException unopened) {
            samples.unsent(user);
            return failed(user, state, unopened, Duration.ZERO);
        }
        long now = user.clock().nanos();
        long start = open.waitingSince(now, user.intendedNanos());
        try {
            Message message = take(user, state.view(), open, now);
            long end = Math.max(start, message.nanos());
            return judged(user, state.view(), open, message, start, end);
        } catch (StreamException none) {
            long end = user.clock().nanos();
            AwaitedMessage result = failed(user, state, none, Duration.ofNanos(end - start));
            samples.record(user, start, end, true);
            open.series().count(user, open);
            return result;
        }
    }

    private Message take(VirtualUser user, MessageView view, OpenStream open, long now)
            throws StreamException, InterruptedException {
        Message message;
        try {
            message = open.inbox()
                    .take(candidate -> judge.matches(user, show(view, candidate, Duration.ZERO)), now + timeoutNanos);
        } catch (MissingValueException missing) {
            throw StreamException.unsendable(missing);
        }
        if (message != null) {
            return message;
        }
        Ending ending = open.inbox().ending();
        if (ending != null) {
            throw ending.failure();
        }
        int others = open.inbox().size();
        throw new StreamException(
                ErrorKind.TIMEOUT.tag(),
                open.said((others == 0 ? "no " : "no such ") + kind.item() + " within " + DurationText.of(timeout)
                        + (others == 0 ? "" : "; others are waiting to be taken")));
    }

    private static MessageView show(MessageView view, Message message, Duration duration) {
        Message.Content content = message.content();
        return view.show(content.bytes(), content.event(), content.id(), duration);
    }

    private AwaitedMessage judged(
            VirtualUser user, MessageView view, OpenStream open, Message message, long start, long end) {
        Duration duration = Duration.ofNanos(end - start);
        tell(user, message.content());
        String failure = judge.judge(user, show(view, message, duration));
        samples.record(user, start, end, failure != null);
        open.series().count(user, open);
        return AwaitedMessage.of(user, kind, message, failure, duration);
    }

    private static void tell(VirtualUser user, Message.Content content) {
        Trace trace = user.trace();
        if (trace == null) {
            return;
        }
        String event = content.event();
        String what = event != null ? "event " + event : content.isText() ? "text message" : "binary message";
        trace.received(new TracedMessage(what, List.of(), TracedBody.of(content.bytes(), StandardCharsets.UTF_8)));
    }

    private AwaitedMessage failed(VirtualUser user, StreamState<?> state, StreamException failure, Duration duration) {
        String message = state.failed(user, stream, step, failure);
        judge.failAll(user);
        return AwaitedMessage.nothing(user, kind, message, duration);
    }
}

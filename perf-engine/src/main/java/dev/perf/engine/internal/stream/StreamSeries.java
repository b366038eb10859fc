package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.SeriesByPhase;
import dev.perf.engine.internal.script.VirtualUser;
import org.jspecify.annotations.Nullable;

/** The series of a stream's sessions and messages; names and meanings of those of WebSocket are k6's. */
public final class StreamSeries {

    private final SeriesByPhase connecting;
    private final SeriesByPhase sessions;
    private final SeriesByPhase duration;
    private final SeriesByPhase received;
    private final SeriesByPhase dropped;
    private final @Nullable SeriesByPhase sent;
    private final @Nullable SeriesByPhase first;

    StreamSeries(StreamKind kind, String stream, String step, CompileContext context) {
        SeriesRegistry registry = context.series();
        Tags tags = context.tags().and(kind.tag(), stream);
        connecting = new SeriesByPhase(
                registry,
                Series.Kind.TREND,
                kind.metric("connecting"),
                context.tags().and("name", step));
        sessions = new SeriesByPhase(registry, Series.Kind.COUNTER, kind.metric("sessions"), tags);
        duration = new SeriesByPhase(registry, Series.Kind.TREND, kind.metric("session_duration"), tags);
        received = new SeriesByPhase(registry, Series.Kind.COUNTER, kind.itemMetric("received"), tags);
        dropped = new SeriesByPhase(registry, Series.Kind.COUNTER, kind.itemMetric("dropped"), tags);
        boolean isSocket = kind == StreamKind.SOCKET;
        sent = isSocket ? new SeriesByPhase(registry, Series.Kind.COUNTER, kind.itemMetric("sent"), tags) : null;
        first = isSocket ? null : new SeriesByPhase(registry, Series.Kind.TREND, kind.metric("first_event"), tags);
    }

    void began(VirtualUser user, long nanos) {
        Recorder.Stripe stripe = user.stripe();
        stripe.time(connecting.in(user.phase()), nanos);
        stripe.count(sessions.in(user.phase()), 1);
        stripe.release();
    }

    void ended(VirtualUser user, long nanos) {
        Recorder.Stripe stripe = user.stripe();
        stripe.time(duration.in(user.phase()), nanos);
        stripe.release();
    }

    /** Counts the messages that {@code stream} has sent, received and dropped since the last call. */
    void count(VirtualUser user, OpenStream stream) {
        long sentNow = stream.takeSent();
        Inbox.Counts counts = stream.inbox().takeCounts();
        if (sentNow + counts.received() + counts.dropped() == 0) {
            return;
        }
        Recorder.Stripe stripe = user.stripe();
        if (sent != null) {
            stripe.count(sent.in(user.phase()), sentNow);
        }
        if (first != null) {
            long firstNanos = stream.takeFirst();
            if (firstNanos != -1) {
                stripe.time(first.in(user.phase()), firstNanos);
            }
        }
        stripe.count(received.in(user.phase()), counts.received());
        stripe.count(dropped.in(user.phase()), counts.dropped());
        stripe.release();
    }
}

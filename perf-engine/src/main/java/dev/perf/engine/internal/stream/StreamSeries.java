package dev.perf.engine.internal.stream;

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
        user.samples().recordTime(connecting.in(user.phase()), nanos);
        user.samples().recordCount(sessions.in(user.phase()), 1);
    }

    void ended(VirtualUser user, long nanos) {
        user.samples().recordTime(duration.in(user.phase()), nanos);
    }

    /** Counts the messages that {@code stream} has sent, received and dropped since the last call. */
    void count(VirtualUser user, OpenStream stream) {
        long sentNow = stream.takeSent();
        Inbox.Counts counts = stream.inbox().takeCounts();
        if (sentNow + counts.received() + counts.dropped() == 0) {
            return;
        }
        if (sent != null && sentNow > 0) {
            user.samples().recordCount(sent.in(user.phase()), sentNow);
        }
        if (first != null) {
            long firstNanos = stream.takeFirst();
            if (firstNanos != -1) {
                user.samples().recordTime(first.in(user.phase()), firstNanos);
            }
        }
        if (counts.received() > 0) {
            user.samples().recordCount(received.in(user.phase()), counts.received());
        }
        if (counts.dropped() > 0) {
            user.samples().recordCount(dropped.in(user.phase()), counts.dropped());
        }
    }
}

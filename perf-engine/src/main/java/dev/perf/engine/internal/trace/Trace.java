package dev.perf.engine.internal.trace;

import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.trace.TraceLines.Kind;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Metric;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what one user does, as it does it, with secrets masked.
 *
 * <p>Thread-safe: a user may send several requests at the same time. Their lines are not mixed, for each call here
 * writes all that belongs together.
 */
public final class Trace {

    /** So many characters of a saved value are shown. */
    private static final int MOST_OF_VALUE = 200;

    private static final String STEP = "  ";

    private final TraceLines lines;
    private final Masks masks;
    private final boolean skipsPauses;
    private final ReentrantLock lock = new ReentrantLock();
    private int depth;

    /**
     * Creates the trace of a user.
     *
     * @param skipsPauses whether pauses are told of, but not made
     */
    public Trace(TraceLines lines, Masks masks, boolean skipsPauses) {
        this.lines = lines;
        this.masks = masks;
        this.skipsPauses = skipsPauses;
    }

    /** Creates the trace of one of several things that the user does at the same time; it is told when they are joined. */
    public Trace lane() {
        return new Trace(new LaneLines(lines), masks, skipsPauses);
    }

    /** What the user did on a lane has ended, and is told now. */
    public void joined(Trace lane) {
        if (lane.lines instanceof LaneLines kept) {
            tell(() -> kept.tell(this::line));
        }
    }

    /** Tells whether anybody still reads what is told. */
    public boolean isWanted() {
        return lines.areWanted();
    }

    /** An iteration of the user has ended, which left {@code values} in its session. */
    public void iterationEnded(long number, boolean failed, Supplier<Map<String, Object>> values) {
        if (failed && isWanted()) {
            session(values.get());
        }
        tell(() -> lines.iterationEnded(number, failed));
    }

    /** A step begins; what follows belongs to it until {@link #end}. */
    public void begin(String step) {
        tell(() -> {
            line(Kind.PLAIN, step);
            depth++;
        });
    }

    /** The step that began last has ended. */
    public void end() {
        tell(() -> depth--);
    }

    /** The user pauses. */
    public void paused(long nanos) {
        String length = DurationText.of(Duration.ofNanos(nanos));
        tell(() -> line(Kind.PLAIN, skipsPauses ? "pause " + length + ", skipped" : "pause " + length));
    }

    /** A request was sent; something came back, or failed. */
    public void exchange(TracedMessage sent, @Nullable TracedMessage received, @Nullable String failure) {
        tell(() -> {
            message(Kind.SENT, "> ", sent);
            if (received != null) {
                message(Kind.RECEIVED, "< ", received);
            }
            if (failure != null) {
                line(Kind.BAD, "! " + masks.text(failure));
            }
        });
    }

    /** A message was sent over a stream. */
    public void sent(TracedMessage message) {
        tell(() -> message(Kind.SENT, "> ", message));
    }

    /** A message came over a stream. */
    public void received(TracedMessage message) {
        tell(() -> message(Kind.RECEIVED, "< ", message));
    }

    private void message(Kind kind, String mark, TracedMessage message) {
        line(kind, mark + masks.text(message.title()));
        message.headers().forEach(header -> line(kind, mark + header.shown(masks)));
        String[] body = TracedBody.shown(message.body(), masks);
        if (body.length > 0 && !message.headers().isEmpty()) {
            line(kind, mark.strip());
        }
        for (String text : body) {
            line(kind, mark + text);
        }
    }

    /** A check was made. */
    public void checked(String name, @Nullable Object actual, boolean holds) {
        String got = ": got " + masks.shown(name, actual);
        tell(() -> line(holds ? Kind.GOOD : Kind.BAD, (holds ? "ok    " : "NOT   ") + name + got));
    }

    /** A check was made of something that only the user's code knows. */
    public void checked(String name, boolean holds) {
        tell(() -> line(holds ? Kind.GOOD : Kind.BAD, (holds ? "ok    " : "NOT   ") + name));
    }

    /** A value was put into the session. */
    public void saved(String key, Object value) {
        tell(() -> line(Kind.PLAIN, "save  " + key + " = " + shown(key, value)));
    }

    /** A value was removed from the session. */
    public void removed(String key) {
        tell(() -> line(Kind.PLAIN, "drop  " + key));
    }

    /** A sample of a metric of the user's own was taken. */
    public void recorded(Metric metric, double value) {
        tell(() -> line(Kind.PLAIN, "record " + metric.name() + tags(metric.tags()) + sample(metric, value)));
    }

    private String tags(Map<String, String> tags) {
        return tags.isEmpty()
                ? ""
                : tags.entrySet().stream()
                        .map(tag -> tag.getKey() + ":" + shown(tag.getKey(), tag.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String sample(Metric metric, double value) {
        String number = Figures.plain(value)
                + (metric.unit() == Unit.NONE ? "" : " " + metric.unit().symbol());
        return switch (metric) {
            case Counter ignored -> " + " + number;
            case Gauge ignored -> " = " + number;
            case Rate ignored -> " = " + (value != 0);
            case Trend ignored -> " = " + number;
        };
    }

    /** The samples taken from now on, or those of the request under way, carry a tag. */
    public void tagged(String key, String value) {
        tell(() -> line(Kind.PLAIN, "tag   " + key + " = " + shown(key, value)));
    }

    /** All values of the session. */
    public void session(Map<String, Object> values) {
        tell(() -> {
            line(Kind.PLAIN, values.isEmpty() ? "session: empty" : "session");
            depth++;
            new TreeMap<>(values).forEach((key, value) -> line(Kind.PLAIN, key + " = " + shown(key, value)));
            depth--;
        });
    }

    private String shown(String key, Object value) {
        String text = masks.value(key, String.valueOf(value));
        String cut = text.length() <= MOST_OF_VALUE ? text : text.substring(0, MOST_OF_VALUE) + "...";
        return cut.replace("\r", "\\r").replace("\n", "\\n");
    }

    /** Something was counted among the errors of the run, and failed nothing. */
    public void noted(String kind, String message) {
        tell(() -> line(Kind.PLAIN, "note  " + kind + ": " + masks.text(message)));
    }

    /** A failure was counted among the errors of the run. */
    public void failed(String kind, String message) {
        tell(() -> line(Kind.BAD, "FAIL  " + kind + ": " + masks.text(message)));
    }

    /** The user's code threw. */
    public void thrown(Throwable thrown) {
        List<String> stack = StackText.of(thrown, masks);
        tell(() -> stack.forEach(text -> line(Kind.BAD, text)));
    }

    private void tell(Runnable what) {
        if (!lines.areWanted()) {
            return;
        }
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }

    private void line(Kind kind, String text) {
        lines.line(kind, STEP.repeat(Math.max(0, depth)) + printable(text));
    }

    /** What comes from a server must not move a terminal's cursor. */
    private static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t') {
                safe.append("\\u%04x".formatted((int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}

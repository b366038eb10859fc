package dev.perf.engine.internal.health;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One vital over a run, in memory that does not grow with it.
 *
 * <p>The 95th percentile of response times is decided by the slowest 5 % of the requests. So a run is invalid where bad
 * seconds are 5 % of it, and at least three, or two that are a fifth of it: less than that is a hiccup, which every machine
 * has, and a cold JVM at the beginning of a run of less than five seconds above all. A single bad second makes a warning, and so do doubtful seconds that are 5 % of the
 * run, and at least two, or half of a run shorter than four. Belongs to one thread.
 */
final class VitalCourse {

    private static final double ENOUGH_SHARE = 0.05;
    private static final double ENOUGH_BAD = 2.9;
    private static final double LARGE_SHARE = 0.2;
    private static final double LARGELY_BAD = 1.9;
    private static final double MORE_THAN_COLD = 4.9;
    private static final double ENOUGH_DOUBTFUL = 1.9;
    private static final double ONE_SECOND = 0.9;

    private final Vital vital;
    private double seconds;
    private double sum;
    private double most;
    private double doubtful;
    private double bad;
    private final Spans doubtfulSpans = new Spans();
    private final Spans badSpans = new Spans();
    private @Nullable String note;

    VitalCourse(Vital vital) {
        this.vital = vital;
    }

    /**
     * Adds a value.
     *
     * @param from when it begins, in seconds since the start of the load
     * @param measuredMillis 95th percentile of the times measured meanwhile; not a number where nothing was
     */
    void add(double from, double length, double value, double measuredMillis) {
        seconds += length;
        sum += value * length;
        most = Math.max(most, value);
        State state = vital.limit().judge(value, measuredMillis);
        if (state == State.GOOD) {
            return;
        }
        doubtful += length;
        doubtfulSpans.add(from, from + length);
        if (state == State.INVALID) {
            bad += length;
            badSpans.add(from, from + length);
        }
    }

    void note(String text) {
        note = text;
    }

    /** What to do about it, and who it is where that is known. */
    String advice() {
        if (note == null) {
            return vital.advice();
        }
        return switch (vital) {
            case PINNED -> vital.advice() + " Carriers were pinned " + note + ".";
            case COMPUTING, LISTENERS -> vital.advice() + " It was that " + note + ".";
            default -> vital.advice();
        };
    }

    boolean isNoted() {
        return note != null;
    }

    boolean measured() {
        return seconds > 0;
    }

    State state() {
        if (!measured()) {
            return State.NOT_MEASURED;
        }
        if (isEnough(bad, ENOUGH_BAD) || isLargelyBad()) {
            return State.INVALID;
        }
        return isEnough(doubtful, Math.min(ENOUGH_DOUBTFUL, seconds / 2)) || bad > ONE_SECOND
                ? State.WARNING
                : State.GOOD;
    }

    private boolean isLargelyBad() {
        return seconds > MORE_THAN_COLD && bad > Math.max(seconds * LARGE_SHARE - 0.1, LARGELY_BAD);
    }

    private boolean isEnough(double time, double least) {
        return time > 0 && time >= Math.max(seconds * ENOUGH_SHARE, least);
    }

    Signal signal() {
        return new Signal(
                vital.text(),
                measured() ? value() : "not measured",
                vital.limit().toString(),
                state());
    }

    private String value() {
        Vital.Unit unit = vital.limit().unit();
        var text = new StringBuilder();
        if (unit == Vital.Unit.SHARE) {
            text.append(unit.format(sum / seconds)).append(" on average, ");
        }
        text.append(unit.format(most)).append(" at most");
        if (note != null) {
            text.append(" (").append(note).append(')');
        }
        if (doubtful > 0) {
            boolean worst = bad > 0;
            text.append(String.format(
                    Locale.ROOT,
                    ", over the limit for %s of %s s: %s",
                    Spans.number(worst ? bad : doubtful),
                    Spans.number(seconds),
                    worst ? badSpans : doubtfulSpans));
        }
        return text.toString();
    }

    void write(ByteOutput out) {
        out.real(seconds);
        out.real(sum);
        out.real(most);
        out.real(doubtful);
        out.real(bad);
        doubtfulSpans.write(out);
        badSpans.write(out);
        out.optional(note, ByteOutput::text);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        seconds = in.real();
        sum = in.real();
        most = in.real();
        doubtful = in.real();
        bad = in.real();
        doubtfulSpans.read(in);
        badSpans.read(in);
        note = in.optional(ByteInput::text);
    }
}

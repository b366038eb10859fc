package dev.perf.engine.internal.health;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Stretches of a run, for people: the first few are named. Belongs to one thread. */
final class Spans {

    private static final int NAMED = 3;

    /** Two intervals follow each other although their ends are not read at the same nanosecond. */
    private static final double GAP = 0.05;

    private record Span(double from, double to) {}

    private final List<Span> named = new ArrayList<>();
    private double lastEnd = Double.NEGATIVE_INFINITY;
    private int others;

    /** Adds a stretch, which begins after all others, in seconds. */
    void add(double from, double to) {
        boolean follows = from - lastEnd < GAP;
        lastEnd = to;
        if (!follows && named.size() < NAMED) {
            named.add(new Span(from, to));
        } else if (!follows) {
            others++;
        } else if (others == 0) {
            named.set(named.size() - 1, new Span(named.getLast().from(), to));
        }
    }

    /** Returns seconds, with a tenth only where there is one. */
    static String number(double seconds) {
        return String.format(Locale.ROOT, Math.abs(seconds - Math.rint(seconds)) < GAP ? "%.0f" : "%.1f", seconds);
    }

    @Override
    public String toString() {
        var texts = new ArrayList<String>();
        named.forEach(span -> texts.add("from " + number(span.from()) + " s to " + number(span.to()) + " s"));
        if (others > 0) {
            texts.add("and " + others + (others == 1 ? " other time" : " other times"));
        }
        return String.join(", ", texts);
    }

    void write(ByteOutput out) {
        out.list(named, (to, span) -> {
            to.real(span.from());
            to.real(span.to());
        });
        out.real(lastEnd);
        out.number(others);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        named.addAll(in.list(from -> new Span(from.real(), from.real())));
        lastEnd = in.real();
        others = in.number(Integer.MAX_VALUE);
    }
}

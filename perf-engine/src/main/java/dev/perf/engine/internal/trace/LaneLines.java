package dev.perf.engine.internal.trace;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is told of one of several things that a user does at the same time, kept until all have ended: lines of all of
 * them in turn could not be read. Of very many lines the latest are kept.
 */
final class LaneLines implements TraceLines {

    private static final int MOST_KEPT = 5_000;

    private record Line(Kind kind, String text) {}

    private final TraceLines whose;
    private final Deque<Line> lines = new ArrayDeque<>();
    private long dropped;

    LaneLines(TraceLines whose) {
        this.whose = whose;
    }

    @Override
    public void line(Kind kind, String text) {
        lines.addLast(new Line(kind, text));
        if (lines.size() > MOST_KEPT) {
            lines.removeFirst();
            dropped++;
        }
    }

    @Override
    public boolean areWanted() {
        return whose.areWanted();
    }

    /** Tells what was kept, and forgets it. */
    void tell(TraceLines reader) {
        if (dropped > 0) {
            reader.line(Kind.PLAIN, "... " + dropped + " lines before these were not kept");
        }
        lines.forEach(line -> reader.line(line.kind(), line.text()));
        lines.clear();
        dropped = 0;
    }
}

package dev.perf.engine.internal.trace;

import dev.perf.engine.internal.mask.Masks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** An exception with its causes and the frames of the user's code, for people. */
public final class StackText {

    /** So many lines of a stack trace are shown. */
    private static final int MOST_FRAMES = 12;

    /** Classes of the engine: what is below them in a stack is not the user's. */
    private static final String ENGINE = "dev.perf.engine.internal.";

    private StackText() {}

    /** Returns the lines, with secrets masked. */
    public static List<String> of(Throwable thrown, Masks masks) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        var lines = new ArrayList<String>();
        int shown = 0;
        boolean engine = false;
        for (String line : masks.text(text.toString()).lines().toList()) {
            String frame = line.strip();
            boolean isFrame = frame.startsWith("at ");
            if (!isFrame) {
                shown = 0;
                engine = false;
            } else if (engine || shown == MOST_FRAMES) {
                continue;
            } else if (frame.contains(ENGINE)) {
                engine = true;
                continue;
            } else {
                shown++;
            }
            lines.add(isFrame ? "  " + frame : frame);
        }
        return lines;
    }
}

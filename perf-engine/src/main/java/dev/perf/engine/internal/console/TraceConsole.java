package dev.perf.engine.internal.console;

import dev.perf.engine.internal.trace.TraceLines;
import java.io.PrintStream;
import java.util.Map;

/** Prints a trace; coloured where that is a terminal. */
public final class TraceConsole implements TraceLines {

    private final Terminal terminal;

    private TraceConsole(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints on {@code out}, with colours where the environment lets it. */
    public static TraceConsole on(PrintStream out, Map<String, String> environment) {
        return new TraceConsole(Terminal.detect(out, environment));
    }

    @Override
    public void line(Kind kind, String text) {
        terminal.out()
                .println(
                        switch (kind) {
                            case PLAIN -> text;
                            case SENT -> terminal.cyan(text);
                            case RECEIVED -> terminal.faint(text);
                            case GOOD -> terminal.green(text);
                            case BAD -> terminal.red(text);
                        });
    }
}

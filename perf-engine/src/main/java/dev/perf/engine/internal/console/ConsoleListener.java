package dev.perf.engine.internal.console;

import dev.perf.plan.TestPlan;
import dev.perf.result.Interval;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run to people: in a terminal as a block that is overwritten each interval, elsewhere as a line every 10 s;
 * in both cases the summary at the end.
 */
public final class ConsoleListener implements RunListener {

    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    /** Notes come from other threads than the run's. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Terminal terminal;
    private final boolean progress;
    private int blockLines;
    private @Nullable Interval sinceLine;
    private Duration nextLine = LINE_EVERY;
    private Progress.Shape shape = new Progress.Shape(false, false, false);
    private String test = "";

    private ConsoleListener(Terminal terminal, boolean progress) {
        this.terminal = terminal;
        this.progress = progress;
    }

    /**
     * Creates a console.
     *
     * @param out where it writes
     * @param progress whether it shows the run while it goes, or only its end
     */
    public static ConsoleListener on(PrintStream out, boolean progress, Map<String, String> environment) {
        return new ConsoleListener(Terminal.detect(out, environment), progress);
    }

    /** Returns options with a listener that prints, where they ask for the console. */
    public static RunOptions watching(RunOptions options) {
        return options.console() ? options.listener(onStandardOutput()) : options;
    }

    /** Creates a console that shows the run while it goes on standard output, as the environment asks. */
    public static ConsoleListener onStandardOutput() {
        return on(System.out, true, System.getenv());
    }

    /** Returns what takes the output of a program that is run for somebody. */
    public static PrintStream standardOutput() {
        return System.out;
    }

    /** Tells whether this process has a terminal, which also tells those that it starts of Ctrl-C. */
    public static boolean isTerminal() {
        return Terminal.isTerminal();
    }

    static ConsoleListener on(Terminal terminal) {
        return new ConsoleListener(terminal, true);
    }

    @Override
    public void onStart(TestPlan plan, String runId) {
        test = plan.name();
        shape = Progress.Shape.of(plan);
        if (progress) {
            terminal.out().println(terminal.bold(plan.name()) + "  " + Progress.length(plan) + "  run " + runId);
            plan.workloads().forEach(workload -> terminal.out().println("  " + described(workload)));
            terminal.out().flush();
        }
    }

    @Override
    public void onWarning(String warning) {
        say(terminal.yellow("  warning: " + warning));
    }

    @Override
    public void onNote(String note) {
        say("  " + note);
    }

    private void say(String line) {
        if (progress) {
            lock.lock();
            try {
                clear();
                terminal.out().println(line);
                terminal.out().flush();
            } finally {
                lock.unlock();
            }
        }
    }

    private static String described(TestPlan.Workload workload) {
        String text = workload.scenario().name() + ": " + workload.load();
        return workload.start().isAtOnce() ? text : text + "; begins " + workload.start();
    }

    @Override
    public void onSnapshot(Snapshot snapshot) {
        if (!progress) {
            return;
        }
        lock.lock();
        try {
            snapshot.events().forEach(this::tell);
            if (terminal.live()) {
                redraw(Progress.block(test, snapshot, terminal, shape));
            } else {
                line(snapshot);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says something between two frames. */
    public void note(String text) {
        lock.lock();
        try {
            blockLines = 0;
            terminal.out().println();
            terminal.out().println(text);
            terminal.out().flush();
        } finally {
            lock.unlock();
        }
    }

    /** What somebody did to the run stays on the screen, above the block. */
    private void tell(RunEvent event) {
        clear();
        terminal.out().println(terminal.bold(Progress.act(event)));
        terminal.out().flush();
    }

    private void clear() {
        if (blockLines > 0) {
            redraw(List.of());
            blockLines = 0;
        }
    }

    private void line(Snapshot snapshot) {
        sinceLine = sinceLine == null ? snapshot.interval() : sinceLine.plus(snapshot.interval());
        if (snapshot.elapsed().compareTo(nextLine) >= 0) {
            terminal.out().println(Progress.line(snapshot, sinceLine, shape));
            terminal.out().flush();
            nextLine = nextLine.plus(LINE_EVERY);
            sinceLine = null;
        }
    }

    private void redraw(List<String> lines) {
        // Nobody tells a Java program how wide its terminal is. A line that wraps takes two, and the next frame would
        // begin one too low: so the terminal is asked to cut what does not fit.
        var frame = new StringBuilder("\u001B[?7l");
        if (blockLines > 0) {
            frame.append("\u001B[").append(blockLines).append('F');
        }
        frame.append("\u001B[0J");
        lines.forEach(line -> frame.append(line).append(System.lineSeparator()));
        frame.append("\u001B[?7h");
        blockLines = lines.size();
        terminal.out().print(frame);
        terminal.out().flush();
    }

    @Override
    public void onEnd(RunResult result) {
        lock.lock();
        try {
            clear();
            Summary.of(result, terminal).forEach(terminal.out()::println);
            terminal.out().flush();
        } finally {
            lock.unlock();
        }
    }
}

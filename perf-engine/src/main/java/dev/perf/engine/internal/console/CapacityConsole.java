package dev.perf.engine.internal.console;

import dev.perf.engine.internal.search.SearchListener;
import dev.perf.result.Distribution;
import dev.perf.result.ReportLink;
import dev.perf.result.Verdict;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityStep;
import dev.perf.search.SearchPlan;
import dev.perf.search.SearchPlan.Goal;
import dev.perf.text.Figures;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Shows a search to people: a line per step as it ends, and the answer last. */
public final class CapacityConsole implements SearchListener {

    private static final String ROW = "  %4s  %-8s  %-12s %10s %9s %9s %9s %8s  %s";

    /** Notes come from other threads than the search's. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Terminal terminal;
    private @Nullable SearchPlan plan;
    private boolean unfinishedLine;

    private CapacityConsole(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Creates a console that writes to {@code out}. */
    public static CapacityConsole on(PrintStream out, Map<String, String> environment) {
        return new CapacityConsole(Terminal.detect(out, environment));
    }

    /** Creates a console on standard output, as the environment asks. */
    public static CapacityConsole onStandardOutput() {
        return on(System.out, System.getenv());
    }

    static CapacityConsole on(Terminal terminal) {
        return new CapacityConsole(terminal);
    }

    @Override
    public void onStart(SearchPlan started, String runId) {
        plan = started;
        print(terminal.bold(started.test().name()) + "  search " + runId);
        print("  " + started);
        started.test().thresholds().forEach(threshold -> print("  holding " + threshold.expression()));
        print("");
        print(terminal.bold(ROW.formatted("step", "", "load", "achieved", "p50", "p95", "p99", "failed", "outcome")));
    }

    @Override
    public void onStepStart(int number, double level, CapacityStep.Purpose purpose) {
        SearchPlan of = plan;
        if (of == null || !terminal.live()) {
            return;
        }
        lock.lock();
        try {
            terminal.out()
                    .print(terminal.faint("  %4d  %-8s  %s ...".formatted(number, word(purpose), of.describe(level))));
            terminal.out().flush();
            unfinishedLine = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onStep(CapacityStep step) {
        SearchPlan of = plan;
        Distribution times = step.run().responseTime();
        String row = ROW.formatted(
                step.number(),
                word(step.purpose()),
                of == null ? String.valueOf(step.level()) : of.describe(step.level()),
                Figures.rate(step.achieved()),
                times.isEmpty() ? "-" : Figures.time(times.p50()),
                times.isEmpty() ? "-" : Figures.time(times.p95()),
                times.isEmpty() ? "-" : Figures.time(times.p99()),
                Figures.share(step.errorRate()),
                outcome(step));
        print(row);
    }

    private String outcome(CapacityStep step) {
        String word = step.outcome().name().toLowerCase(Locale.ROOT);
        return step.held() ? terminal.green(word) : terminal.red(word) + ": " + Progress.cut(step.reason(), 160);
    }

    private static String word(CapacityStep.Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onEnd(CapacityResult result) {
        print("");
        result.warnings().forEach(warning -> print(terminal.yellow("  warning     " + warning)));
        CapacityStep highest = result.highest();
        print("  " + (result.goal() == Goal.MAXIMUM ? "capacity    " : "held        ")
                + (highest == null ? "none" : terminal.bold(result.describe(highest.level()))) + "  after "
                + result.steps().size() + (result.steps().size() == 1 ? " step" : " steps") + " in "
                + Figures.time(Duration.ofSeconds(result.duration().toSeconds())));
        String answer = result.conclusion().name().replace('_', ' ') + ": " + result.reason();
        print("  " + terminal.bold(result.verdict() == Verdict.PASSED ? terminal.green(answer) : terminal.red(answer)));
        URI report = ReportLink.to(result.report());
        if (report != null) {
            print("  report: " + report);
        }
    }

    /** Says something between two lines. */
    public void note(String text) {
        print(text);
    }

    private void print(String line) {
        lock.lock();
        try {
            if (unfinishedLine) {
                terminal.out().print("\r\u001B[0J");
                unfinishedLine = false;
            }
            terminal.out().println(line);
            terminal.out().flush();
        } finally {
            lock.unlock();
        }
    }
}

package dev.perf.engine.internal.console;

import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.TestPlan;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run while it goes, as text. Percentiles are those of the last interval, so that a change shows at once. */
final class Progress {

    private static final int BAR = 24;
    private static final int LEAST_BAR = 8;
    private static final int TEST = 20;
    private static final int LABEL = 12;
    private static final int ERRORS = 3;

    private Progress() {}

    /**
     * Which kinds of load a test has.
     *
     * @param open iterations arrive at a rate
     * @param looping users loop for a time
     * @param counted users go through a number of iterations
     */
    record Shape(boolean open, boolean looping, boolean counted) {

        static Shape of(TestPlan plan) {
            return new Shape(has(plan, OpenLoad.class), has(plan, ClosedLoad.class), has(plan, IterationLoad.class));
        }

        private static boolean has(TestPlan plan, Class<? extends LoadProfile> kind) {
            return plan.workloads().stream().anyMatch(workload -> kind.isInstance(workload.load()));
        }

        /** Tells whether the end is a number of iterations, not a time. */
        boolean endsByCount() {
            return counted && !open && !looping;
        }
    }

    static List<String> block(String test, Snapshot snapshot, Terminal terminal, Shape shape) {
        Interval interval = snapshot.interval();
        int width = terminal.width() - LABEL;
        var lines = new ArrayList<String>();
        lines.add("");
        String name = cut(test, TEST);
        String rest = "  " + progress(snapshot, shape) + "  " + snapshot.phase() + agents(snapshot);
        int bar = Math.clamp(terminal.width() - name.length() - 2 - rest.length(), LEAST_BAR, BAR);
        lines.add(terminal.bold(name) + "  " + bar(share(snapshot, shape), bar, terminal) + rest);
        lines.add(label(terminal, "load") + cut(load(snapshot, shape), width));
        lines.add(label(terminal, "requests")
                + terminal.green("ok " + Figures.rate(interval.perSecond(interval.requests() - interval.failed())))
                + "   " + failed(interval, terminal)
                + "   received " + Figures.bytes(interval.perSecond(interval.bytesReceived())) + "/s");
        lines.add(label(terminal, "response") + percentiles(interval.responseTime()));
        snapshot.errors().stream()
                .limit(ERRORS)
                .forEach(error -> lines.add(label(terminal, "error") + terminal.red(cut(error(error), width))));
        return lines;
    }

    /** Returns how many agents there are, and how many of them are not lost; nothing where there are none. */
    private static String agents(Snapshot snapshot) {
        int all = snapshot.agents().size();
        long there = snapshot.agents().stream()
                .filter(agent -> agent.state() != Snapshot.Agent.State.LOST)
                .count();
        return all == 0 ? "" : "  " + (there == all ? "" : there + " of ") + all + (all == 1 ? " agent" : " agents");
    }

    static String line(Snapshot snapshot, Interval interval, Shape shape) {
        return "%s  %-13s %susers %d%s%s  started %s  ok %s  failed %s  %s%s"
                .formatted(
                        clock(snapshot.elapsed()),
                        snapshot.phase(),
                        shape.counted() ? iterations(snapshot) + "  " : "",
                        interval.users(),
                        agents(snapshot),
                        shape.open() ? "  offered " + Figures.rate(snapshot.offeredPerSecond()) : "",
                        Figures.rate(interval.perSecond(interval.started())),
                        Figures.rate(interval.perSecond(interval.requests() - interval.failed())),
                        Figures.rate(interval.perSecond(interval.failed())),
                        percentiles(interval.responseTime()),
                        snapshot.errors().isEmpty()
                                ? ""
                                : "  errors: " + cut(error(snapshot.errors().getFirst()), 120));
    }

    /** Returns a line about something that was done to the run. */
    static String act(RunEvent event) {
        String mark = event.type() == RunEvent.Type.MARK ? "mark: " : "";
        String by = event.by().isBlank() || befell(event.type()) ? "" : " (by " + event.by() + ")";
        return clock(event.at()) + "  " + cut(mark + event.text() + by, 200);
    }

    /** Tells whether nobody did it, so that nobody is to be named. */
    private static boolean befell(RunEvent.Type type) {
        return switch (type) {
            case AGENT_LOST, AGENT_JOINED, SHARE -> true;
            case MARK, RATE, USERS, PAUSE, RESUME, STOP, ABORT -> false;
        };
    }

    private static String progress(Snapshot snapshot, Shape shape) {
        return shape.endsByCount()
                ? iterations(snapshot) + "  " + clock(snapshot.elapsed())
                : clock(snapshot.elapsed()) + " / " + clock(snapshot.planned());
    }

    private static String iterations(Snapshot snapshot) {
        return Figures.count(snapshot.iterations().begun()) + " of "
                + Figures.count(snapshot.iterations().total()) + " iterations";
    }

    private static String load(Snapshot snapshot, Shape shape) {
        Interval interval = snapshot.interval();
        var text = new StringBuilder("users ").append(Figures.count(interval.users()));
        if (!shape.open()) {
            text.append(" of ").append(Figures.count(snapshot.wantedUsers()));
        }
        if (shape.open()) {
            text.append("   offered ").append(Figures.rate(snapshot.offeredPerSecond()));
        }
        text.append("   started ").append(Figures.rate(interval.perSecond(interval.started())));
        if (shape.counted() && !shape.endsByCount()) {
            text.append("   ").append(iterations(snapshot));
        }
        if (snapshot.ledger().dropped() > 0) {
            text.append("   dropped ").append(Figures.count(snapshot.ledger().dropped()));
        }
        return text.toString();
    }

    private static String failed(Interval interval, Terminal terminal) {
        String text = "failed " + Figures.rate(interval.perSecond(interval.failed()));
        return interval.failed() > 0 ? terminal.red(text) : terminal.faint(text);
    }

    static String percentiles(Distribution times) {
        return times.isEmpty()
                ? "no responses"
                : "p50 %s   p95 %s   p99 %s"
                        .formatted(Figures.time(times.p50()), Figures.time(times.p95()), Figures.time(times.p99()));
    }

    private static String error(ErrorResult error) {
        return Figures.count(error.count()) + " x " + error.request() + ": " + error.message();
    }

    private static String label(Terminal terminal, String text) {
        return "  " + terminal.faint(String.format(Locale.ROOT, "%-9s ", text));
    }

    private static double share(Snapshot snapshot, Shape shape) {
        double done = shape.endsByCount()
                ? snapshot.iterations().begun()
                : snapshot.elapsed().toNanos();
        double all = shape.endsByCount()
                ? snapshot.iterations().total()
                : snapshot.planned().toNanos();
        return all <= 0 ? 1 : Math.min(1, done / all);
    }

    private static String bar(double share, int width, Terminal terminal) {
        int full = (int) Math.round(share * width);
        return terminal.green("━".repeat(full)) + terminal.faint("─".repeat(width - full));
    }

    /** Says how long a test takes at the most. */
    static String length(TestPlan plan) {
        return (Shape.of(plan).counted() ? "at most " : "") + clock(plan.duration());
    }

    static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    static String cut(String text, int length) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= length ? line : line.substring(0, Math.max(1, length - 1)) + "…";
    }
}

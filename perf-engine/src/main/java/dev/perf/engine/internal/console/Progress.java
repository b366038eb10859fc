package dev.perf.engine.internal.console;

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
    private static final int TEST = 20;
    private static final int LABEL = 12;
    private static final int ERRORS = 3;

    private Progress() {}

    static List<String> block(
            String test, Snapshot snapshot, Terminal terminal, boolean openModel, boolean closedModel) {
        Interval interval = snapshot.interval();
        int width = terminal.width() - LABEL;
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("%s  %s  %s / %s  %s"
                .formatted(
                        terminal.bold(cut(test, TEST)),
                        bar(snapshot, terminal),
                        clock(snapshot.elapsed()),
                        clock(snapshot.planned()),
                        snapshot.phase()));
        lines.add(label(terminal, "load") + cut(load(snapshot, openModel, closedModel), width));
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

    static String line(Snapshot snapshot, Interval interval, boolean openModel) {
        return "%s  %-13s users %d%s  started %s  ok %s  failed %s  %s%s"
                .formatted(
                        clock(snapshot.elapsed()),
                        snapshot.phase(),
                        interval.users(),
                        openModel ? "  offered " + Figures.rate(snapshot.offeredPerSecond()) : "",
                        Figures.rate(interval.perSecond(interval.started())),
                        Figures.rate(interval.perSecond(interval.requests() - interval.failed())),
                        Figures.rate(interval.perSecond(interval.failed())),
                        percentiles(interval.responseTime()),
                        snapshot.errors().isEmpty()
                                ? ""
                                : "  errors: " + cut(error(snapshot.errors().getFirst()), 120));
    }

    /** Returns a line about something that was done to the run. */
    static String act(RunEvent event, Duration elapsed) {
        String mark = event.type() == RunEvent.Type.MARK ? "mark: " : "";
        return clock(elapsed) + "  " + cut(mark + event.text() + " (by " + event.by() + ")", 200);
    }

    private static String load(Snapshot snapshot, boolean openModel, boolean closedModel) {
        Interval interval = snapshot.interval();
        var text = new StringBuilder("users ").append(Figures.count(interval.users()));
        if (closedModel && !openModel) {
            text.append(" of ").append(Figures.count(snapshot.wantedUsers()));
        }
        if (openModel) {
            text.append("   offered ").append(Figures.rate(snapshot.offeredPerSecond()));
        }
        text.append("   started ").append(Figures.rate(interval.perSecond(interval.started())));
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

    private static String bar(Snapshot snapshot, Terminal terminal) {
        double share = snapshot.planned().isZero()
                ? 1
                : Math.min(
                        1,
                        (double) snapshot.elapsed().toNanos()
                                / snapshot.planned().toNanos());
        int full = (int) Math.round(share * BAR);
        return terminal.green("━".repeat(full)) + terminal.faint("─".repeat(BAR - full));
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

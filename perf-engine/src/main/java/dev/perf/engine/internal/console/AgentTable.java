package dev.perf.engine.internal.console;

import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What each agent of a run did, as lines of text; of many, those that something happened to. */
final class AgentTable {

    private static final int NAME = 26;
    private static final int MOST = 12;

    private AgentTable() {}

    static List<String> lines(List<AgentResult> agents, Terminal terminal) {
        if (agents.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(terminal.bold(row("agent", "share", "requests", "failed", "p50", "p95", "state")));
        List<AgentResult> shown = shown(agents);
        shown.forEach(agent -> lines.add(row(agent, terminal)));
        if (shown.size() < agents.size()) {
            lines.add(terminal.faint(
                    "  and " + Figures.count(agents.size() - shown.size()) + " others that took part to the end"));
        }
        return lines;
    }

    /** Those that were lost or came late first, of which there are as many as there are; in the order that they began. */
    private static List<AgentResult> shown(List<AgentResult> agents) {
        List<AgentResult> first = agents.stream()
                .sorted(Comparator.comparing(agent -> agent.loss() == null && !agent.isLate()))
                .limit(Math.max(
                        MOST,
                        agents.stream()
                                .filter(agent -> agent.loss() != null || agent.isLate())
                                .count()))
                .toList();
        return agents.stream().filter(first::contains).toList();
    }

    private static String row(AgentResult agent, Terminal terminal) {
        Distribution times = agent.responseTime();
        String row = row(
                agent.name(),
                Figures.share(agent.share()),
                Figures.count(agent.requests()),
                Figures.count(agent.failed()),
                percentile(times, 50),
                percentile(times, 95),
                state(agent));
        return agent.loss() == null ? row : terminal.yellow(row);
    }

    private static String state(AgentResult agent) {
        AgentResult.Loss loss = agent.loss();
        String joined = agent.isLate() ? "joined at " + Progress.clock(agent.joined()) : "";
        if (loss == null) {
            return joined.isEmpty() ? "ended" : joined;
        }
        return (joined.isEmpty() ? "" : joined + ", ") + "lost at " + Progress.clock(loss.noticed()) + ": "
                + Progress.cut(loss.cause(), 80) + "; " + Figures.count(loss.missing()) + " iterations missing, "
                + Figures.count(loss.interrupted()) + " cut off, its load was missing for "
                + DurationText.measured(loss.missingLoad());
    }

    private static String percentile(Distribution times, double percentile) {
        return times.supports(percentile) ? Figures.time(times.percentile(percentile)) : "-";
    }

    private static String row(
            String name, String share, String requests, String failed, String p50, String p95, String state) {
        return String.format(
                Locale.ROOT,
                "  %-" + NAME + "s %9s %9s %9s %8s %8s  %s",
                Progress.cut(name, NAME),
                share,
                requests,
                failed,
                p50,
                p95,
                state);
    }
}

package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.report.internal.AgentStories;
import dev.perf.result.AgentResult;
import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each agent of a run on several machines did, and what became of it. */
final class AgentSection {

    /** Of more the table is folded, and those that something happened to are shown beside. */
    private static final int FEW = 12;

    private AgentSection() {}

    static Section of(RunResult result, TimeSection time) {
        List<AgentResult> agents = result.agents();
        if (agents.isEmpty()) {
            return Section.none("agents");
        }
        var content = new ArrayList<Node>();
        content.add(lead(result));
        List<Node> notes = notes(result);
        if (!notes.isEmpty()) {
            Element list = el("ul").cls("warnings");
            notes.forEach(note -> list.add(el("li", note)));
            content.add(list);
        }
        if (agents.size() <= FEW) {
            content.add(table("What each agent did", agents));
        } else {
            List<AgentResult> special = agents.stream()
                    .filter(agent -> agent.loss() != null || agent.isLate() || worries(agent))
                    .limit(FEW)
                    .toList();
            if (!special.isEmpty()) {
                content.add(table("Agents that something happened to", special));
            }
            content.add(el(
                            "details",
                            el("summary", "All " + Format.count(agents.size()) + " agents"),
                            table("What each agent did", agents))
                    .cls("all"));
        }
        List<Element> charts = time.agents();
        if (!charts.isEmpty()) {
            content.add(el("div").cls("charts").add(charts));
        }
        return new Section("agents", "Agents", "Agents", content);
    }

    private static boolean worries(AgentResult agent) {
        return agent.generator().state() == GeneratorHealth.State.WARNING
                || agent.generator().state() == GeneratorHealth.State.INVALID
                || !agent.warnings().isEmpty();
    }

    private static Element lead(RunResult result) {
        int all = result.agents().size();
        long lost =
                result.agents().stream().filter(agent -> agent.loss() != null).count();
        long late = result.agents().stream().filter(AgentResult::isLate).count();
        String spread =
                "The load came from " + Format.count(all) + (all == 1 ? " agent" : " agents") + "; all numbers of"
                        + " this page but those below are of all of them together."
                        + (late > 0 ? " " + Format.count(late) + " joined during the run." : "");
        return el(
                        "p",
                        lost == 0
                                ? State.PASSED.badge("No agent was lost")
                                : State.WARNING.badge(
                                        Format.count(lost) + (lost == 1 ? " agent was lost" : " agents were lost")),
                        new Text(". " + spread))
                .cls("lead");
    }

    /** What is to be known of some agents, which the verdict has told in part. */
    private static List<Node> notes(RunResult result) {
        var notes = new ArrayList<Node>();
        AgentStories.of(result).forEach(story -> notes.add(foreign(story)));
        AgentStories.outliers(result).forEach(outlier -> notes.add(warning(outlier)));
        result.agents()
                .forEach(agent -> agent.warnings().forEach(text -> notes.add(warning(agent.name() + ": " + text))));
        return notes;
    }

    private static Node warning(String text) {
        return el("span", State.WARNING.badge("Warning"), new Text(" "), foreign(text));
    }

    private static Element table(String caption, List<AgentResult> agents) {
        Table table = Table.of(caption)
                .interactive()
                .stacked()
                .text("Agent")
                .text("State")
                .number("Share")
                .number("Requests")
                .number("Failed")
                .number("p50", "Percentile")
                .number("p95", "Percentile")
                .number("Missing", "Iteration")
                .text("Generator", "Generator")
                .number("Start late")
                .number("Clock offset")
                .number("Capacity")
                .text("Machine");
        agents.forEach(agent -> table.row(row(agent)));
        return table.element();
    }

    private static List<Cell> row(AgentResult agent) {
        AgentResult.Loss loss = agent.loss();
        return List.of(
                Cell.foreign(agent.name()),
                state(agent),
                Cell.number(Format.percent(agent.share()), agent.share()),
                Cell.count(agent.requests()),
                Cell.failed(agent.failed(), agent.requests() == 0 ? 0 : (double) agent.failed() / agent.requests()),
                Cell.percentile(agent.responseTime(), 50),
                Cell.percentile(agent.responseTime(), 95),
                loss == null ? Cell.none("it was not lost") : missing(loss),
                generator(agent.generator()),
                lateness(agent.clock().late()),
                offset(agent.clock()),
                agent.machine().capacity() == 0
                        ? Cell.none("it was started without one")
                        : Cell.number(
                                Format.perSecond(agent.machine().capacity()),
                                agent.machine().capacity()),
                machine(agent.machine()));
    }

    private static Cell state(AgentResult agent) {
        AgentResult.Loss loss = agent.loss();
        if (loss != null) {
            return Cell.of(el(
                    "div",
                    State.WARNING.badge("Lost at " + Format.moment(loss.noticed())),
                    el("div", foreign(loss.cause())).cls("detail")));
        }
        return Cell.of(
                agent.isLate()
                        ? State.PASSED.badge("Joined at " + Format.moment(agent.joined()))
                        : State.PASSED.badge("Ended"));
    }

    private static Cell missing(AgentResult.Loss loss) {
        return new Cell(
                new Text(Format.count(loss.missing())),
                String.valueOf(loss.missing()),
                "iterations that did not begin in the " + Format.length(loss.missingLoad())
                        + " in which its share of the load was missing; " + Format.count(loss.interrupted())
                        + " more were cut off",
                false);
    }

    private static Cell generator(GeneratorHealth health) {
        String word = switch (health.state()) {
            case NOT_MEASURED -> "Not measured";
            case GOOD -> "Good";
            case WARNING -> "Warning";
            case INVALID -> "Invalid";
        };
        return new Cell(State.of(health.state()).badge(word), word, health.summary(), false);
    }

    private static Cell lateness(Duration late) {
        return Cell.number(Format.time(late), late.toNanos());
    }

    private static Cell offset(AgentResult.Clock clock) {
        String shown = Format.signed(
                clock.offset().toNanos(), Format.time(clock.offset().abs()));
        return new Cell(
                new Text(shown),
                String.valueOf(clock.offset().toNanos()),
                "known to within " + Format.time(clock.uncertainty()) + "; times of the run do not depend on it",
                false);
    }

    private static Cell machine(AgentResult.Machine machine) {
        Environment environment = machine.environment();
        Element cell = el("div", foreign(machine.address().isEmpty() ? environment.host() : machine.address()));
        String detail = List.of(labels(machine.labels()), java(environment), environment.os()).stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        if (!detail.isEmpty()) {
            cell.add(el("div", foreign(detail)).cls("detail"));
        }
        return Cell.of(cell);
    }

    private static String java(Environment environment) {
        return environment.java().isEmpty() ? "" : "Java " + environment.java();
    }

    private static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
    }
}

package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/** Whether the numbers tell of the target or of the generator. */
final class TrustSection {

    private TrustSection() {}

    static Section of(RunResult result, TimeSection time) {
        GeneratorHealth health = result.generator();
        Element lead = el(
                        "p",
                        State.of(health.state()).badge(word(health.state())),
                        new Text(" "),
                        foreign(health.summary()))
                .cls("lead");
        if (health.signals().isEmpty()) {
            return Section.of(
                    "trust",
                    "Can I trust this?",
                    lead,
                    el("p", "Nothing was measured.").cls("empty"));
        }
        Table table = Table.of("What the generator saw of itself")
                .stacked()
                .text("Signal", "Generator")
                .text("State")
                .text("Seen")
                .text("Worrying from");
        for (GeneratorHealth.Signal signal : health.signals()) {
            table.row(
                    Cell.foreign(signal.name()),
                    Cell.of(State.of(signal.state()).badge(word(signal.state()))),
                    Cell.foreign(signal.value()),
                    Cell.foreign(signal.limit()));
        }
        var content = new ArrayList<Node>(List.of(lead, table.element()));
        List<Element> charts = time.generator();
        if (!charts.isEmpty()) {
            content.add(overTime(charts, health.state()));
        }
        return new Section("trust", "Trust", "Can I trust this?", content);
    }

    /** Folded where nothing worries. */
    private static Element overTime(List<Element> charts, GeneratorHealth.State state) {
        Element folded = el(
                        "details",
                        el("summary", "The generator over time"),
                        el("div").cls("charts").add(charts))
                .cls("all generator");
        return state == GeneratorHealth.State.GOOD ? folded : folded.attr("open", "");
    }

    private static String word(GeneratorHealth.State state) {
        return switch (state) {
            case NOT_MEASURED -> "Not measured";
            case GOOD -> "Good";
            case WARNING -> "Warning";
            case INVALID -> "Invalid";
        };
    }
}

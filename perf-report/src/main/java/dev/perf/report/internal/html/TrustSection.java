package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;

/** Whether the numbers tell of the target or of the generator. */
final class TrustSection {

    private TrustSection() {}

    static Section of(RunResult result) {
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
        return Section.of("trust", "Can I trust this?", lead, table.element()).called("Trust");
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

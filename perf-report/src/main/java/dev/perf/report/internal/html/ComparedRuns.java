package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;

import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.StoredRun;
import dev.perf.result.Environment;

/** Which runs are compared. */
final class ComparedRuns {

    private ComparedRuns() {}

    static Element of(RunComparison comparison) {
        Table table = Table.of("The two runs")
                .slim()
                .stacked()
                .text("Run")
                .text("Id")
                .text("Started")
                .text("Measured")
                .text("Verdict")
                .number("Requests")
                .text("Machine")
                .text("Tags");
        run(table, "Baseline", comparison.baseline());
        run(table, "Candidate", comparison.candidate());
        return table.element();
    }

    private static void run(Table table, String which, StoredRun run) {
        Environment at = run.environment();
        Element tags = el("span").cls("tags");
        run.tags().forEach((name, value) -> tags.add(code(name + "=" + value)));
        table.row(
                Cell.text(which),
                Cell.of(code(run.runId())),
                Cell.text(HeadSection.date(run.startedAt())),
                Cell.text(Format.length(run.duration())),
                Cell.of(State.of(run.verdict()).badge(run.verdict().name())),
                Cell.count(run.requestCount()),
                Cell.foreign(at.host() + ", " + at.cores() + (at.cores() == 1 ? " core" : " cores") + ", Java "
                        + at.java() + ", Perf " + at.perf()),
                Cell.of(tags));
    }
}

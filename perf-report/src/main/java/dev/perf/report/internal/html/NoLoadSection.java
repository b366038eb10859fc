package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import java.util.stream.Stream;

/** What was asked for and never began, because the setup failed or the run was stopped before its load. */
final class NoLoadSection {

    private NoLoadSection() {}

    /** Tells whether nothing of the load happened, in the warm-up neither. */
    static boolean isAbout(RunResult result) {
        return result.ledger().equals(Ledger.EMPTY)
                && result.requests().isEmpty()
                && Stream.concat(result.warmUp().stream(), result.intervals().stream())
                        .allMatch(NoLoadSection::isEmpty);
    }

    private static boolean isEmpty(Interval interval) {
        return interval.users() == 0 && interval.scheduled() == 0 && interval.ended() == 0 && interval.requests() == 0;
    }

    static Section of(RunResult result) {
        Element lead = el("p", "The load did not begin: no iteration was started, and no scenario sent a request.")
                .cls("lead");
        return result.plannedLoad().isEmpty()
                ? Section.of("not-run", "What did not run", lead)
                : Section.of("not-run", "What did not run", lead, LoadSection.table(result));
    }

    static Section thresholds(RunResult result) {
        if (result.thresholds().isEmpty() && result.slos().isEmpty()) {
            return Section.none("thresholds");
        }
        Table table = Table.of("Thresholds and objectives that were not judged").text("Threshold", "Threshold");
        result.thresholds().forEach(threshold -> table.row(Cell.of(code(threshold.expression()))));
        result.slos()
                .forEach(slo -> table.row(Cell.foreign(
                        slo.slo().name() + ": " + slo.slo().objective().text())));
        return Section.of(
                "thresholds",
                "Thresholds",
                el("p", "None was judged, for nothing was measured.").cls("lead"),
                table.element());
    }
}

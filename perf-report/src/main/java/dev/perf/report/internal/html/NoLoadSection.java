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
        Element content = el(
                "div",
                el("p", "The load did not begin: no iteration was started, and no scenario sent a request.")
                        .cls("lead"));
        if (!result.plannedLoad().isEmpty()) {
            content.add(LoadSection.table(result));
        }
        if (!result.thresholds().isEmpty()) {
            Element list = el("ul");
            result.thresholds().forEach(threshold -> list.add(el("li", code(threshold.expression()))));
            content.add(el("h3", "Thresholds that were not judged, for nothing was measured"), list);
        }
        return Section.of("not-run", "What did not run", content);
    }
}

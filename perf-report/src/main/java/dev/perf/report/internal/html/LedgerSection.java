package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Ledger;
import dev.perf.result.RunResult;

/** The account of all iterations. */
final class LedgerSection {

    private LedgerSection() {}

    static Section of(RunResult result) {
        Ledger ledger = result.ledger();
        Table table = Table.of("Where every iteration went")
                .narrow()
                .text("Iterations", "Iteration")
                .number("Count")
                .number("Share of scheduled");
        row(table, "scheduled", ledger.scheduled(), ledger);
        row(table, "started", ledger.started(), ledger);
        row(table, "dropped", ledger.dropped(), ledger);
        row(table, "completed", ledger.completed(), ledger);
        row(table, "failed", ledger.failed(), ledger);
        row(table, "interrupted", ledger.interrupted(), ledger);
        return Section.of("ledger", "Ledger", equations(ledger), table.element());
    }

    private static Element equations(Ledger ledger) {
        String sums = "scheduled " + Format.count(ledger.scheduled()) + " = started " + Format.count(ledger.started())
                + " + dropped " + Format.count(ledger.dropped()) + "; started " + Format.count(ledger.started())
                + " = completed " + Format.count(ledger.completed()) + " + failed " + Format.count(ledger.failed())
                + " + interrupted " + Format.count(ledger.interrupted());
        return el(
                        "p",
                        ledger.balanced()
                                ? State.PASSED.badge("The account adds up")
                                : State.WARNING.badge("The account does not add up"),
                        new Text(": " + sums + "."))
                .cls("lead");
    }

    private static void row(Table table, String name, long count, Ledger ledger) {
        double share = ledger.scheduled() == 0 ? Double.NaN : (double) count / ledger.scheduled();
        table.row(Cell.text(name), Cell.count(count), Cell.text(Format.percent(share)));
    }
}

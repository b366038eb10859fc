package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import java.util.List;
import java.util.Set;

/** How often each check held. */
final class CheckSection {

    private CheckSection() {}

    static Section of(RunResult result) {
        List<MetricResult.Rate> checks = result.metrics().stream()
                .filter(each ->
                        each.name().equals("checks") && each.tags().keySet().equals(Set.of("check")))
                .filter(MetricResult.Rate.class::isInstance)
                .map(MetricResult.Rate.class::cast)
                .toList();
        if (checks.isEmpty()) {
            return Section.none("checks");
        }
        Table table = Table.of("Checks")
                .narrow()
                .interactive()
                .text("Check", "Check")
                .text("State")
                .number("Held")
                .number("Passes")
                .number("Fails");
        for (MetricResult.Rate check : checks) {
            boolean tried = check.passes() + check.fails() > 0;
            table.row(
                    Cell.foreign(check.tags().getOrDefault("check", "")),
                    Cell.of(
                            !tried
                                    ? el("span", "not tried").cls("weak")
                                    : check.fails() == 0
                                            ? State.PASSED.badge("Held")
                                            : State.WARNING.badge("Failed at times")),
                    tried ? Cell.number(Format.percent(check.rate()), check.rate() * 100) : Cell.none("never tried"),
                    Cell.count(check.passes()),
                    Cell.count(check.fails()));
        }
        return Section.of("checks", "Checks", table.element());
    }
}

package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.report.compare.Change;
import dev.perf.report.compare.ComparisonRules;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import java.util.List;

/** All metrics of a comparison, and what is to be thought of their changes. */
final class ChangeTable {

    private ChangeTable() {}

    /** Returns the table of all metrics, below the rules by which they are judged. */
    static List<Node> of(RunComparison comparison) {
        Table table = Table.of("All metrics; times are response times")
                .interactive()
                .text("Request")
                .text("Metric")
                .number("Before")
                .number("After")
                .number("Change")
                .number("Typical change, 95 %")
                .number("p")
                .number("Blocks")
                .text("Judgement");
        comparison.changes().forEach(change -> row(table, change));
        return List.of(el("p", explanation(comparison.rules())).cls("note"), table.element());
    }

    private static String explanation(ComparisonRules rules) {
        return "A change counts if it is larger than " + Format.percent(rules.relativeLimit()) + ", than "
                + Format.time(rules.absoluteLimit())
                + " and than twice the noise, in the whole run and in a typical block of time, and if a signed-rank"
                + " test over the blocks bears it out (p below " + Format.number(rules.chance())
                + " after correction for all tests).";
    }

    private static void row(Table table, Change change) {
        String request = change.request();
        ConfidenceInterval typical = change.relativeTypical();
        table.row(
                request == null ? Cell.text("All requests") : Cell.foreign(request),
                Cell.text(change.metric().label()),
                Cell.number(change.metric().describe(change.before()), change.before()),
                Cell.number(change.metric().describe(change.after()), change.after()),
                Cell.number(change.describeRelative(), change.relative() * 100),
                typical == null
                        ? Cell.none("fewer than ten blocks with enough requests, or nothing to take a share of")
                        : Cell.number(
                                percent(typical.low()) + " to " + percent(typical.high()), typical.estimate() * 100),
                change.isTested()
                        ? Cell.number(change.describeChance(), change.adjustedChance())
                        : Cell.none("not tested"),
                Cell.count(change.blocks()),
                Cell.of(badge(change.judgement())));
    }

    private static String percent(double share) {
        return Format.signed(share, Format.percent(Math.abs(share)));
    }

    private static Element badge(Judgement judgement) {
        return switch (judgement) {
            case WORSE -> State.FAILED.badge("Worse");
            case BETTER -> State.PASSED.badge("Better");
            case SAME -> State.UNKNOWN.badge("Same");
            case UNCLEAR -> State.WARNING.badge("Unclear");
            case TOO_FEW -> State.UNKNOWN.badge("Too few requests");
        };
    }
}

package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import java.time.Duration;

/** What was demanded, what came of it, and how close it was. */
final class ThresholdSection {

    /** Beyond it a share of the limit says nothing to anybody. */
    private static final double MOST_RELATIVE = 10;

    /** So much of the room left is little. */
    private static final double CLOSE = 0.1;

    private ThresholdSection() {}

    static Section of(RunResult result) {
        if (result.thresholds().isEmpty()) {
            return Section.of(
                    "thresholds",
                    "Thresholds",
                    el("p", "None were set: this run could not fail on its numbers.")
                            .cls("empty"));
        }
        Table table = Table.of("Thresholds, in the order of the plan")
                .stacked()
                .text("Threshold", "Threshold")
                .text("State")
                .number("Actual")
                .number("Limit")
                .number("Margin", "Margin")
                .number("Samples")
                .number("First breach");
        result.thresholds().forEach(threshold -> row(table, threshold, result));
        return Section.of("thresholds", "Thresholds", table.element());
    }

    private static void row(Table table, ThresholdResult threshold, RunResult result) {
        Element name = el("div", code(threshold.expression()));
        Double actual = threshold.actual();
        boolean saysMore =
                actual == null || !threshold.message().equals(Expression.say(threshold, actual, result.metrics()));
        if (saysMore && !threshold.passed() || isDrift(threshold)) {
            name.add(el("div", foreign(threshold.message())).cls("detail"));
        }
        Duration breach = threshold.firstBreach();
        table.row(
                Cell.of(name),
                Cell.of(state(threshold)),
                actual == null ? Cell.none("no samples") : Cell.text(say(threshold, actual, result)),
                Double.isNaN(threshold.limit())
                        ? Cell.none("no baseline")
                        : Cell.text(Format.tidy(say(threshold, threshold.limit(), result))),
                margin(threshold, result),
                Cell.count(threshold.samples()),
                breach == null ? Cell.none("always held") : Cell.number(Format.moment(breach), breach.toMillis()));
    }

    /** What a drift was read from is not seen in its number. */
    private static boolean isDrift(ThresholdResult threshold) {
        Expression expression = Expression.read(threshold.expression());
        return expression != null && expression.isDrift();
    }

    private static Element state(ThresholdResult threshold) {
        if (threshold.state() == ThresholdResult.State.NOT_JUDGED) {
            return State.UNKNOWN.badge("Not judged");
        }
        if (threshold.actual() == null && !threshold.passed()) {
            return State.FAILED.badge("No data");
        }
        if (!threshold.passed()) {
            return State.FAILED.badge("Failed");
        }
        return isClose(threshold) ? State.WARNING.badge("Close") : State.PASSED.badge("Passed");
    }

    static boolean isClose(ThresholdResult threshold) {
        return threshold.relativeMargin() < CLOSE;
    }

    private static Cell margin(ThresholdResult threshold, RunResult result) {
        Double margin = threshold.margin();
        if (margin == null || !Double.isFinite(margin)) {
            return Cell.none("no samples");
        }
        String absolute = Format.signed(margin, Expression.sayDistance(threshold, Math.abs(margin), result.metrics()));
        double relative = threshold.relativeMargin();
        return Cell.text(
                Math.abs(relative) <= MOST_RELATIVE
                        ? absolute + " (" + Format.signed(relative, Format.percent(Math.abs(relative))) + ")"
                        : absolute);
    }

    private static String say(ThresholdResult threshold, double value, RunResult result) {
        return Expression.say(threshold, value, result.metrics()).replace('-', '−');
    }
}

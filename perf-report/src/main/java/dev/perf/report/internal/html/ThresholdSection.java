package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** What was demanded, what came of it, and how close it was. */
final class ThresholdSection {

    /** Beyond it a share of the limit says nothing to anybody. */
    private static final double MOST_RELATIVE = 10;

    private ThresholdSection() {}

    static Section of(RunResult result) {
        if (result.thresholds().isEmpty()) {
            return result.slos().isEmpty()
                    ? Section.of(
                            "thresholds",
                            "Thresholds",
                            el("p", "None were set: this run could not fail on its numbers.")
                                    .cls("empty"))
                    : Section.none("thresholds");
        }
        Table table = Table.of("Thresholds, in the order of the plan")
                .stacked()
                .text("Threshold", "Threshold")
                .text("State")
                .number("Actual")
                .number("Limit")
                .number("Margin", "Margin")
                .text("Over time", "Course of a threshold")
                .number("In breach", "Course of a threshold")
                .number("First breach")
                .number("Samples");
        result.thresholds().forEach(threshold -> row(table, threshold, result));
        return Section.of("thresholds", "Thresholds", table.element());
    }

    private static void row(Table table, ThresholdResult threshold, RunResult result) {
        Double actual = threshold.actual();
        Duration breach = threshold.firstBreach();
        table.row(
                Cell.of(name(threshold, result)),
                Cell.of(state(threshold)),
                actual == null ? Cell.none("no samples") : Cell.text(say(threshold, actual, result)),
                Double.isNaN(threshold.limit())
                        ? Cell.none("no baseline")
                        : Cell.text(Format.tidy(say(threshold, threshold.limit(), result))),
                margin(threshold, result),
                course(threshold, result),
                breaches(threshold),
                breach == null ? Cell.none("always held") : Cell.number(Format.moment(breach), breach.toMillis()),
                Cell.count(threshold.samples()));
    }

    private static Element name(ThresholdResult threshold, RunResult result) {
        Element name = el("div", code(threshold.expression()));
        String scope = threshold.scope();
        if (!scope.equals("whole run")) {
            name.add(el("div", foreign(scope)).cls("detail"));
        }
        Double actual = threshold.actual();
        boolean saysMore =
                actual == null || !threshold.message().equals(Expression.say(threshold, actual, result.metrics()));
        if (saysMore && !threshold.passed() || isDrift(threshold)) {
            name.add(el("div", foreign(threshold.message())).cls("detail"));
        }
        return name;
    }

    /** What a drift was read from is not seen in its number. */
    private static boolean isDrift(ThresholdResult threshold) {
        Expression expression = Expression.read(threshold.expression());
        return expression != null && expression.isDrift();
    }

    private static Element state(ThresholdResult threshold) {
        return switch (threshold.state()) {
            case PASSED -> State.PASSED.badge("Passed");
            case WARNING -> State.WARNING.badge("Close");
            case FAILED -> State.FAILED.badge("Failed");
            case NO_DATA -> State.FAILED.badge("No data");
            case NOT_JUDGED -> State.UNKNOWN.badge("Not judged");
        };
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

    /** The value over time, and where the limit lay. */
    private static Cell course(ThresholdResult threshold, RunResult result) {
        List<Line.Point> points = threshold.course().stream()
                .map(point -> new Line.Point(RunTime.seconds(point.at()), point.value()))
                .toList();
        DoubleSummaryStatistics seen = points.stream()
                .mapToDouble(Line.Point::y)
                .filter(Double::isFinite)
                .summaryStatistics();
        if (seen.getCount() < 2) {
            return Cell.none("judged once");
        }
        Expression expression = Expression.read(threshold.expression());
        Sparkline.Limit limit = Double.isNaN(threshold.limit()) || expression == null
                ? null
                : new Sparkline.Limit(threshold.limit(), expression.upper());
        String words = "from " + say(threshold, seen.getMin(), result) + " to " + say(threshold, seen.getMax(), result);
        double end = Math.max(
                RunTime.seconds(RunTime.of(result).end()), points.getLast().x());
        return Cell.of(Sparkline.line(points, end, limit, words));
    }

    private static Cell breaches(ThresholdResult threshold) {
        Double share = threshold.breachShare();
        if (share == null) {
            return Cell.none("not judged over time");
        }
        Element shown = el("div", Format.percent(share) + " of the time");
        if (!threshold.longestBreach().isZero()) {
            shown.add(el("div", " longest " + Format.length(threshold.longestBreach()))
                    .cls("detail"));
        }
        return new Cell(shown, Format.coordinate4(share * 100), "", false);
    }

    private static String say(ThresholdResult threshold, double value, RunResult result) {
        return Expression.say(threshold, value, result.metrics()).replace('-', '−');
    }
}

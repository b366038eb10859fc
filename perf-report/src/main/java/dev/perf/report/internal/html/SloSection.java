package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.SloResult.WindowResult;
import dev.perf.slo.Objective;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What was promised of the service, and how much of the error budget the run has spent. */
final class SloSection {

    private static final int BAR = 96;

    /** Decimals of a share in percent: what is close to a promise is not rounded to it. */
    private static final int DECIMALS = 4;

    private SloSection() {}

    static Section of(RunResult result) {
        if (result.slos().isEmpty()) {
            return Section.none("objectives");
        }
        Table table = Table.of("Service level objectives, in the order of the plan")
                .stacked()
                .text("Objective", "Service level objective")
                .text("State")
                .number("Promised")
                .number("Actual")
                .number("Requests")
                .number("Bad", "Service level objective")
                .text("Error budget", "Error budget")
                .text("Worst windows", "Burn rate");
        result.slos().forEach(slo -> row(table, slo));
        return Section.of("objectives", "Service level objectives", table.element())
                .called("Objectives");
    }

    private static void row(Table table, SloResult result) {
        Double actual = result.actual();
        boolean isRate = result.slo().objective() instanceof Objective.Throughput;
        table.row(
                Cell.of(name(result)),
                Cell.of(state(result)),
                Cell.text(value(result.target(), isRate, RoundingMode.HALF_UP)),
                actual == null ? Cell.none("no requests") : Cell.text(value(actual, isRate, RoundingMode.DOWN)),
                Cell.count(result.requests()),
                isRate ? Cell.none("what is promised is a rate") : Cell.count(result.bad()),
                budget(result),
                windows(result, isRate));
    }

    private static Element name(SloResult result) {
        Element tags = el("span").cls("tags");
        result.slo().tags().forEach((tag, value) -> tags.add(code(tag + "=" + value)));
        Element name = el(
                "div",
                foreign(result.slo().name()),
                el("div", result.slo().objective().text()).cls("detail"));
        return result.slo().tags().isEmpty() ? name : name.add(tags);
    }

    private static Element state(SloResult result) {
        return switch (result.state()) {
            case MET -> State.PASSED.badge("Met");
            case AT_RISK -> State.WARNING.badge("At risk");
            case MISSED -> State.FAILED.badge("Missed");
            case NO_DATA -> State.FAILED.badge("No data");
        };
    }

    private static String value(double value, boolean isRate, RoundingMode rounding) {
        return isRate
                ? Format.perSecond(value)
                : BigDecimal.valueOf(value)
                                .movePointRight(2)
                                .setScale(DECIMALS, rounding)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "\u00A0%";
    }

    /** A bar that is full where all of the budget is spent. */
    private static Cell budget(SloResult result) {
        Double spent = result.budgetSpent();
        Double left = result.budgetLeft();
        if (spent == null || left == null) {
            return Cell.none(result.actual() == null ? "no requests" : "a rate has no error budget");
        }
        boolean overdrawn = left < 0;
        Element bar = el("svg")
                .cls("bar")
                .attr("width", BAR)
                .attr("height", "8")
                .attr("aria-hidden", "true")
                .add(
                        el("rect")
                                .cls("track")
                                .attr("width", BAR)
                                .attr("height", "8")
                                .attr("fill", "#e7e7e2"),
                        el("rect")
                                .cls(overdrawn ? "bars" : "fill")
                                .attr("width", Math.clamp(spent, 0, 1) * BAR)
                                .attr("height", "8")
                                .attr("fill", overdrawn ? "#b8281f" : "#2f5fd0"));
        return Cell.of(el(
                "div",
                bar,
                new Text(" " + Format.percent(spent) + " spent"),
                el("div", overdrawn ? " overdrawn by " + Format.percent(-left) : " " + Format.percent(left) + " left")
                        .cls("detail")));
    }

    private static Cell windows(SloResult result, boolean isRate) {
        if (result.windows().isEmpty()) {
            return Cell.none("judged over the whole run alone");
        }
        Element windows = el("div");
        for (WindowResult window : result.windows()) {
            State state = window.met() ? State.PASSED : State.FAILED;
            windows.add(el(
                    "div", el("span", state.icon()).cls("state " + state.cssClass()), new Text(say(window, isRate))));
        }
        return Cell.of(windows);
    }

    private static String say(WindowResult window, boolean isRate) {
        Double worst = window.worst();
        String length = Format.length(window.window().length());
        if (worst == null || window.end() == null) {
            return length + ": no requests";
        }
        Double burn = window.burn();
        return length + ": " + value(worst, isRate, RoundingMode.DOWN)
                + (burn == null
                        ? ""
                        : ", burn rate " + Format.number(burn) + ", at most "
                                + Format.tidy(Format.number(window.window().mostBurn())))
                + ", until " + Format.moment(window.end());
    }
}

package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.GeneratorHealth;
import dev.perf.result.Verdict;

/** How something stands, told by icon, word and colour together. */
enum State {
    PASSED("pass", "M5 12.5l4.5 4.5L19 7.5"),
    WARNING("warn", "M12 6.5v7M12 17.2v.3"),
    FAILED("fail", "M7 7l10 10M17 7L7 17"),
    INVALID("invalid", "M9 9.2a3 3 0 1 1 4.4 2.7c-1 .6-1.4 1.1-1.4 2.1M12 17.2v.3"),
    ABORTED("aborted", "M8 8h8v8H8z"),
    UNKNOWN("aborted", "M7 12h10");

    private final String cssClass;
    private final String path;

    State(String cssClass, String path) {
        this.cssClass = cssClass;
        this.path = path;
    }

    static State of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case INVALID -> INVALID;
            case ABORTED -> ABORTED;
        };
    }

    static State of(GeneratorHealth.State state) {
        return switch (state) {
            case NOT_MEASURED -> UNKNOWN;
            case GOOD -> PASSED;
            case WARNING -> WARNING;
            case INVALID -> INVALID;
        };
    }

    String cssClass() {
        return cssClass;
    }

    /** A disc with a sign; the word beside it carries the meaning. */
    Element icon() {
        return el("svg")
                .cls("icon")
                .attr("width", "18")
                .attr("height", "18")
                .attr("viewBox", "0 0 24 24")
                .attr("aria-hidden", "true")
                .add(
                        el("circle")
                                .attr("cx", "12")
                                .attr("cy", "12")
                                .attr("r", "11")
                                .attr("fill", "currentColor"),
                        el("path")
                                .cls("sign")
                                .attr("d", path)
                                .attr("fill", "none")
                                .attr("stroke", "#fff")
                                .attr("stroke-width", "2.4")
                                .attr("stroke-linecap", "round")
                                .attr("stroke-linejoin", "round"));
    }

    Element badge(String word) {
        return el("span", icon(), new Text(word)).cls("state " + cssClass);
    }
}

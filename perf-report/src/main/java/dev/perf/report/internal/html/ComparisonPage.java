package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.report.compare.RunComparison;

/** The page of a comparison: what changed, what else differs, all metrics, and both runs over time. */
final class ComparisonPage {

    private final RunComparison comparison;
    private final State state;

    private ComparisonPage(RunComparison comparison) {
        this.comparison = comparison;
        this.state = Outcomes.state(comparison.outcome());
    }

    static String of(RunComparison comparison) {
        return new ComparisonPage(comparison).page();
    }

    private String page() {
        var page = new StringBuilder("<!DOCTYPE html>\n");
        el(
                        "html",
                        Page.head(Outcomes.word(comparison.outcome()) + ": "
                                + comparison.candidate().test()),
                        body())
                .attr("lang", "en")
                .render(page);
        return page.append('\n').toString();
    }

    private Element body() {
        String test = comparison.candidate().test();
        Element main =
                el("main").id("report").add(el("div", el("h1", foreign(test))).cls("head"), answer(), runs());
        if (!comparison.changes().isEmpty()) {
            main.add(changes(), ComparisonChart.of(comparison));
        }
        return el(
                "body",
                el("a", "Skip to the report").cls("skip").attr("href", "#report"),
                el(
                        "header",
                        el("a", state.icon(), foreign(test))
                                .cls("brand " + state.cssClass())
                                .attr("href", "#report"),
                        el("nav", el("a", "Runs").attr("href", "#runs")).attr("aria-label", "Sections"),
                        el("button", "Theme")
                                .id("theme")
                                .attr("type", "button")
                                .attr("hidden", "")
                                .title("Switch between light and dark")),
                main,
                el("footer", "Made by Perf. Percentiles come from histograms; none is an average of percentiles."),
                Asset.SCRIPT);
    }

    private Element answer() {
        Element reasons =
                el("div", el("p", foreign(Outcomes.sentence(comparison))).cls("reason"));
        reasons.add(Outcomes.findings(comparison));
        return el("section")
                .id("verdict")
                .cls("verdict " + state.cssClass())
                .attr("aria-label", "Outcome")
                .add(
                        el("p", state.icon(), new Text(Outcomes.word(comparison.outcome())))
                                .cls("word"),
                        reasons);
    }

    private Element runs() {
        return Section.of("runs", "Runs", ComparedRuns.of(comparison)).element();
    }

    private Element changes() {
        return new Section("changes", "Changes", "Changes", ChangeTable.of(comparison)).element();
    }
}

package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/** The page: which sections there are, and in which order. */
final class Page {

    /** Nothing but the styles and scripts that the page holds; it asks the network for nothing. */
    private static final String POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
            + "style-src 'self' " + Asset.STYLE.hash() + " " + Asset.CHARTS_STYLE.hash() + "; script-src "
            + Asset.CHARTS.hash() + " " + Asset.SCRIPT.hash();

    private Page() {}

    static String of(RunResult result) {
        return of(result, List.of());
    }

    /** Returns the page, with links to {@code files} beside it. */
    static String of(RunResult result, List<String> files) {
        var page = new StringBuilder("<!DOCTYPE html>\n");
        el("html", head(result.verdict() + ": " + result.test()), body(result, files))
                .attr("lang", "en")
                .render(page);
        return page.append('\n').toString();
    }

    /** Returns the head of a page that is complete in itself. */
    static Element head(String title) {
        return el(
                "head",
                el("meta").attr("charset", "utf-8"),
                el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY),
                el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"),
                el("meta").attr("name", "color-scheme").attr("content", "light dark"),
                el("meta").attr("name", "referrer").attr("content", "no-referrer"),
                el("title", title),
                el("link").attr("rel", "icon").attr("href", "data:,"),
                el("link").attr("rel", "stylesheet").attr("href", "report.css"),
                Asset.CHARTS_STYLE,
                Asset.STYLE);
    }

    private static Element body(RunResult result, List<String> files) {
        Steps steps = Steps.of(result);
        TimeSection time = TimeSection.of(result, steps);
        List<Section> sections = sections(result, time);
        Element main = el("main").id("report").add(HeadSection.of(result, files), VerdictSection.of(result));
        sections.forEach(section -> main.add(section.element()));
        return el(
                "body",
                el("a", "Skip to the report").cls("skip").attr("href", "#report"),
                bar(result, sections),
                main,
                el(
                        "footer",
                        "Made by Perf " + result.environment().perf() + ". Percentiles come from histograms with "
                                + "three significant digits; none is an average of percentiles."),
                PageData.of(result, time, steps),
                Asset.CHARTS,
                Asset.SCRIPT);
    }

    private static List<Section> sections(RunResult result, TimeSection time) {
        var sections = new ArrayList<Section>();
        if (NoLoadSection.isAbout(result)) {
            if (!result.errors().isEmpty()) {
                sections.add(ErrorSection.of(result));
            }
            sections.add(NoLoadSection.of(result));
            sections.add(NoLoadSection.thresholds(result));
            sections.add(Glossary.section());
            sections.removeIf(Section::isEmpty);
            return sections;
        }
        sections.add(KeyFigures.of(result));
        sections.add(ThresholdSection.of(result));
        sections.add(SloSection.of(result));
        sections.add(BaselineSection.of(result));
        sections.add(TrustSection.of(result, time));
        sections.add(time.section());
        sections.add(AgentSection.of(result, time));
        sections.add(StageSection.of(result));
        sections.add(PercentileSection.of(result, time));
        sections.add(RequestSection.of(result));
        sections.add(SlowestSection.of(result));
        sections.add(StepSection.of(result));
        sections.add(CheckSection.of(result));
        sections.add(OwnMetricSection.of(result));
        sections.add(ErrorSection.of(result));
        sections.add(LedgerSection.of(result));
        sections.add(LoadSection.of(result));
        sections.add(MetricSection.of(result));
        sections.add(Glossary.section());
        sections.removeIf(Section::isEmpty);
        return sections;
    }

    private static Element bar(RunResult result, List<Section> sections) {
        Element links = el("nav").attr("aria-label", "Sections");
        sections.forEach(section ->
                links.add(new Text(" "), el("a", section.shortTitle()).attr("href", "#" + section.id())));
        return el(
                "header",
                el("a", State.of(result.verdict()).icon(), Element.foreign(result.test()))
                        .cls("brand " + State.of(result.verdict()).cssClass())
                        .attr("href", "#report"),
                links,
                tool("copy-link", "Copy link", "Copy the address of this view"),
                tool("print", "Print", "Print, or save as PDF"),
                themeTool());
    }

    /** Returns the switch between light and dark. */
    static Element themeTool() {
        return tool("theme", "Theme", "Switch between light and dark");
    }

    /** A button that the script shows, for it does nothing without. */
    private static Element tool(String id, String label, String title) {
        return el("button", label)
                .id(id)
                .cls("tool")
                .attr("type", "button")
                .attr("hidden", "")
                .title(title);
    }
}

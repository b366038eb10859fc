package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.history.PastComparison;
import dev.perf.report.history.PastRun;
import dev.perf.report.history.RunHistory;
import dev.perf.text.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The page of a history: a section for each line of runs that may be compared, that of the newest run first. */
final class TrendPage {

    private static final int LONGEST_COMMIT = 12;

    private final RunHistory history;
    private final Path page;

    private TrendPage(RunHistory history, Path page) {
        this.history = history;
        this.page = page;
    }

    /**
     * Returns the page.
     *
     * @param page the file it is for, from which reports are linked
     */
    static String of(RunHistory history, Path page) {
        return new TrendPage(history, page).html();
    }

    private String html() {
        var html = new StringBuilder("<!DOCTYPE html>\n");
        el("html", Page.head("Trend: " + title()), body()).attr("lang", "en").render(html);
        return html.append('\n').toString();
    }

    private String title() {
        var tests = new TreeSet<String>();
        history.runs().forEach(run -> tests.add(run.test()));
        return tests.isEmpty() ? "no runs" : tests.size() <= 3 ? String.join(", ", tests) : tests.size() + " tests";
    }

    private Element body() {
        Element main = el("main")
                .id("report")
                .add(el("div", el("h1", foreign(title()))).cls("head"), about());
        Element links = el("nav").attr("aria-label", "Sections");
        int number = 1;
        for (List<PastRun> line : lines()) {
            String id = "line-" + number++;
            links.add(new Text(" "), el("a", foreign(line.getFirst().test())).attr("href", "#" + id));
            main.add(section(id, line));
        }
        return el(
                "body",
                el("a", "Skip to the report").cls("skip").attr("href", "#report"),
                el("header", el("a", "Trend").cls("brand").attr("href", "#report"), links, Page.themeTool()),
                main,
                el("footer", "Made by Perf. Percentiles come from histograms; none is an average of percentiles."),
                Asset.SCRIPT);
    }

    private Element about() {
        Element about = el("div").cls("findings");
        long shown = history.runs().size();
        about.add(el(
                "p",
                history.earlier() == 0
                        ? Figures.count(shown, "run") + "."
                        : "The last " + Figures.count(shown, "run") + "; " + Figures.count(history.earlier())
                                + " before them are in the file."));
        history.problems()
                .forEach(problem ->
                        about.add(el("p", State.WARNING.badge("Left out"), new Text(" "), foreign(problem))));
        return about;
    }

    /** Runs of each line, oldest first; the line of the newest run first. */
    private List<List<PastRun>> lines() {
        Map<PastRun.Line, List<PastRun>> lines = new LinkedHashMap<>();
        history.runs()
                .reversed()
                .forEach(run -> lines.computeIfAbsent(run.line(), line -> new ArrayList<>())
                        .addFirst(run));
        return List.copyOf(lines.values());
    }

    private Element section(String id, List<PastRun> runs) {
        PastRun.Line line = runs.getFirst().line();
        Element plan = el("p").cls("note");
        plan.add(foreign(line.machine() + ", " + Figures.count(line.cores(), "core") + ", " + line.os() + ". "
                + String.join("; ", line.plan())));
        Element charts = el("div").cls("charts");
        TrendCharts.of(id, runs).forEach(charts::add);
        return el("section")
                .id(id)
                .attr("aria-labelledby", id + "-heading")
                .add(el("h2", foreign(line.test())).id(id + "-heading"), plan, charts, el("h3", "Runs"), table(runs));
    }

    private Element table(List<PastRun> runs) {
        Table table = Table.of("Runs, newest first; times are response times of all requests")
                .interactive()
                .text("Run")
                .text("Started")
                .text("Verdict")
                .text("Compared with the run before, or the baseline")
                .number("Requests")
                .number("Rate")
                .number("Errors")
                .number("p50")
                .number("p95")
                .number("p99")
                .text("Version")
                .text("Java, Perf");
        for (int i = runs.size() - 1; i >= 0; i--) {
            row(table, i + 1, runs.get(i));
        }
        return table.element();
    }

    private void row(Table table, int number, PastRun run) {
        PastRun.Figures total = run.total();
        table.row(
                Cell.of(name(number, run)),
                Cell.text(HeadSection.date(run.startedAt())),
                Cell.of(State.of(run.verdict()).badge(run.verdict().name())),
                Cell.of(compared(run.comparison())),
                Cell.count(total.count()),
                Cell.number(Format.perSecond(total.perSecond()), total.perSecond()),
                Cell.failed(total.failed(), total.errorRate()),
                time(total.p50()),
                time(total.p95()),
                time(total.p99()),
                Cell.of(version(run.build())),
                Cell.foreign(run.environment().java() + ", " + run.environment().perf()));
    }

    private Element name(int number, PastRun run) {
        String text = number + ": " + run.runId();
        String link = TrendLink.to(history.folder(), run.report(), page);
        return link == null ? el("span", foreign(text)) : el("a", foreign(text)).attr("href", link);
    }

    private static Cell time(@Nullable Double millis) {
        return millis == null ? Cell.none("too few requests") : Cell.number(Format.nanos(millis * 1e6), millis);
    }

    private static Element compared(@Nullable PastComparison comparison) {
        if (comparison == null) {
            return el("span", "–");
        }
        State state = Outcomes.state(comparison.outcome());
        String word = Outcomes.word(comparison.outcome());
        Element cell =
                el("div", state.badge(word.substring(0, 1) + word.substring(1).toLowerCase(Locale.ROOT)));
        if (comparison.outcome() == Outcome.WORSE) {
            comparison.worse().stream().limit(2).forEach(change -> cell.add(el("div", foreign(change))));
        }
        return cell.title("with " + comparison.runId());
    }

    private static Element version(PastRun.Build build) {
        Element tags = el("span").cls("tags");
        String commit = build.commit();
        if (commit != null) {
            tags.add(code(commit.length() <= LONGEST_COMMIT ? commit : commit.substring(0, LONGEST_COMMIT))
                    .title(commit));
        }
        String branch = build.branch();
        return branch == null ? tags : tags.add(code(branch));
    }
}

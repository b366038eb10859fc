package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.report.compare.Change;
import dev.perf.report.compare.ComparisonRules;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.compare.RunDifference;
import dev.perf.report.compare.StoredRun;
import dev.perf.result.Environment;
import java.util.List;
import java.util.Locale;

/** The page of a comparison: what changed, what else differs, all metrics, and both runs over time. */
final class ComparisonPage {

    private final RunComparison comparison;

    private ComparisonPage(RunComparison comparison) {
        this.comparison = comparison;
    }

    static String of(RunComparison comparison) {
        return new ComparisonPage(comparison).page();
    }

    private String page() {
        var page = new StringBuilder("<!DOCTYPE html>\n");
        el("html", Page.head(word() + ": " + comparison.candidate().test()), body())
                .attr("lang", "en")
                .render(page);
        return page.append('\n').toString();
    }

    private String word() {
        return comparison.outcome().name().replace('_', ' ');
    }

    private State state() {
        return switch (comparison.outcome()) {
            case NOTHING_WORSE -> State.PASSED;
            case WORSE -> State.FAILED;
            case REFUSED -> State.INVALID;
        };
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
                        el("a", state().icon(), foreign(test))
                                .cls("brand " + state().cssClass())
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
        Element reasons = el("div", el("p", foreign(sentence())).cls("reason"));
        changes(reasons, "Worse: ", Judgement.WORSE);
        changes(reasons, "Better: ", Judgement.BETTER);
        for (RunDifference difference : comparison.differences()) {
            State sign = difference.refuses() ? State.INVALID : State.WARNING;
            reasons.add(el(
                    "p",
                    sign.badge(difference.refuses() ? "Not comparable" : "Differs"),
                    new Text(" "),
                    foreign(difference.text())));
        }
        return el("section")
                .id("verdict")
                .cls("verdict " + state().cssClass())
                .attr("aria-label", "Outcome")
                .add(el("p", state().icon(), new Text(word())).cls("word"), reasons);
    }

    /** What is in the way of a comparison is listed below. */
    private String sentence() {
        String text = comparison.outcome() == Outcome.REFUSED ? "the runs cannot be compared" : comparison.reason();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private void changes(Element reasons, String title, Judgement judgement) {
        List<Change> changes = comparison.changes(judgement);
        changes.stream().limit(5).forEach(change -> reasons.add(el("p", el("b", title), foreign(change.describe()))));
        if (changes.size() > 5) {
            reasons.add(el("p", el("b", title), new Text((changes.size() - 5) + " more, see the table")));
        }
    }

    private Element runs() {
        Table table = Table.of("The two runs")
                .slim()
                .stacked()
                .text("Run")
                .text("Id")
                .text("Started")
                .text("Measured")
                .text("Verdict")
                .number("Requests")
                .text("Machine")
                .text("Tags");
        run(table, "Baseline", comparison.baseline());
        run(table, "Candidate", comparison.candidate());
        return el("section")
                .id("runs")
                .attr("aria-labelledby", "runs-heading")
                .add(el("h2", "Runs").id("runs-heading"), table.element());
    }

    private static void run(Table table, String which, StoredRun run) {
        Environment at = run.environment();
        Element tags = el("span").cls("tags");
        run.tags().forEach((name, value) -> tags.add(code(name + "=" + value)));
        table.row(
                Cell.text(which),
                Cell.of(code(run.runId())),
                Cell.text(HeadSection.date(run.startedAt())),
                Cell.text(Format.length(run.duration())),
                Cell.of(State.of(run.verdict()).badge(run.verdict().name())),
                Cell.count(run.requestCount()),
                Cell.foreign(at.host() + ", " + at.cores() + (at.cores() == 1 ? " core" : " cores") + ", Java "
                        + at.java() + ", Perf " + at.perf()),
                Cell.of(tags));
    }

    private Element changes() {
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
        return el("section")
                .id("changes")
                .attr("aria-labelledby", "changes-heading")
                .add(
                        el("h2", "Changes").id("changes-heading"),
                        el("p", explanation()).cls("note"),
                        table.element());
    }

    private String explanation() {
        ComparisonRules rules = comparison.rules();
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
                        ? Cell.number(
                                change.adjustedChance() < 0.001 ? "< 0.001" : Format.number(change.adjustedChance()),
                                change.adjustedChance())
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

package dev.perf.report.internal.markdown;

import static dev.perf.report.internal.markdown.Markdown.text;

import dev.perf.report.compare.BaselineComparison;
import dev.perf.report.compare.Change;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.internal.AgentStories;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.spi.ResultWriter;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes {@code summary.md}: verdict, thresholds, objectives, requests and errors, in less than 64 kB whatever the run was. */
public final class StepSummary implements ResultWriter {

    /** Together with the rest, of which no text is longer than a line, less than 64 kB. */
    private static final int MOST_BYTES_OF_ROWS = 16_000;

    private static final int MOST_BYTES_OF_OBJECTIVES = 6_000;
    private static final int MOST_WARNINGS = 20;
    private static final String NONE = "–";

    /** For {@link java.util.ServiceLoader}. */
    public StepSummary() {}

    @Override
    public String fileName() {
        return "summary.md";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        Files.write(file, of(result).getBytes(StandardCharsets.UTF_8));
    }

    static String of(RunResult result) {
        var page = new Markdown();
        page.heading(3, icon(result.verdict()) + " " + result.verdict() + ": " + text(result.test()));
        page.paragraph(text(result.reason()));
        figures(page, result);
        thresholds(page, result);
        objectives(page, result);
        baseline(page, BaselineComparison.of(result));
        requests(page, result);
        agents(page, result);
        errors(page, result);
        trust(page, result);
        page.paragraph("<sub>Run " + text(result.runId()) + ", Perf "
                + text(result.environment().perf()) + ", Java "
                + text(result.environment().java()) + ", "
                + result.environment().cores() + " cores</sub>");
        return page.toString();
    }

    private static void figures(Markdown page, RunResult result) {
        Distribution times = result.responseTime();
        long count = result.requestCount();
        page.table(
                List.of("Duration:", "Requests:", "Rate:", "Failed:", "p50:", "p95:", "p99:", "Max:"),
                List.of(List.of(
                        DurationText.measured(result.duration()),
                        Figures.count(count),
                        Figures.rate(result.perSecond(count)),
                        failed(result.failedCount(), count),
                        percentile(times, 50),
                        percentile(times, 95),
                        percentile(times, 99),
                        max(times))),
                MOST_BYTES_OF_ROWS);
    }

    private static void thresholds(Markdown page, RunResult result) {
        if (result.thresholds().isEmpty()) {
            if (result.slos().isEmpty()) {
                page.paragraph("No thresholds were set.");
            }
            return;
        }
        page.table(
                List.of("", "Threshold", "Result", "Margin:"),
                rows(
                        result.thresholds().stream()
                                .sorted(Comparator.comparing(ThresholdResult::passed))
                                .toList(),
                        threshold -> List.of(
                                threshold.passed() ? "✅" : "❌",
                                text(threshold.expression()),
                                text(threshold.message()),
                                margin(threshold))),
                MOST_BYTES_OF_ROWS);
    }

    private static void objectives(Markdown page, RunResult result) {
        if (result.slos().isEmpty()) {
            return;
        }
        page.table(
                List.of("", "Objective", "Promised", "Result", "Budget left:"),
                rows(
                        result.slos().stream()
                                .sorted(Comparator.comparing(SloResult::met))
                                .toList(),
                        slo -> List.of(
                                slo.met() ? "✅" : "❌",
                                text(slo.slo().name()),
                                text(slo.slo().objective().text()),
                                text(slo.message()),
                                budgetLeft(slo))),
                MOST_BYTES_OF_OBJECTIVES);
    }

    private static String budgetLeft(SloResult slo) {
        Double left = slo.budgetLeft();
        return left == null ? NONE : Figures.number(left * 100) + " %";
    }

    /** What changed; all metrics are in the report. */
    private static void baseline(Markdown page, @Nullable BaselineComparison baseline) {
        if (baseline == null) {
            return;
        }
        page.paragraph(icon(baseline.outcome()) + " Against the baseline: " + text(baseline.reason()));
        RunComparison comparison = baseline.comparison();
        if (comparison == null) {
            return;
        }
        List<Change> changes = Stream.of(Judgement.WORSE, Judgement.BETTER)
                .flatMap(judgement -> comparison.changes(judgement).stream())
                .toList();
        if (!changes.isEmpty()) {
            page.table(
                    List.of("", "Request", "Metric", "Before:", "After:", "Change:", "p:"),
                    rows(
                            changes,
                            change -> List.of(
                                    change.judgement() == Judgement.WORSE ? "🔺 worse" : "✅ better",
                                    change.request() == null ? "all requests" : text(change.request()),
                                    change.metric().label(),
                                    change.metric().describe(change.before()),
                                    change.metric().describe(change.after()),
                                    change.describeRelative(),
                                    change.describeChance())),
                    MOST_BYTES_OF_ROWS / 4);
        }
        page.bullets(comparison.differences().stream()
                .filter(difference -> !difference.refuses() || baseline.outcome() != Outcome.REFUSED)
                .limit(MOST_WARNINGS)
                .map(difference -> "⚠️ " + text(difference.text()))
                .toList());
    }

    private static String icon(Outcome outcome) {
        return switch (outcome) {
            case NOTHING_WORSE -> "✅";
            case WORSE -> "🔺";
            case REFUSED -> "⚠️";
        };
    }

    private static void requests(Markdown page, RunResult result) {
        if (result.requests().isEmpty()) {
            return;
        }
        page.table(
                List.of("Request", "Count:", "Rate:", "Failed:", "p50:", "p95:", "p99:", "Max:"),
                rows(
                        result.requests(),
                        request -> List.of(
                                text(request.name()),
                                Figures.count(request.count()),
                                Figures.rate(result.perSecond(request.count())),
                                failed(request.failed(), request.count()),
                                percentile(request.responseTime(), 50),
                                percentile(request.responseTime(), 95),
                                percentile(request.responseTime(), 99),
                                max(request.responseTime()))),
                MOST_BYTES_OF_ROWS);
    }

    private static void agents(Markdown page, RunResult result) {
        if (result.agents().isEmpty()) {
            return;
        }
        page.table(
                List.of("Agent", "Share:", "Requests:", "Failed:", "p50:", "p95:", "State"),
                rows(
                        result.agents().stream()
                                .sorted(Comparator.comparing(agent -> agent.loss() == null && !agent.isLate()))
                                .toList(),
                        agent -> List.of(
                                text(agent.name()),
                                Figures.share(agent.share()),
                                Figures.count(agent.requests()),
                                failed(agent.failed(), agent.requests()),
                                percentile(agent.responseTime(), 50),
                                percentile(agent.responseTime(), 95),
                                (agent.loss() == null ? "" : "⚠️ ") + text(AgentStories.state(agent)))),
                MOST_BYTES_OF_ROWS / 4);
        page.bullets(AgentStories.losses(result).stream()
                .limit(MOST_WARNINGS)
                .map(story -> "⚠️ " + text(story))
                .toList());
    }

    private static void errors(Markdown page, RunResult result) {
        if (result.errors().isEmpty()) {
            return;
        }
        page.table(
                List.of("Count:", "Kind", "Request", "Error"),
                rows(
                        result.errors(),
                        error -> List.of(
                                Figures.count(error.count()),
                                text(error.kind()),
                                text(error.request()),
                                text(error.message()))),
                MOST_BYTES_OF_ROWS / 2);
    }

    private static void trust(Markdown page, RunResult result) {
        var lines = new ArrayList<String>();
        if (!result.generator().summary().equals(result.reason())) {
            lines.add(icon(result.generator().state()) + text(result.generator().summary()));
        }
        result.warnings().stream().limit(MOST_WARNINGS).forEach(warning -> lines.add("⚠️ " + text(warning)));
        if (result.warnings().size() > MOST_WARNINGS) {
            lines.add("… and " + Figures.count(result.warnings().size() - MOST_WARNINGS, "warning") + " more");
        }
        page.bullets(lines);
    }

    private static <T> List<List<String>> rows(List<T> all, Function<T, List<String>> cells) {
        return all.stream().map(cells).toList();
    }

    private static String icon(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "✅";
            case FAILED -> "❌";
            case INVALID -> "⚠️";
            case ABORTED -> "🛑";
        };
    }

    private static String icon(GeneratorHealth.State state) {
        return switch (state) {
            case GOOD, NOT_MEASURED -> "";
            case WARNING, INVALID -> "⚠️ ";
        };
    }

    private static String margin(ThresholdResult threshold) {
        double share = threshold.relativeMargin();
        return Double.isNaN(share) ? NONE : Figures.number(share * 100) + " %";
    }

    private static String failed(long failed, long count) {
        return failed == 0 ? "0" : Figures.count(failed) + " (" + Figures.share((double) failed / count) + ")";
    }

    private static String percentile(Distribution times, double percentile) {
        return times.supports(percentile) ? Figures.time(times.percentile(percentile)) : NONE;
    }

    private static String max(Distribution times) {
        return times.isEmpty() ? NONE : Figures.time(times.max());
    }
}

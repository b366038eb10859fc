package dev.perf.report;

import dev.perf.report.compare.RunComparison;
import dev.perf.report.history.RunHistory;
import dev.perf.report.internal.csv.AgentTable;
import dev.perf.report.internal.csv.FailureTable;
import dev.perf.report.internal.csv.HistoryTable;
import dev.perf.report.internal.csv.StatsTable;
import dev.perf.report.internal.hlog.HistogramLog;
import dev.perf.report.internal.html.ComparisonHtml;
import dev.perf.report.internal.html.HtmlWriter;
import dev.perf.report.internal.html.TrendHtml;
import dev.perf.report.internal.json.ComparisonJson;
import dev.perf.report.internal.json.SummaryWriter;
import dev.perf.report.internal.markdown.StepSummary;
import dev.perf.report.internal.xml.ThresholdTests;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Writes reports into a folder. */
public final class Reports {

    private static final String SCHEMA = "summary.schema.json";

    private static final List<ResultWriter> WRITERS = List.of(
            new SummaryWriter(),
            new HistogramLog(),
            new StatsTable(),
            new HistoryTable(),
            new FailureTable(),
            new AgentTable(),
            new ThresholdTests(),
            new StepSummary(),
            new HtmlWriter()); // the last, for it links to those that are there

    private Reports() {}

    /**
     * Writes {@code summary.json}, {@code histograms.hlog}, {@code stats.csv}, {@code stats_history.csv},
     * {@code failures.csv}, for a run on several machines {@code agents.csv}, {@code thresholds.xml}, {@code summary.md}, {@code report.css} and {@code index.html}, which links to
     * the others, replacing those that are there.
     *
     * @param result what to report
     * @param folder where to; made if missing
     * @throws IOException if a file cannot be written; those before it in the list above are complete
     */
    public static void write(RunResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (ResultWriter writer : WRITERS) {
            writer.write(result, folder.resolve(writer.fileName()));
        }
    }

    /**
     * Writes {@code compare.html}, {@code report.css} and {@code compare.json}, replacing those that are there.
     *
     * @param comparison what to report
     * @param folder where to; made if missing
     * @throws IOException if a file cannot be written
     */
    public static void write(RunComparison comparison, Path folder) throws IOException {
        Files.createDirectories(folder);
        ComparisonHtml.write(comparison, folder.resolve("compare.html"));
        ComparisonJson.write(comparison, folder.resolve("compare.json"));
    }

    /**
     * Writes {@code trend.html} and {@code report.css}, replacing those that are there: charts of the runs over each other,
     * those of each test, load and machine apart.
     *
     * @param history what to show
     * @param folder where to; made if missing
     * @throws IOException if a file cannot be written
     */
    public static void write(RunHistory history, Path folder) throws IOException {
        TrendHtml.write(history, folder);
    }

    /**
     * Returns the JSON Schema (2020-12) that every {@code summary.json} written by this version follows. It allows no
     * field beyond those of this version; a later one may add some without another {@code schemaVersion}.
     */
    public static String summarySchema() {
        try (InputStream in = Objects.requireNonNull(Reports.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

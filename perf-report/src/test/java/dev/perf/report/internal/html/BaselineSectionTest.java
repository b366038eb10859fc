package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineSectionTest {

    @TempDir
    private Path folder;

    private String page(RunResult baseline, RunResult result) throws IOException {
        Reports.write(baseline, folder);
        return Page.of(result.toBuilder().baseline(folder).build());
    }

    private static String section(String page, String id) {
        String section = page.substring(page.indexOf("<section id=\"" + id + "\""));
        return section.substring(0, section.indexOf("</section>"));
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("[\\s\\u00A0]+", " ");
    }

    @Test
    void theVerdictSaysWhatChangedAndASectionEveryMetric() throws IOException {
        String page = page(Results.passing(), Results.failing());

        assertThat(text(section(page, "verdict")))
                .containsPattern("WORSE against the baseline : \\d+ metrics are worse");
        assertThat(text(section(page, "baseline")))
                .contains("WORSE The verdict follows from the thresholds, not from this comparison")
                .contains(
                        "Worse: p", "The two runs", "All requests p95", "login p50", "larger than 5.0 %, than 500 µs");
        assertThat(page).contains("<a href=\"#baseline\">Baseline</a>");
    }

    @Test
    void linesOfTheBaselineRunBesideThoseOfTheRun() throws IOException {
        String charts = section(page(Results.passing(), Results.failing()), "time");

        assertThat(text(charts)).contains("all, baseline", "p50, baseline", "p95, baseline");
        assertThat(Pattern.compile("<path[^>]* stroke-dasharray=\"3 3\"")
                        .matcher(charts)
                        .results())
                .hasSize(3);
    }

    @Test
    void runsThatCannotBeComparedSayWhyAndHaveNoLines() throws IOException {
        String page = page(Results.passing(), Results.invalid());

        assertThat(text(section(page, "verdict")))
                .contains("REFUSED against the baseline : the runs cannot be compared: the candidate is INVALID");
        assertThat(text(section(page, "baseline")))
                .contains("REFUSED", "The two runs", "Not comparable the candidate is INVALID")
                .doesNotContain("All metrics");
        assertThat(section(page, "time")).doesNotContain("baseline");
    }

    @Test
    void aBaselineWithoutItsTimesSaysSo() throws IOException {
        Reports.write(Results.passing(), folder);
        Files.delete(folder.resolve("histograms.hlog"));

        String page = Page.of(Results.passing().toBuilder().baseline(folder).build());

        assertThat(text(section(page, "baseline")))
                .contains("not compared: " + folder.resolve("summary.json") + " has no histograms.hlog beside it");
    }

    @Test
    void whereThereIsNoBaselineThereIsNoSection() {
        assertThat(Page.of(Results.passing())).doesNotContain("id=\"baseline\"");
        assertThat(Page.of(Results.passing().toBuilder()
                        .baseline(folder.resolve("not there yet"))
                        .build()))
                .doesNotContain("id=\"baseline\"");
    }

    @Test
    void hostileTextStaysText() throws IOException {
        String page = page(Results.hostile(), Results.hostile());

        assertThat(section(page, "baseline")).contains("&lt;script&gt;").doesNotContain("<script", "<b>branch");
    }
}

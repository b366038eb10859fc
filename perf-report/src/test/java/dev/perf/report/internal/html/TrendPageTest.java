package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.Reports;
import dev.perf.report.history.RunHistory;
import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendPageTest {

    @TempDir
    private Path folder;

    private String page(RunResult... runs) throws IOException {
        for (RunResult run : runs) {
            assertThat(new TrendHtml().add(run, folder)).isEmpty();
        }
        return Files.readString(folder.resolve("trend.html"));
    }

    private static String text(String page) {
        return page.replaceAll("(?s)<(style|script)>.*?</\\1>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\s\\u00A0]+", " ");
    }

    @Test
    void eachRunIsARowAndEachRequestAChart() throws IOException {
        String page = page(Results.passing(), Results.passing(), Results.failing());

        assertThat(text(page))
                .contains("3 runs.", "All requests", "Throughput", "list products", "3: 20261120-140307-4518")
                .containsPattern("In the last run: p50 46.4 ms, 32.5 ms in the one before; 3 runs in all")
                .contains("1: 20261120-140307-4518 20 Nov 2026, 14:03:07 UTC PASSED");
        assertThat(Pattern.compile("<figure ").matcher(page).results()).hasSize(3 + 5);
    }

    @Test
    void aRunThatWasWorseIsMarkedAndSaysWhy() throws IOException {
        Reports.write(Results.passing(), folder.resolve("a"));

        String page = page(Results.passing().withReport(folder.resolve("a")), Results.failing());

        assertThat(page).contains("<title>2: worse: p50: 32.5 ms, then 46.4 ms (+43.0 %), p = 0.020");
        assertThat(text(page)).contains("numbers above: runs that were worse", "Worse p50: 32.5 ms, then 46.4 ms");
    }

    @Test
    void reportsThatAreNearAreLinked() throws IOException {
        Path near = folder.resolve("odd name: #1");
        Reports.write(Results.passing(), near);

        String page = page(Results.passing().withReport(near), Results.passing().withReport(folder.resolve("gone")));

        assertThat(Pattern.compile("<a href=\"(\\./[^\"]*)\"")
                        .matcher(page)
                        .results()
                        .map(link -> link.group(1)))
                .containsExactly("./odd%20name%3A%20%231/index.html");
    }

    @Test
    void otherLoadsAndMachinesHaveSectionsOfTheirOwn() throws IOException {
        String page = page(Results.passing(), Results.invalid(), Results.tiny());

        assertThat(Pattern.compile("<section ").matcher(page).results()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(page.indexOf("<h2 id=\"line-1-heading\"><bdi>tiny")).isPositive();
    }

    @Test
    void hostileTextStaysText() throws IOException {
        String page = page(Results.hostile(), Results.hostile());

        assertThat(Pattern.compile("<script>").matcher(page).results()).hasSize(1);
        assertThat(page).doesNotContain("<b>branch", "<script>alert").contains("&lt;script&gt;alert(");
    }

    @Test
    void staysBelowAFewMegabytesForAsManyRunsAsAreShown() throws IOException {
        page(Results.large());
        String line = Files.readString(folder.resolve("history.jsonl"));
        Files.writeString(folder.resolve("history.jsonl"), line.repeat(RunHistory.MOST_RUNS));

        Reports.write(RunHistory.read(folder), folder);

        assertThat(Files.size(folder.resolve("trend.html"))).isLessThan(5_000_000);
        assertThat(text(Files.readString(folder.resolve("trend.html")))).contains("500 runs in all");
    }
}

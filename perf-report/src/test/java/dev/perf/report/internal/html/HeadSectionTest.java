package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadSectionTest {

    @TempDir
    private Path folder;

    @Test
    void leadsToTheFilesThatLieBesideThePage() throws Exception {
        Reports.write(Results.tiny(), folder);

        for (String file : new String[] {
            "summary.json",
            "stats.csv",
            "stats_history.csv",
            "failures.csv",
            "histograms.hlog",
            "thresholds.xml",
            "summary.md"
        }) {
            assertThat(folder.resolve(file)).exists();
            assertThat(Files.readString(folder.resolve("index.html")))
                    .contains("<a href=\"" + file + "\" download=\"\">" + file + "</a>");
        }
    }

    @Test
    void leadsNowhereWhereThePageIsAlone() throws Exception {
        new HtmlWriter().write(Results.tiny(), folder.resolve("index.html"));

        assertThat(Files.readString(folder.resolve("index.html"))).doesNotContain("download=\"\"");
    }
}

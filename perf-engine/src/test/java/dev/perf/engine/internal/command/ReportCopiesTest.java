package dev.perf.engine.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCopiesTest {

    @TempDir
    private Path folder;

    private Path report;

    @BeforeEach
    void write() throws IOException {
        report = Files.createDirectory(folder.resolve("report"));
        for (String part : new String[] {"index.html", "stats.csv", "stats_history.csv", "failures.csv"}) {
            Files.writeString(report.resolve(part), part);
        }
    }

    @Test
    void tablesAreNamedAsLocustNamesThem() {
        var copies = new ReportCopies(folder.resolve("out/page.html"), folder.resolve("out/shop"));

        assertThat(copies.write(report)).isEmpty();

        assertThat(folder.resolve("out/page.html")).hasContent("index.html");
        assertThat(folder.resolve("out/shop_stats.csv")).hasContent("stats.csv");
        assertThat(folder.resolve("out/shop_stats_history.csv")).hasContent("stats_history.csv");
        assertThat(folder.resolve("out/shop_failures.csv")).hasContent("failures.csv");
        assertThat(report).isDirectoryContaining("glob:**/index.html");
    }

    @Test
    void whatWasThereIsReplaced() throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), "a longer page of an earlier run");

        assertThat(new ReportCopies(page, null).write(report)).isEmpty();

        assertThat(page).hasContent("index.html");
    }

    @Test
    void whatCannotBeWrittenIsToldAndTheRestIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Files.delete(report.resolve("failures.csv"));
        var copies = new ReportCopies(file.resolve("page.html"), folder.resolve("shop"));

        assertThat(copies.write(report))
                .containsExactly(
                        "the file " + file.resolve("page.html") + " that --html asks for cannot be written: " + file
                                + ": a file is where a folder is needed",
                        "the file " + folder.resolve("shop_failures.csv")
                                + " that --csv asks for cannot be written: the report in " + report
                                + " has no failures.csv");
        assertThat(folder.resolve("shop_stats.csv")).exists();
        assertThat(folder.resolve("shop_stats_history.csv")).exists();
    }

    @Test
    void aReportThatCouldNotBeWrittenHasNoParts() {
        assertThat(new ReportCopies(folder.resolve("page.html"), null).write(null))
                .containsExactly("the file " + folder.resolve("page.html")
                        + " that --html asks for cannot be written: there is no report to take it from");
        assertThat(ReportCopies.NONE.write(null)).isEmpty();
    }
}

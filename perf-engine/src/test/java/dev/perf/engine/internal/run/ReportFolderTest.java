package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.ReportLink;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFolderTest {

    @TempDir
    private Path folder;

    private interface Writing {
        void write(RunResult result, Path file) throws IOException;
    }

    private static ResultWriter writer(String name, Writing writing) {
        return new ResultWriter() {
            @Override
            public String fileName() {
                return name;
            }

            @Override
            public void write(RunResult result, Path file) throws IOException {
                writing.write(result, file);
            }
        };
    }

    private static final ResultWriter GOOD =
            writer("good.txt", (result, file) -> Files.writeString(file, result.test() + " " + result.report()));

    private static RunResult result(String name) throws InterruptedException {
        return Runs.run(loadTest(name)
                .run(scenario("users").exec("work", user -> user.pause(ofSeconds(1))), users(1).during(ofSeconds(2))));
    }

    @Test
    void writesIntoAFolderPerTestAndRun() throws Exception {
        RunResult result = result("my shop");
        RunResult reported = ReportFolder.write(result, folder, List.of(GOOD)).result();
        Path report = folder.resolve("my-shop").resolve(result.runId());
        assertThat(reported.report()).isEqualTo(report);
        assertThat(report.resolve("good.txt")).hasContent("my shop " + report);
        assertThat(reported.warnings()).isEqualTo(result.warnings());
    }

    @Test
    void warnsOfAFolderThatCannotBeMade() throws Exception {
        RunResult result = result("shop");
        Path file = Files.writeString(folder.resolve("file"), "");
        RunResult reported = ReportFolder.write(result, file, List.of(GOOD)).result();
        assertThat(reported.report()).isNull();
        assertThat(reported.ledger()).isEqualTo(result.ledger());
        assertThat(reported.warnings()).last().asString().startsWith("report folder in " + file + " cannot be made: ");
    }

    @Test
    void warnsOfFilesThatCannotBeWrittenAndWritesTheOthers() throws Exception {
        ResultWriter full = writer("full.txt", (result, file) -> {
            throw new IOException("disk full");
        });
        ResultWriter buggy = writer("buggy.txt", (result, file) -> {
            throw new IllegalStateException("bug");
        });
        ResultWriter unlinked = writer("old.txt", (result, file) -> {
            throw new NoSuchMethodError("gone");
        });
        RunResult result = result("shop");
        RunResult reported = ReportFolder.write(result, folder, List.of(full, buggy, unlinked, GOOD))
                .result();
        Path report = folder.resolve("shop").resolve(result.runId());
        assertThat(reported.report()).isEqualTo(report);
        assertThat(report.resolve("good.txt")).exists();
        assertThat(reported.warnings())
                .endsWith(
                        "report file full.txt in " + report + " cannot be written: java.io.IOException: disk full",
                        "report file buggy.txt in " + report
                                + " cannot be written: java.lang.IllegalStateException: bug",
                        "report file old.txt in " + report + " cannot be written: java.lang.NoSuchMethodError: gone");
    }

    @Test
    void leavesNothingBehindOfFilesThatCannotBeWritten() throws Exception {
        ResultWriter full = writer("index.html", (result, file) -> {
            Files.writeString(file, "<html>");
            throw new IOException("disk full");
        });
        RunResult result = result("shop");
        Path report = folder.resolve("shop").resolve(result.runId());

        assertThat(ReportFolder.write(result, folder, List.of(full, GOOD))
                        .result()
                        .report())
                .isEqualTo(report);
        assertThat(report.resolve("index.html")).doesNotExist();
        assertThat(ReportLink.to(report)).isEqualTo(report.toUri());
        assertThat(ReportFolder.write(result, folder, List.of(full)).result().report())
                .as("a report of which nothing could be written")
                .isNull();
        ReportFolder.write(result, folder, List.of(GOOD, writer("index.html", (made, file) -> Files.createFile(file))));
        assertThat(ReportLink.to(report)).isEqualTo(report.resolve("index.html").toUri());
    }

    @Test
    void writesNothingWhereNoReportIsAskedFor() throws Exception {
        RunResult result = result("shop");
        assertThat(ReportFolder.write(result, null, (String) null).result()).isSameAs(result);
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "my shop, my-shop",
        "'  my  shop!? ', my-shop",
        "../../etc/passwd, etc-passwd",
        "a/b\\c:d*e, a-b-c-d-e",
        "Käufer 1, Käufer-1",
        "v1.2_x-y, v1.2_x-y",
        ".hidden, hidden",
        "dots..., dots",
        "'', test",
        "'///', test",
        "'..', test"
    })
    void makesNamesSafe(String name, String safe) {
        assertThat(ReportFolder.safeName(name)).isEqualTo(safe);
    }

    @Test
    void cutsLongNamesWithoutLeavingADotOrHalfACharacterAtTheEnd() {
        assertThat(ReportFolder.safeName("a".repeat(200))).isEqualTo("a".repeat(80));
        assertThat(ReportFolder.safeName("a".repeat(79) + ".b")).isEqualTo("a".repeat(79));
        assertThat(ReportFolder.safeName("a".repeat(79) + "\uD835\uDC00\uD835\uDC00"))
                .isEqualTo("a".repeat(79) + "\uD835\uDC00");
    }
}

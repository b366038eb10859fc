package dev.perf.cli;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Runs a short test, and keeps a second name of its journal, which the run itself deletes. */
    private Path journalOfARun() throws InterruptedException {
        Path kept = folder.resolve("journal.bin");
        RunListener keeper = new RunListener() {
            private String id = "";

            @Override
            public void onStart(Run run) {
                id = run.id();
            }

            @Override
            public void onSnapshot(Snapshot snapshot) {
                try {
                    if (!Files.exists(kept)) {
                        Files.createLink(
                                kept, folder.resolve("reports/shop").resolve(id).resolve("journal.bin"));
                    }
                } catch (IOException unlinkable) {
                    throw new UncheckedIOException(unlinkable);
                }
            }
        };
        RunResult run = loadTest("shop")
                .run(scenario("users").exec("work", user -> user.pause(ofMillis(20))), users(2).during(ofSeconds(1)))
                .start(RunOptions.DEFAULTS.reportsTo(folder.resolve("reports")).listener(keeper))
                .await();
        assertThat(run.report()).isDirectoryNotContaining("glob:**journal.bin");
        return kept;
    }

    @Test
    void rebuildsTheReportAndSaysWhereItIs() throws Exception {
        Path journal = journalOfARun();
        byte[] whole = Files.readAllBytes(journal);
        Files.delete(journal);
        Files.write(journal, java.util.Arrays.copyOf(whole, whole.length * 2 / 3));

        assertThat(PerfCommand.run("report", "--rebuild", folder.toString())).isZero();

        assertThat(lines(out).getFirst())
                .startsWith("ABORTED: the generator was killed, or could write no further, after ");
        assertThat(lines(out))
                .anyMatch(line -> line.startsWith("  warning: This report was rebuilt from the journal of the run."));
        assertThat(lines(out))
                .endsWith("report: " + folder.toRealPath().resolve("index.html").toUri());
        assertThat(lines(err)).isEmpty();
        assertThat(folder.resolve("summary.json")).content().contains("\"verdict\" : \"ABORTED\"");
        assertThat(journal).exists();
    }

    @Test
    void saysWhyThereIsNothingToRebuild() throws Exception {
        assertThat(PerfCommand.run("report", "--rebuild", folder.toString())).isEqualTo(2);
        assertThat(lines(err).getFirst())
                .isEqualTo(folder
                        + " has no journal.bin: a run deletes it as soon as its report is complete, so nothing is"
                        + " to be rebuilt here, or this is not the folder of a run");
        assertThat(PerfCommand.run("report")).isEqualTo(2);
        assertThat(lines(err))
                .contains("say what to do: perf report --rebuild FOLDER, or perf report compare BASELINE CANDIDATE");
        assertThat(lines(out)).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void tellsItsOptions() {
        assertThat(PerfCommand.run("report", "--help")).isZero();
        assertThat(lines(out)).anyMatch(line -> line.startsWith("Makes the report of a run whose generator died"));
    }
}

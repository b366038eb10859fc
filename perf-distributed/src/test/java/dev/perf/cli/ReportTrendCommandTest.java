package dev.perf.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTrendCommandTest {

    /** As the first version that wrote a history wrote it, and later versions must read it. */
    private static final String RUN = """
        {"schemaVersion":1,"test":"shop","runId":"20261121-220802-088-n8u2","startedAt":"2026-11-21T22:08:02Z",\
        "durationMillis":15000,"verdict":"PASSED","reason":"all 3 thresholds held","tags":{},"commit":"4f1c2ab",\
        "branch":"main","machine":"build-7","environment":{"perf":"0.1.0","java":"25","os":"Linux","host":"build-7",\
        "cores":4,"maxHeapBytes":4000000},"plan":["\\"shopper\\": 80/s"],"offeredPerSecond":80,"total":{"count":1120,\
        "failed":0,"perSecond":79.9,"p50":16.3,"p95":35.8,"p99":50.9},"requests":[{"name":"login","count":400,\
        "failed":0,"perSecond":26,"p50":22.4,"p95":40,"p99":null}],"comparison":null,"report":null}
        """;

    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    private static int run(Object... arguments) {
        var line = new String[arguments.length + 2];
        line[0] = "report";
        line[1] = "trend";
        for (int i = 0; i < arguments.length; i++) {
            line[i + 2] = arguments[i].toString();
        }
        return PerfCommand.run(line);
    }

    @Test
    void drawsWhatIsInTheHistory() throws IOException {
        Files.writeString(folder.resolve("history.jsonl"), RUN + RUN + "{\"half\":");

        assertThat(run(folder)).isZero();

        assertThat(out.toString(UTF_8))
                .isEqualTo("  ! " + folder.resolve("history.jsonl")
                        + ", line 3 is left out: it is no JSON, or was not written to its end\n2 runs: "
                        + folder.resolve("trend.html").toUri() + "\n");
        assertThat(folder.resolve("trend.html")).content().contains("login", "4f1c2ab", "35.8");
        assertThat(folder.resolve("report.css")).isNotEmptyFile();
    }

    @Test
    void writesThePageElsewhere() throws IOException {
        Files.writeString(folder.resolve("history.jsonl"), RUN);

        assertThat(run(folder, "--out", folder.resolve("made/here"))).isZero();

        assertThat(folder.resolve("made/here/trend.html")).isNotEmptyFile();
        assertThat(folder.resolve("trend.html")).doesNotExist();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run(folder)).isEqualTo(2);

        assertThat(err.toString(UTF_8))
                .isEqualTo("there is no file " + folder.resolve("history.jsonl")
                        + "; name a folder that runs were added to with --history FOLDER\n"
                        + "perf report trend --help lists what is allowed\n");
    }
}

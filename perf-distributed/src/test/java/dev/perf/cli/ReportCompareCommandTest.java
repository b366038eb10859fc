package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs are stored as the first version that can compare them wrote them, and later versions must read them. */
class ReportCompareCommandTest {

    private static final String HELP = "perf report compare --help lists what is allowed\n";

    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path usual = Path.of("");
    private Path slower = Path.of("");

    @BeforeEach
    void prepare() throws URISyntaxException {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        usual = stored("usual");
        slower = stored("slower");
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    private static Path stored(String run) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ReportCompareCommandTest.class.getResource("runs/" + run))
                .toURI());
    }

    private static int run(Object... arguments) {
        var line = new ArrayList<>(List.of("report", "compare"));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        return PerfCommand.run(line.toArray(String[]::new));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void endsWithOneWhereSomethingIsWorse() {
        assertThat(run(usual, slower)).isEqualTo(1);
        assertThat(printed()).startsWith("WORSE: ").containsPattern("login +p50 .* WORSE\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void endsWithZeroWhereSomethingIsBetterOrNothingDiffers() {
        assertThat(run(slower, usual)).isZero();
        assertThat(printed()).startsWith("NOTHING WORSE: nothing is worse, ");
        assertThat(run(usual, usual.resolve("summary.json"))).isZero();
    }

    @Test
    void endsWithThreeWhereTheRunsCannotBeCompared() throws IOException {
        Path other = onAnotherMachine();
        assertThat(run(usual, other)).isEqualTo(3);
        assertThat(printed())
                .startsWith("REFUSED: the runs cannot be compared: cores: ")
                .doesNotContain(" p50 ");
        assertThat(run(usual, other, "--force")).isEqualTo(1);
        assertThat(printed()).contains("  ! cores: ");
    }

    private Path onAnotherMachine() throws IOException {
        String summary = Files.readString(slower.resolve("summary.json"));
        Files.writeString(folder.resolve("summary.json"), summary.replaceFirst("\"cores\" : \\d+", "\"cores\" : 1000"));
        Files.copy(slower.resolve("histograms.hlog"), folder.resolve("histograms.hlog"));
        return folder;
    }

    @Test
    void limitsCanBeSet() {
        assertThat(run(usual, slower, "--limit", "500%")).isZero();
        assertThat(run(usual, slower, "--floor", "1s")).isZero();
    }

    @Test
    void writesPageAndJson() {
        Path target = folder.resolve("made/here");
        assertThat(run(usual, slower, "--out", target)).isEqualTo(1);
        assertThat(target).isDirectoryContaining("glob:**/compare.html").isDirectoryContaining("glob:**/compare.json");
        assertThat(printed())
                .endsWith("\nReport: " + target.resolve("compare.html").toUri() + "\n");
    }

    @Test
    void saysWhatIsWrong() {
        refuses("Missing required parameters: 'BASELINE', 'CANDIDATE'");
        refuses("Missing required parameter: 'CANDIDATE'", usual);
        refuses(
                folder + " has no summary.json; name the folder of a run's report, target/perf/<test>/<run>, or the"
                        + " summary.json in it",
                folder,
                slower);
        refuses(
                "Invalid value for option '--limit': must be a percentage from 0% to 1000%, such as 10%, got"
                        + " \"x\"",
                usual, slower, "--limit=x");
        refuses(
                "Invalid value for option '--limit': must be a percentage from 0% to 1000%, such as 10%, got"
                        + " \"1001%\"",
                usual, slower, "--limit=1001%");
    }

    @Test
    void reportAloneSaysWhatThereIs() {
        assertThat(PerfCommand.run("report")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("say what to do: perf report --rebuild FOLDER, or perf report compare BASELINE CANDIDATE\n"
                        + "perf report --help lists what is allowed\n");
    }

    private void refuses(String message, Object... arguments) {
        err.reset();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(message + "\n" + HELP);
    }
}

package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ImportResultsCommandTest {

    private static final String HELP = "perf import-results --help lists what is allowed\n";

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("results.jtl"), """
            timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,bytes
            1700000000000,120,login,200,OK,Shoppers 1-1,true,1000
            1700000000500,40,list,200,OK,Shoppers 1-1,true,500
            """);
    }

    @Test
    void thresholdsDecideOnTheExitCode() {
        assertThat(run("--threshold", "http_req_duration{name:login}: max < 200ms", "--no-report"))
                .isZero();
        assertThat(output.out()).contains("PASSED: the threshold held").contains("login");
        assertThat(run("--threshold", "http_req_duration{name:login}: max < 100ms", "--no-report"))
                .isEqualTo(1);
        assertThat(output.out()).contains("FAILED: the threshold did not hold");
    }

    @Test
    void writesTheReport() throws IOException {
        assertThat(run(
                        "--report",
                        folder.resolve("reports").toString(),
                        "--name",
                        "shop",
                        "--tag",
                        "env=test",
                        "--quiet"))
                .isZero();

        assertThat(output.out()).isEmpty();
        try (Stream<Path> files = Files.walk(folder.resolve("reports/shop"))) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .contains("index.html", "summary.json", "histograms.hlog", "thresholds.xml");
        }
    }

    @Test
    void writesTheSummaryToStandardOutput() {
        assertThat(run("--no-report", "--json", "-")).isZero();
        assertThat(output.out()).startsWith("{").contains("\"tool\" : \"JMeter\"");
    }

    @Test
    void tellsMistakesInTheFile() {
        String file = folder.resolve("missing.jtl").toString();

        assertThat(PerfCommand.run("import-results", "jmeter", file)).isEqualTo(2);
        assertThat(output.err()).isEqualTo(file + ": no such file or folder\n");
    }

    @Test
    void tellsMistakesInTheCommandLine() {
        assertThat(PerfCommand.run("import-results", "jmetr", "x")).isEqualTo(2);
        assertThat(output.err())
                .isEqualTo("Invalid value for positional parameter at index 0 (TOOL): must be ab, jmeter, k6 or locust,"
                        + " got \"jmetr\"\n" + HELP);
    }

    @Test
    void reportAndNoReportExcludeEachOther() {
        assertThat(run("--report", "x", "--no-report")).isEqualTo(2);
        assertThat(output.err()).isEqualTo("--report and --no-report exclude each other\n" + HELP);
    }

    private int run(String... options) {
        return PerfCommand.run(Stream.concat(
                        Stream.of(
                                "import-results",
                                "jmeter",
                                folder.resolve("results.jtl").toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}

package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tool is a shell script")
class RunWithCommandTest {

    private static final String HELP = "perf run-with --help lists what is allowed\n";

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Path tool = Files.writeString(folder.resolve("bench"), """
            #!/bin/sh
            printf 'starttime\\tseconds\\tctime\\tdtime\\tttime\\twait\\nx\\t1700000000\\t0\\t5\\t5\\t5\\n' > "$2"
            echo 'Document Path:          /list'
            echo 'Complete requests:      1'
            """);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theVerdictIsThatOfTheThresholds() throws IOException {
        assertThat(run("--threshold", "http_req_duration: max < 10ms", "--name", "shop"))
                .isZero();
        assertThat(output.out()).startsWith("Document Path:          /list\n").contains("PASSED: the threshold held");
        assertThat(run("--threshold", "http_req_duration: max < 4ms")).isEqualTo(1);
        assertThat(output.out()).contains("FAILED: the threshold did not hold");
        try (Stream<Path> files = Files.walk(folder.resolve("reports/shop"))) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .contains("index.html", "summary.json", "times.tsv", "output.txt");
        }
    }

    @Test
    void standardOutputIsTheJsonWhereThatGoesThere() {
        assertThat(run("--json", "-")).isZero();
        assertThat(output.out()).startsWith("{").contains("\"tool\" : \"ApacheBench\"");
        assertThat(output.err()).startsWith("Document Path:          /list\n");
    }

    @Test
    void quietShowsNothing() {
        assertThat(run("--quiet")).isZero();
        assertThat(output.out()).isEmpty();
        assertThat(output.err()).isEmpty();
    }

    @Test
    void tellsThatTheToolIsNotInstalled() {
        String program = folder.resolve("none").toString();

        assertThat(PerfCommand.run("run-with", "ab", "--command", program, "--", "http://localhost/"))
                .isEqualTo(2);
        assertThat(output.err())
                .isEqualTo("ApacheBench is not installed: there is no program " + program + "; install apache2-utils"
                        + " (Debian, Ubuntu) or httpd-tools (Fedora, Red Hat), or name the program with --command\n");
    }

    @Test
    void tellsMistakesInTheCommandLine() {
        assertThat(PerfCommand.run("run-with", "wrk", "--", "-x")).isEqualTo(2);
        assertThat(PerfCommand.run("run-with", "ab")).isEqualTo(2);
        assertThat(run("--no-report")).isEqualTo(2);
        assertThat(output.err())
                .isEqualTo("Invalid value for positional parameter at index 0 (TOOL): must be ab, jmeter, k6 or locust,"
                        + " got \"wrk\"\n" + HELP
                        + "ab needs arguments of its own, such as: -n 1000 -c 10 http://localhost:8080/\n"
                        + "--report and --no-report exclude each other\n" + HELP);
    }

    private int run(String... options) {
        Stream<String> command = Stream.of(
                "run-with",
                "ab",
                "--command",
                folder.resolve("bench").toString(),
                "--report",
                folder.resolve("reports").toString());
        return PerfCommand.run(Stream.of(command, Stream.of(options), Stream.of("--", "-n", "1", "http://localhost/"))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }
}

package dev.perf.cli;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose files cannot be written, on a real file system. */
@Tag("real-time")
class FullDiskTest {

    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    private Path folder;

    /** A run of a second, which says what it came to. */
    static final class Generator {
        public static void main(String... arguments) throws InterruptedException {
            Scenario work = scenario("users");
            for (int i = 0; i < 20; i++) {
                work = work.exec("work " + i, user -> user.pause(ofMillis(5)));
            }
            RunResult result = loadTest("shop")
                    .run(work, users(2).during(ofSeconds(1)))
                    .start(RunOptions.DEFAULTS.withConsole().reportsTo(Path.of(arguments[0])))
                    .await();
            System.out.println("verdict " + result.verdict() + " of " + (result.requestCount() > 50 ? "many" : "few"));
            System.out.println("report " + result.report());
        }
    }

    /** Files may grow to 4 kB, and what is written beyond that fails as on a disk that is full. */
    private List<String> ranWithSmallFiles() throws Exception {
        Process generator = new ProcessBuilder(
                        SHELL.toString(),
                        "-c",
                        "ulimit -f 8 && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Generator.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = generator.inputReader()) {
            List<String> lines = output.lines().toList();
            assertThat(generator.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(generator.exitValue()).as(String.join("\n", lines)).isZero();
            return lines;
        } finally {
            generator.destroyForcibly();
        }
    }

    @Test
    @Timeout(120)
    void aFullDiskEndsNoRunAndIsTold() throws Exception {
        assumeTrue(Files.isExecutable(SHELL), "limits of files are those of a POSIX system");
        List<String> lines = ranWithSmallFiles();

        assertThat(lines).contains("verdict PASSED of many");
        Path report = Path.of(lines.getLast().substring("report ".length()));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("  warning: The journal in " + report + " cannot be written: ")
                        && line.endsWith(
                                ". The run goes on; if the generator dies, what it measures from now on is" + " lost."))
                .anyMatch(line -> line.contains("report file index.html in " + report + " cannot be written: "))
                .anyMatch(line -> line.contains("report file summary.json in " + report + " cannot be written: "));
        assertThat(report.resolve("index.html")).doesNotExist();
        assertThat(report.resolve("stats.csv")).isNotEmptyFile();
        assertThat(report.resolve("thresholds.xml")).isNotEmptyFile();
        assertThat(report.resolve("perf.log")).content().contains("cannot be written");
    }

    @Test
    void aFolderThatVanishesIsMadeAgainForTheReport() throws Exception {
        var remover = new RunListener() {
            private Run run;
            private boolean removed;

            @Override
            public void onStart(Run started) {
                run = started;
            }

            @Override
            public void onSnapshot(Snapshot snapshot) {
                if (!removed && snapshot.elapsed().compareTo(ofMillis(300)) >= 0) {
                    removed = true;
                    remove(folder.resolve("shop").resolve(run.id()));
                }
            }
        };
        RunResult result = loadTest("shop")
                .run(scenario("users").exec("work", user -> user.pause(ofMillis(20))), users(2).during(ofSeconds(1)))
                .start(RunOptions.DEFAULTS.reportsTo(folder).listener(remover))
                .await();

        assertThat(remover.removed).isTrue();
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("cannot be written"));
        Path report = Objects.requireNonNull(result.report());
        assertThat(report.resolve("index.html")).isNotEmptyFile();
        assertThat(report.resolve("summary.json")).isNotEmptyFile();
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}

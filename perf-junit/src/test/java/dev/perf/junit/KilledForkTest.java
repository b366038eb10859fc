package dev.perf.junit;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.junit.JUnitRuns.results;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.result.Snapshot;
import dev.perf.spi.RunListener;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A build that is cancelled tells the JVMs of its tests to end. The class nested here is run in such a JVM. */
@Tag("real-time")
class KilledForkTest {

    private static final String MEASURES = "measures";

    static class Fork {

        @PerfTest
        void test(PerfRunner perf) throws InterruptedException {
            var told = new RunListener() {
                @Override
                public void onSnapshot(Snapshot snapshot) {
                    System.out.println(MEASURES);
                }
            };
            perf.options(options -> options.listener(told).reportsTo(Path.of(System.getProperty("reports"))))
                    .run(loadTest("shop")
                            .run(
                                    scenario("rest").exec("rest", user -> user.pause(ofMillis(20))),
                                    users(2).during(ofMinutes(10))));
        }

        public static void main(String... arguments) {
            results(Fork.class);
        }
    }

    @Test
    @Timeout(120)
    void aJvmThatIsToldToEndLeavesTheReportOfItsRun(@TempDir Path folder) throws Exception {
        Process fork = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dreports=" + folder.resolve("reports"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fork.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assumeTrue(fork.supportsNormalTermination(), "the system knows no polite kill");
        List<String> printed;
        try (BufferedReader output = fork.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals(MEASURES)) {
                line = output.readLine();
            }
            assertThat(line).as("it runs").isEqualTo(MEASURES);
            assertThat(fork.toHandle().destroy()).isTrue(); // without closing what it prints
            printed = output.lines().toList();
            assertThat(fork.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            fork.destroyForcibly();
        }
        Path summary = found(folder, "summary.json");
        assertThat(summary).content().contains("\"ABORTED\"", "the JVM of the test was told to end");
        assertThat(summary.resolveSibling("index.html")).isNotEmptyFile();
        assertThat(printed)
                .anyMatch(line -> line.equals("shop ABORTED, report: "
                        + summary.resolveSibling("index.html").toUri()));
    }

    private static Path found(Path folder, String name) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }
}

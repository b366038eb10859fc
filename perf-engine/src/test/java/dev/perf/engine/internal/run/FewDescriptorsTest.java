package dev.perf.engine.internal.run;

import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.result.ErrorResult;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A generator that may open fewer files than it has users, with its classes in folders, each of them a file to open. */
@Tag("real-time")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
class FewDescriptorsTest {

    private static final int USERS = 200;
    private static final Duration LENGTH = ofSeconds(2);

    /** What the child process is. */
    static final class Generator {

        private Generator() {}

        public static void main(String... arguments) throws InterruptedException {
            LoadTest test = loadTest("few descriptors")
                    .http(http -> http.baseUrl(arguments[0]))
                    .run(
                            scenario("shop").exec(http("home").get("/")).thinkTime(constant(ofMillis(50))),
                            users(USERS).during(LENGTH));
            RunResult result = LoadRun.startRehearsed(test.plan(), Runs.QUIET).await();
            Ledger ledger = result.ledger();
            System.out.println("verdict " + result.verdict() + " " + result.reason());
            System.out.println("balanced " + Runs.checked(result).ledger().balanced());
            System.out.println("ended " + (ledger.completed() + ledger.failed() + ledger.interrupted()));
            System.out.println("failed " + ledger.failed());
            System.out.println("answered "
                    + (result.request("home").count() - result.request("home").failed()));
            result.intervals().stream()
                    .filter(interval -> interval.start().plus(interval.length()).compareTo(LENGTH) < 0)
                    .forEach(interval -> System.out.println("users " + interval.users()));
            for (ErrorResult error : result.errors()) {
                System.out.println("error " + error.kind() + " " + error.count() + " " + error.message());
            }
            result.warnings().forEach(warning -> System.out.println("warning " + warning));
        }
    }

    @TempDir
    private Path folder;

    @Test
    void countsEachFailureAndLosesNoUser() throws Exception {
        String output = run("ulimit -n 100; ");

        assertThat(output).contains("verdict INVALID", "balanced true", "error too_many_files ");
        assertThat(output).doesNotContain("Exception", "Error:", "error engine");
        // On a busy machine it takes a while until all have begun; then all stay.
        assertThat(output.lines()
                        .filter(line -> line.startsWith("users "))
                        .dropWhile(line -> !line.equals("users " + USERS)))
                .isNotEmpty()
                .containsOnly("users " + USERS);
    }

    private String run(String limit) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        try (MockWebServer server = Runs.server()) {
            Process generator = new ProcessBuilder(List.of(
                            "bash",
                            "-c",
                            limit + "exec \"$@\"",
                            "bash",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Generator.class.getName(),
                            "http://localhost:" + server.getPort()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(generator.waitFor(40, TimeUnit.SECONDS)).isTrue();
            } finally {
                generator.destroyForcibly();
            }
        }
        return Files.readString(output);
    }
}

package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.rebuildReport;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A generator in a JVM of its own is killed while it loads a server, which knows what was measured. More kills, with
 * their numbers: {@code java -cp <test class path> ...KilledGeneratorTest 20}.
 */
@Tag("real-time")
class KilledGeneratorTest {

    /** An interval, and what a busy machine takes to get it to the operating system. */
    private static final Duration AT_MOST = Duration.ofMillis(1_000 + 500);

    private static final int FEWEST = 300;

    /** A run that would last ten minutes. */
    static final class Generator {
        public static void main(String... arguments) throws InterruptedException {
            loadTest("killed")
                    .run(scenario("users").exec(http("get").get(arguments[0])), users(4).during(ofMinutes(10)))
                    .threshold("http_req_failed: rate < 0.01")
                    .start(RunOptions.DEFAULTS.reportsTo(Path.of(arguments[1])))
                    .await();
        }
    }

    /**
     * A kill and what came of it.
     *
     * @param served requests that the server answered
     * @param lost time from the first request that is not in the report to the kill
     */
    private record Kill(RunResult rebuilt, long served, Duration lost) {}

    private static Kill kill(Path reports, long afterMillis) throws IOException, InterruptedException {
        Queue<Long> answers = new ConcurrentLinkedQueue<>();
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                answers.add(System.nanoTime());
                return new MockResponse.Builder().build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Generator.class.getName(),
                        "http://localhost:" + server.getPort() + "/",
                        reports.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long killed;
        try {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (answers.size() < FEWEST && generator.isAlive() && System.nanoTime() < deadline) {
                generator.waitFor(1, TimeUnit.MILLISECONDS);
            }
            generator.waitFor(afterMillis, TimeUnit.MILLISECONDS);
            generator.destroyForcibly();
            killed = System.nanoTime();
            generator.waitFor();
        } finally {
            generator.destroyForcibly();
            server.close();
        }
        RunResult rebuilt = rebuildReport(folder(reports));
        var times = new ArrayList<>(answers);
        long known = rebuilt.requestCount();
        Duration lost = known >= times.size() ? Duration.ZERO : Duration.ofNanos(killed - times.get((int) known));
        return new Kill(rebuilt, times.size(), lost);
    }

    private static Path folder(Path reports) throws IOException {
        try (Stream<Path> found = Files.find(
                reports, 3, (path, attributes) -> path.getFileName().toString().equals("journal.bin"))) {
            return found.map(Path::getParent).toList().getFirst();
        }
    }

    @RepeatedTest(2)
    @Timeout(120)
    void losesAnIntervalAtMost(RepetitionInfo repetition, @TempDir Path reports) throws Exception {
        Kill kill = kill(reports, 1_300 + 700L * repetition.getCurrentRepetition());

        assertThat(kill.rebuilt().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(kill.rebuilt().reason()).startsWith("the generator was killed, or could write no further, after ");
        assertThat(kill.rebuilt().requestCount()).isPositive().isLessThanOrEqualTo(kill.served());
        assertThat(kill.rebuilt().failedCount()).isZero();
        assertThat(kill.rebuilt().thresholds()).singleElement().matches(threshold -> threshold.passed());
        assertThat(kill.lost()).isLessThan(AT_MOST);
    }

    /** Kills as many generators as the argument says, at moments spread over an interval, and prints what was lost. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        int kills = Integer.parseInt(arguments[0]);
        for (int i = 0; i < kills; i++) {
            Kill kill = kill(Files.createTempDirectory("perf-kill"), 1_500 + 1_000L * i / kills);
            lines.add(String.format(
                    "%2d: server %,d, report %,d, lost %,d requests of the last %d ms; %s",
                    i + 1,
                    kill.served(),
                    kill.rebuilt().requestCount(),
                    kill.served() - kill.rebuilt().requestCount(),
                    kill.lost().toMillis(),
                    kill.rebuilt().reason()));
        }
        System.out.println(String.join(System.lineSeparator(), lines));
    }
}

package dev.perf.engine.internal.command;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** A search as a process of its own, against a real server that answers 25 requests a second and refuses the others. */
class SearchCommandTest {

    /** The search; the first argument is the URL of the server. */
    public static final class Main {

        private Main() {}

        public static void main(String... args) {
            loadTest("child")
                    .findMaxRate(scenario("visitor")
                            .exec(http("page").get(args[0] + "/").check(status().is(200))))
                    .from(perSecond(10))
                    .to(perSecond(80))
                    .settling(ofMillis(100))
                    .measuring(ofMillis(1_000))
                    .resolution(1)
                    .within(ofSeconds(60))
                    .holding("http_req_failed: rate == 0")
                    .main(List.of(args).subList(1, args.length).toArray(String[]::new));
        }
    }

    /** A bucket that holds one token for each 40 ms, at most ten: it does not depend on how fast this machine is. */
    private static MockWebServer server(ScheduledExecutorService threads) throws IOException {
        var tokens = new AtomicLong(10);
        threads.scheduleAtFixedRate(
                () -> tokens.updateAndGet(held -> Math.min(10, held + 1)), 40, 40, TimeUnit.MILLISECONDS);
        var server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean served = tokens.getAndUpdate(held -> Math.max(0, held - 1)) > 0;
                return new MockResponse.Builder().code(served ? 200 : 503).build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    @Test
    void findsTheCapacityOfARealServerAndExitsWithZero() throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
        MockWebServer server = server(threads);
        try {
            Process process = start("http://localhost:" + server.getPort(), "--no-report");
            assertThat(output(process))
                    .containsPattern("  1  raise +10/s .* held")
                    .containsPattern("  2  raise +20/s .* held")
                    .containsPattern("  3  raise +40/s .* broke: http_req_failed: rate == 0: ")
                    .containsPattern("  4  confirm +20/s .* held")
                    .contains("  capacity    20/s  after 4 steps")
                    .contains("FOUND: 20/s held, 2 times; 40/s did not: http_req_failed: rate == 0: ");
            assertThat(process.exitValue()).isZero();
        } finally {
            server.close();
            threads.shutdownNow();
        }
    }

    @Test
    void refusesAFleet() throws Exception {
        Process process = start("http://localhost:9", "--fleet", "local:3");
        assertThat(output(process))
                .isEqualTo("--fleet: a search runs on this machine; run one of its levels as a test on a fleet\n");
        assertThat(process.exitValue()).isEqualTo(2);
    }

    @Test
    void exitsWithOneWhereNothingHolds() throws Exception {
        // Nobody listens on the discard port.
        Process process = start("http://localhost:9", "--no-report");
        assertThat(output(process)).contains("NONE HELD: the lowest level did not hold: 10/s did not: ");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void refusesFlagsThatSetALoadAndMistakes() throws Exception {
        Process rate = start("http://localhost:9", "--rate", "5/s");
        assertThat(output(rate)).startsWith("--rate: a search finds its load by itself");
        assertThat(rate.exitValue()).isEqualTo(2);

        Process scenario = start("http://localhost:9", "--scenario", "visitor");
        assertThat(output(scenario))
                .isEqualTo("--scenario: a search puts its load on the scenarios of its test; leave some out there\n");
        assertThat(scenario.exitValue()).isEqualTo(2);

        Process live = start("http://localhost:9", "--live");
        assertThat(output(live)).isEqualTo("--live: a search is made of many runs; watch one of them as a test\n");
        assertThat(live.exitValue()).isEqualTo(2);

        Process tag = start("nonsense://localhost", "--dry-run");
        assertThat(output(tag)).startsWith("test \"child\" has 1 mistake\n  SearchCommandTest.java:");
        assertThat(tag.exitValue()).isEqualTo(2);
    }

    @Test
    void aDryRunSaysWhatWillBeDone() throws Exception {
        Process process = start("http://localhost:9", "--dry-run", "--seed", "7");
        assertThat(output(process))
                .startsWith("test \"child\" is valid; nothing was sent\n  search      highest load of scenario"
                        + " \"visitor\" from 10/s to 80/s, raised times 2, to 100 %, confirmed 1 time; steps of 100ms"
                        + " + 1s, at most 1m\n")
                .contains("  seed        7")
                .contains("  holding     http_req_failed: rate == 0");
        assertThat(process.exitValue()).isZero();
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        // Newer JVMs warn of native code in a library that decodes bodies.
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replaceAll("(?m)^WARNING: .*", "")
                .stripLeading();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}

package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code perf run} of files that list tests, on agents in processes of their own. */
@Timeout(180)
class SuiteCommandTest {

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // made before each test
    private HttpServer server;

    private final ConcurrentLinkedQueue<String> paths = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void serves() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        file("shop.yaml", """
            host: http://127.0.0.1:%d
            scenarios:
              visit:
                executor: per-vu-iterations
                vus: 2
                iterations: 5
                flow: [get: "${SHOP_PATH:-/shop}"]
            """.formatted(server.getAddress().getPort()));
        file("strict.yaml", "include: shop.yaml\nthresholds: [\"http_reqs: count > 1000\"]\n");
    }

    @AfterEach
    void ends() {
        server.stop(0);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }

    private int run(Path list, String... flags) {
        var all = new java.util.ArrayList<>(List.of("run", list.toString()));
        all.addAll(List.of(flags));
        return PerfCommand.run(all.toArray(String[]::new));
    }

    @Test
    void runsAllAndEndsWithTheCodeOfTheWorst() throws IOException {
        Path list = file("list.yaml", """
            fleet: local:2
            report: %s
            tests:
              - {id: one, file: shop.yaml}
              - {id: two, file: shop.yaml, agents: 2}
              - {id: three, file: strict.yaml, tags: {team: web}}
            """.formatted(temp.resolve("reports")));

        assertThat(run(list)).as(output.out() + output.err()).isEqualTo(1);

        assertThat(output.out())
                .contains(
                        "one: begins on local-", "two: begins on local-", "one: passed after ", "three: failed after ")
                .containsPattern("TEST +STATE +DURATION +AGENTS +REPORT\n")
                .containsPattern("one +PASSED +\\d+s +local-\\d +" + temp.resolve("reports/shop"))
                .containsPattern("two +PASSED +\\d+s +local-\\d,local-\\d +")
                .containsPattern("three +FAILED +\\d+s +local-\\d +" + temp.resolve("reports/strict"))
                .contains("\nthree: ");
        assertThat(paths).hasSize(30).containsOnly("/shop");
    }

    @Test
    void whatIsMoreUrgentBeginsFirst() throws IOException {
        Path list = file("list.yaml", """
            tests:
              - {id: later, file: shop.yaml, priority: low, set: {scenarios.visit.flow: "[get: /low]"}}
              - {id: usual, file: shop.yaml, set: {scenarios.visit.flow: "[get: /normal]"}}
              - {id: first, file: shop.yaml, priority: urgent, set: {scenarios.visit.flow: "[get: /urgent]"}}
            """);

        assertThat(run(list, "--quiet", "--fleet=local:1", "--report", temp.toString()))
                .as(output.out() + output.err())
                .isZero();

        assertThat(paths.stream().distinct()).containsExactly("/urgent", "/normal", "/low");
        assertThat(output.out()).startsWith("TEST ").doesNotContain("begins");
    }

    @Test
    void aTestThatNoAgentMayRunIsRefusedAndTheOthersRun() throws IOException {
        Path list = file("list.yaml", """
            tests:
              - {id: nowhere, file: shop.yaml, requirements: {os: vms}}
              - {id: here, file: shop.yaml}
            """);

        assertThat(run(list, "--report=" + temp)).isEqualTo(4);

        assertThat(output.out())
                .contains("nowhere: refused\n")
                .containsPattern("nowhere +REFUSED\n")
                .containsPattern("here +PASSED ")
                .contains("job \"nowhere\" needs 1 agent with os=vms; the fleet has 0 of them among 1 agent: local-1"
                        + " (no labels); start such agents, or ask for less\n");
        assertThat(paths).hasSize(10);
    }

    @Test
    void aPoliteKillEndsWhatRunsWithAReportAndBeginsNoOther() throws Exception {
        Path list = file("list.yaml", """
            fleet: local:1
            report: %s
            tests:
              - {id: long, file: shop.yaml, set: {scenarios.visit.iterations: 100000}}
              - {id: next, file: shop.yaml, set: {scenarios.visit.flow: "[get: /next]"}}
            """.formatted(temp.resolve("reports")));
        Process perf = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PerfCommand.class.getName(),
                        "run",
                        list.toString())
                .redirectError(temp.resolve("err").toFile())
                .redirectOutput(temp.resolve("out").toFile())
                .start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (paths.isEmpty()) {
                assertThat(System.nanoTime()).as("no request yet").isLessThan(end);
                LockSupport.parkNanos(1_000_000);
            }
            perf.destroy();
            assertThat(perf.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            perf.destroyForcibly();
        }

        assertThat(perf.exitValue()).isEqualTo(4);
        assertThat(temp.resolve("out"))
                .content()
                .contains("Stopping: tests that run end gracefully and write their reports, the others do not begin.\n")
                .doesNotContain("next: begins")
                .containsPattern("long +ABORTED +\\d+s +local-1 +" + temp.resolve("reports/shop"))
                .containsPattern("next +ABORTED");
        assertThat(temp.resolve("reports/shop")).isDirectoryRecursivelyContaining("glob:**/index.html");
        assertThat(paths).doesNotContain("/next");
    }

    @Test
    void aJavaTestWithAFileAndALengthIsTheSameOnAgents() throws IOException {
        Path settings = file("settings.yaml", "rate: 20\nduration: 10s\n");
        Path list = file("list.yaml", """
            tests:
              - {id: java, java: "dev.perf.cli.SuiteCommandTest$Idle::test", file: %s, duration: 1s}
            """.formatted(settings.getFileName()));

        assertThat(run(list, "--report=" + temp))
                .as(output.out() + output.err())
                .isZero();
    }

    /** Makes a test. */
    static final class Idle {
        private Idle() {}

        static dev.perf.LoadTest test() {
            return dev.perf.Perf.loadTest("idle")
                    .run(
                            dev.perf.Perf.scenario("s").exec(dev.perf.Perf.exec("nothing", user -> {})),
                            dev.perf.Perf.arrivals(dev.perf.Perf.perSecond(20)).during(java.time.Duration.ofSeconds(5)))
                    .threshold("iterations: count == 20");
        }
    }

    @Test
    void aDryRunTellsOfEachAndSendsNothing() throws IOException {
        Path list = file("list.yaml", """
            tests:
              - {id: one, file: shop.yaml, agents: 2, labels: {os: linux}}
              - {id: two, file: strict.yaml, priority: high}
            """);

        assertThat(run(list, "--dry-run")).as(output.err()).isZero();

        assertThat(output.out()).isEqualTo("""
            2 tests are valid; nothing was sent
              two (high, 1 agent): visit: closed load: 2 users, 5 iterations each, at most 10m
              one (normal, 2 agents os=linux): visit: closed load: 2 users, 5 iterations each, at most 10m
            """);
        assertThat(paths).isEmpty();
    }

    @Test
    void tellsTheMistakesOfAllTestsBeforeAnyBegins() throws IOException {
        file("unknown.yaml", "include: shop.yaml\nthresholds: [\"no_such_metric: rate < 1%\"]\n");
        file("another.yaml", "include: shop.yaml\nthresholds: [\"another: count > 1\"]\n");
        Path list = file("list.yaml", """
            tests:
              - {id: sound, file: shop.yaml}
              - {id: one, file: unknown.yaml}
              - {id: two, file: another.yaml}
            """);

        assertThat(run(list)).isEqualTo(2);
        assertThat(run(list, "--dry-run")).isEqualTo(2);
        String once = "one: test \"unknown\" has 1 mistake\n"
                + "  unknown.yaml:2: threshold \"no_such_metric: rate < 1%\": nothing measures a metric"
                + " \"no_such_metric\"; there are <ours>; declare one of your own with metrics(...)\n"
                + "two: test \"another\" has 1 mistake\n"
                + "  another.yaml:2: threshold \"another: count > 1\": nothing measures a metric \"another\";"
                + " there are <ours>; declare one of your own with metrics(...)\n";
        assertThat(output.err().replace(temp + "/", "").replaceAll("checks, [a-z_, ]+", "<ours>"))
                .isEqualTo(once + once);

        assertThat(output.out()).isEmpty();
        assertThat(paths).isEmpty();
    }

    @Test
    void refusesWhatSaysNothingOfAList() throws IOException {
        Path list = file("list.yaml", "tests: [{id: a, file: shop.yaml}, {id: A, file: shop.yaml}]\n");

        assertThat(run(list, "--users", "5")).isEqualTo(2);
        assertThat(run(list, "--dry-run")).isEqualTo(2);
        assertThat(run(list, "--fleet=nowhere:x")).isEqualTo(2);
        assertThat(run(list, "--help")).isZero();

        String help = "perf run " + list + " --help lists what is allowed\n";
        assertThat(output.err())
                .startsWith(list + " lists tests, and --users is no flag of a list; say it in the file of the test, or"
                        + " under \"set\" of the test in the list\n" + help
                        + "two tests of the list have the id \"A\"; rename one\n" + help);
        assertThat(output.out())
                .startsWith("Usage: perf run FILE [FLAGS OF LISTS...]\nRuns the tests that a file lists");
    }
}

package dev.perf.samples;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.perf.LoadTest;
import dev.perf.Perf;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Sharing;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.result.AgentResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestPart;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.FileEngine;
import dev.perf.spi.RunOptions;
import dev.perf.spi.Suite;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Every file in {@code samples/files} runs against the demo shop, shortened by its own factors. */
class FileSamplesTest {

    private static final Path FOLDER = Path.of("files");

    /** Names the file that a test runs. */
    @Retention(RUNTIME)
    @Target(METHOD)
    private @interface Runs {
        String value();
    }

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private DemoShop shop;

    @SuppressWarnings("NullAway.Init") // chosen before each test
    private TestFile file;

    @BeforeEach
    void open(TestInfo test) {
        shop = DemoShop.start();
        Runs runs = test.getTestMethod().orElseThrow().getAnnotation(Runs.class);
        file = TestFile.at(FOLDER.resolve(runs == null ? "" : runs.value()));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void noFileIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(Path::getFileName)
                            .map(Path::toString)
                            .filter(name -> !name.endsWith(".md") && !name.endsWith(".csv")))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(FileSamplesTest.class.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Runs.class))
                            .map(method -> method.getAnnotation(Runs.class).value())
                            .toList());
        }
    }

    @Test
    @Runs("shop.yaml")
    void aWholeTestInPerfsOwnForm() throws Exception {
        Path csv = folder.resolve("shop.csv");
        Path json = folder.resolve("shop.json");
        RunResult result = run(file.set("report", "{folder: '" + folder + "', json: '" + json + "'}")
                .set("outputs.csv", "'" + csv + "'")
                .set("timeScale", "0.02"));

        assertThat(result.test()).isEqualTo("shop files");
        assertThat(result.tags()).containsEntry("team", "storefront");
        assertThat(limits(result))
                .containsExactly(
                        "checks: rate > 99%",
                        "response_time{name:login}: p(99) < 1s",
                        "http_req_failed: rate < 10% abort after 10s",
                        "response_time: p(95) <= 500ms",
                        "http_req_failed: rate <= 1%");
        assertThat(objectives(result)).containsExactly("availability", "latency p90", "checkout works");
        // 24 users, three of four of them customers; and 120 arrivals a minute for 2.4 s
        assertThat(byScenario(result, "login")).isEqualTo(Map.of("customer", 18L, "visitor", 6L));
        assertThat(shop.requests("GET /admin/dashboard")).isEqualTo(5);
        assertThat(shop.requests("GET /health")).as("setups").isOne();
        assertThat(shop.requests("GET /admin/stats")).as("teardowns").isOne();
        long customers = iterations(result, "customer");
        assertThat(customers).isPositive();
        assertThat(shop.requests("POST /api/cart")).isEqualTo(customers);
        assertThat(shop.requests("POST /api/checkout")).isEqualTo(customers);
        long visitors = iterations(result, "visitor");
        assertThat(visitors).isPositive();
        assertThat(shop.requests("GET /api/cart")).isEqualTo(visitors);
        assertThat(shop.requests("GET /api/products")).isEqualTo(customers + visitors);
        assertThat(shop.requests("GET /api/products/{id}")).isEqualTo(3 * visitors);
        assertThat(Files.readString(csv)).contains("checkout");
        assertThat(Files.readString(json)).contains("\"shop files\"");
        assertThat(Objects.requireNonNull(result.report()).toString()).contains(folder.toString());
        assertThat(notes(file))
                .containsExactly("shop.yaml: slos.availability: the run lasts 2m, so the objective is judged over the"
                        + " whole run and not over 720h");

        assertThat(plan(file.profile("evening")).duration()).isEqualTo(Duration.ofSeconds(270));
        assertThat(limits(plan(file.profile("evening")))).contains("http_reqs: rate >= 60/s");
        assertThat(plan(file.environment("staging")).http().baseUrl()).isEqualTo("https://staging.example.com");
        assertThat(limits(plan(file.environment("staging")))).contains("response_time: p(95) <= 800ms");
    }

    @Test
    @Runs("shopper.yaml")
    void aSmallTestThatOthersInclude() throws Exception {
        RunResult result = run(file.profile("smoke").set("timeScale", "0.01"));

        assertThat(shop.requests("POST /auth/login")).isEqualTo(5);
        assertShoppersOf(result);
        assertThat(notes(file.profile("smoke"))).isEmpty();
    }

    @Test
    @Runs("artillery.yaml")
    void aScriptOfArtillery() throws Exception {
        RunResult result = run(file.set("timeScale", "0.01").set("scale", "10"));

        // 6 + 36 + 120 + 15, seven of ten of which buy
        assertThat(result.ledger().scheduled()).isEqualTo(177);
        assertThat(iterations(result, "Buy something")).isEqualTo(124);
        assertThat(iterations(result, "Look around")).isEqualTo(53);
        assertThat(shop.requests("POST /auth/login")).isEqualTo(177);
        assertThat(shop.requests("GET /api/products")).isEqualTo(124);
        assertThat(shop.requests("POST /api/cart")).isEqualTo(124);
        assertThat(shop.requests("GET /api/products/{id}")).isEqualTo(4 * 53);
        assertThat(limits(result)).containsExactly("response_time: p(95) < 500ms", "http_req_failed: rate <= 1%");
        assertThat(notes(file))
                .containsExactly(
                        "artillery.yaml: config.plugins.expect: built in: what a request expects is always checked",
                        "artillery.yaml: config.plugins.metrics-by-endpoint: built in: results tell of each request by"
                                + " its name");
    }

    @Test
    @Runs("k6-options.json")
    void optionsOfK6ForATestInJava() throws Exception {
        RunResult result = ShopLoadTest.test(shop.url())
                .configuredBy(hasty(file).set("timeScale", "0.01"))
                .run(RunOptions.DEFAULTS.withoutReport());

        assertHeld(result);
        assertThat(byScenario(result, "login")).isEqualTo(Map.of("smoke", 2L, "load", 40L));
        // 3.3 on the way to 10/s, 18 to 20/s, 3 to 0
        assertThat(byScenario(result, "dashboard")).isEqualTo(Map.of("stress", 24L));
        assertThat(limits(result))
                .containsExactly(
                        "response_time: p(95) < 500ms",
                        "response_time{name:login}: p(99) < 1s",
                        "http_req_duration: p(95) < 500ms",
                        "http_req_duration: p(99) < 1000ms",
                        "http_req_duration{name:login}: p(95) < 800ms",
                        "http_req_failed: rate < 0.05",
                        "http_reqs: count > 20",
                        "iteration_duration: p(95) < 5000ms",
                        "vus_max: value > 10",
                        "checks: rate > 0.9");
        assertThat(notes(file.set("java", ShopLoadTest.class.getName())))
                .containsExactly(
                        "k6-options.json: summaryTrendStats: not used: the report has all of them, and p(99.9) too",
                        "k6-options.json: cloud: not used: it is for Grafana's cloud");
    }

    @Test
    @Runs("k6-options.yaml")
    void optionsOfK6InYaml() throws Exception {
        RunResult result = run(file.set("timeScale", "0.01"));

        assertThat(byScenario(result, "login")).isEqualTo(Map.of("shopper", 20L));
        // a third of the 5/s of the test, as 20 users are a third of its 60, for 1.8 s
        assertThat(byScenario(result, "dashboard")).isEqualTo(Map.of("admin", 3L));
        assertThat(limits(result))
                .containsExactly(
                        "response_time: p(95) < 500ms",
                        "response_time{name:login}: p(99) < 1s",
                        "checks: rate > 0.99",
                        "http_req_duration: p(95) < 500ms",
                        "http_req_duration: avg < 200ms",
                        "http_req_duration: max < 3000ms",
                        "http_req_duration{name:list products}: p(95) < 300ms",
                        "http_req_failed: rate < 0.05 abort after 10s");
        assertThat(notes(file))
                .containsExactly("k6-options.yaml: options.discardResponseBodies: not used: bodies that nothing reads"
                        + " are never kept");
    }

    @Test
    @Runs("locust.conf")
    void settingsOfLocustOnTwoAgents() throws Exception {
        RunResult result = run(file.set("timeScale", "0.005")
                .set("scale", "0.05")
                .set(
                        "report",
                        "{html: '" + folder + "/locust.html', csv: '" + folder + "/locust', folder: '" + folder
                                + "'}"));

        assertThat(result.agents()).hasSize(2).extracting(AgentResult::requests).doesNotContain(0L);
        assertThat(byScenario(result, "login")).isEqualTo(Map.of("shopper", 10L));
        assertThat(folder.resolve("locust.html")).exists();
        assertThat(folder.resolve("locust_stats.csv")).exists();
        assertThat(notes(file))
                .containsExactly(
                        "locust.conf: master: not used: the process that runs the test is the coordinator of its"
                                + " agents",
                        "locust.conf: headless: not used: a test begins at once, and has no page that it is started"
                                + " from",
                        "locust.conf: loglevel: not used: Perf logs by SLF4J, as the program around it is set up");
    }

    @Test
    @Runs("slo-config.yaml")
    void objectivesAndThresholdsForEachTypeOfTest() throws Exception {
        TestFile load = file.profile("load_test");
        RunResult result = run(load.set("timeScale", "0.003").set("scale", "0.4"));

        assertThat(shop.requests("POST /auth/login")).isEqualTo(20);
        assertShoppersOf(result);
        assertThat(result.tags()).containsEntry("service", "demo-shop").containsEntry("environment", "test");
        assertThat(limits(result))
                .containsExactly(
                        "http_req_duration: p(95) < 500ms",
                        "http_req_duration: p(99) < 1000ms",
                        "http_req_failed: rate < 0.01",
                        "http_reqs: rate > 10/s");
        assertThat(objectives(result))
                .containsExactly(
                        "availability", "error rate", "latency p50", "latency p95", "latency p99", "throughput");
        assertThat(limits(plan(file.profile("smoke_test"))))
                .containsExactly("http_req_duration: p(95) < 300ms", "http_req_failed: rate < 0.01");
        assertThat(limits(plan(file.profile("stress_test"))))
                .containsExactly("http_req_duration: p(95) < 1000ms", "http_req_failed: rate < 0.05");
        assertThat(limits(plan(file.profile("soak_test"))))
                .containsExactly("http_req_duration: p(95) < 500ms", "http_req_failed: rate < 0.01");
        assertThat(notes(load))
                .hasSize(5)
                .allSatisfy(note -> assertThat(note)
                        .matches("slo-config.yaml: slos\\.\\S+: the run lasts 10m, so the objective is judged over the"
                                + " whole run and not over (1h|720h)"));
    }

    @Test
    @Runs("distributed-testing.yaml")
    void aCoordinatorItsNodesAndTheirLoads() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        HttpServer influx = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        influx.createContext("/", exchange -> {
            byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
            new String(body, UTF_8).lines().forEach(lines::add);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        influx.start();
        TestFile load = file.profile("load_test");
        try {
            RunResult result = run(load.set("timeScale", "0.003")
                    .set("fleet", "local:2")
                    .set(
                            "outputs.influxdb",
                            "http://127.0.0.1:" + influx.getAddress().getPort() + "/perf"));

            // 20, 40 ... 100 a second, each for 480 ms, with ramps of 60 ms between them
            assertThat(result.ledger().scheduled()).isEqualTo(159);
            assertThat(shop.requests("POST /auth/login")).isEqualTo(159);
            assertShoppersOf(result);
            assertThat(result.agents()).extracting(AgentResult::share).containsExactly(0.5, 0.5);
            assertThat(limits(result)).containsExactly("http_req_failed: rate < 1%", "response_time: p(99) < 1s");
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("perf_agents,")
                            && line.contains(",test=distributed-testing,agent=local-2 "));
        } finally {
            influx.stop(0);
        }
        TestPlan stress = plan(file.profile("stress_test"));
        assertThat(stress.duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(stress.workloads().getFirst().load().peak()).isEqualTo(500);
        TestPlan endurance = plan(file.profile("endurance_test"));
        assertThat(endurance.duration()).isEqualTo(Duration.ofHours(24));
        assertThat(endurance.workloads().getFirst().load().peak()).isEqualTo(20);
        assertThat(notes(load))
                .containsExactly(
                        "distributed-testing.yaml: distributed_testing.monitoring.metrics_interval: not used: the"
                                + " interval of results is a second, and 100 ms in runs below 10 s",
                        "distributed-testing.yaml: distributed_testing.monitoring.grafana: not used: Grafana asks the"
                                + " database; dashboards for it are in docs/grafana",
                        "distributed-testing.yaml: fleet.nodes[0].id: an agent says its name itself: perf agent --name"
                                + " node-1",
                        "distributed-testing.yaml: fleet.nodes[0].capacity: an agent says itself what it can do: perf"
                                + " agent --capacity 1000/s",
                        "distributed-testing.yaml: fleet.nodes[1].id: an agent says its name itself: perf agent --name"
                                + " node-2",
                        "distributed-testing.yaml: fleet.nodes[1].capacity: an agent says itself what it can do: perf"
                                + " agent --capacity 1000/s");
    }

    @Test
    @Runs("performance.yaml")
    void defaultsAndLimitsOfAPerformanceModule() throws Exception {
        RunResult result = run(file.set("timeScale", "0.025"));

        assertThat(shop.requests("POST /auth/login")).isEqualTo(10);
        assertShoppersOf(result);
        assertThat(limits(result))
                .containsExactly(
                        "response_time: avg <= 300ms", "http_req_failed: rate <= 2%", "http_reqs: rate >= 1/s");
        assertThat(notes(file))
                .containsExactly(
                        "performance.yaml: performance.tool: not used: Perf puts the load on itself",
                        "performance.yaml: performance.metrics.collect_response_times: measured in each run",
                        "performance.yaml: performance.metrics.collect_throughput: measured in each run",
                        "performance.yaml: performance.metrics.collect_error_rates: measured in each run");
    }

    @Test
    @Runs("fleet-tests.yaml")
    void nodesAndTheTestsThatTheyShare() throws Exception {
        Suite suite = Objects.requireNonNull(FileEngine.find().suite(file));

        Fleet fleet = Objects.requireNonNull(suite.fleet());
        assertThat(fleet.discovery())
                .isEqualTo(new Fleet.Discovery.Addresses(List.of("localhost:7801", "localhost:7802")));
        assertThat(fleet.heartbeatInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(fleet.nodeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(fleet.sharing()).isEqualTo(Sharing.ROUND_ROBIN);
        assertThat(suite.tests())
                .extracting(Suite.Entry::id, Suite.Entry::urgency, Suite.Entry::agents, Suite.Entry::required)
                .containsExactly(
                        tuple("smoke", Suite.Urgency.URGENT, 1, Map.of("os", "linux")),
                        tuple("promises", Suite.Urgency.HIGH, 2, Map.of("os", "linux")),
                        tuple("settings-on-java", Suite.Urgency.LOW, 1, Map.of("disk", "ssd")));
        assertThat(suite.tests())
                .extracting(Suite.Entry::timeout)
                .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(20), null);
        assertThat(suite.tests()).extracting(Suite.Entry::retries).containsExactly(3, null, 0);
        assertThat(suite.tests().get(0).name()).isEqualTo("Does it work at all");
        assertThat(suite.tests().get(0).plan().duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(suite.tests().get(2).tags()).containsEntry("team", "storefront");
        for (Suite.Entry entry : suite.tests()) {
            // Windows of objectives are longer than that; slo-config.yaml has a test of its own.
            TestPlan shortened = entry.plan().stretchedTo(Duration.ofSeconds(1)).withSlos(List.of());
            RunResult result = LoadTest.of(shortened)
                    .http(http -> http.baseUrl(shop.url()))
                    .thinkTimeFactor(0.05)
                    .run(RunOptions.DEFAULTS.withoutReport());
            assertHeld(result);
            assertThat(limits(result)).isEqualTo(limits(entry.plan()));
        }
        // 5 of the preset, 50 of the profile, half of 20
        assertThat(shop.requests("POST /auth/login")).isGreaterThanOrEqualTo(5 + 50 + 10);
    }

    @Test
    @Runs("environments.yaml")
    void environmentsAndProfilesWithLimitsOfTheirOwn() throws Exception {
        TestFile development = file.profile("development");
        RunResult result = run(development.set("timeScale", "0.006").set("scale", "1.4"));

        assertThat(byScenario(result, "login")).isEqualTo(Map.of("shopper", 20L, "clerk", 6L, "price robot", 2L));
        assertThat(shop.requests("GET /api/products")).isEqualTo(iterations(result, "shopper"));
        assertThat(shop.requests("GET /admin/dashboard")).isEqualTo(iterations(result, "clerk"));
        assertThat(shop.requests("GET /api/products/{id}")).isEqualTo(iterations(result, "price robot"));
        assertThat(limits(result))
                .containsExactly(
                        "response_time: avg <= 200ms", "response_time: p(95) <= 600ms", "http_req_failed: rate <= 2%");
        assertThat(notes(development)).isEmpty();

        TestPlan production = plan(file.environment("production").profile("production"));
        assertThat(production.http().baseUrl()).isEqualTo("https://api.shop.example.com");
        assertThat(production.duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(limits(production))
                .containsExactly(
                        "response_time: avg <= 100ms",
                        "response_time: p(95) <= 500ms",
                        "http_req_failed: rate <= 0.5%",
                        "http_reqs: rate >= 2000/s");
        TestPlan lunch = plan(file.profile("lunch"));
        assertThat(lunch.http().baseUrl()).isEqualTo("http://lunch.shop.example.com:8080");
        assertThat(lunch.duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(limits(lunch))
                .containsExactly(
                        "response_time: avg <= 150ms",
                        "response_time: p(95) <= 500ms",
                        "http_req_failed: rate <= 0.01",
                        "http_reqs: rate >= 50/s");
    }

    /** Runs a file that passes, with a report only where it has been told where to. */
    private RunResult run(TestFile sample) throws InterruptedException {
        boolean isReported =
                sample.settings().stream().anyMatch(setting -> setting.key().equals("report"));
        TestFile quiet = isReported ? sample : sample.set("report", "false");
        RunResult result = Perf.run(hasty(quiet).set("host", "127.0.0.1").set("port", String.valueOf(shop.port())));
        assertHeld(result);
        return result;
    }

    /** Pauses of a user are no part of the load, so its factors leave them alone. */
    private static TestFile hasty(TestFile sample) {
        return sample.set("thinkTimeFactor", "0.05");
    }

    private void assertHeld(RunResult result) {
        assertThat(result.errors()).isEmpty();
        assertThat(result.verdict())
                .as(result.thresholds() + " " + result.generator())
                .isEqualTo(Verdict.PASSED);
        assertThat(result.ledger().balanced()).isTrue();
        assertThat(result.ledger().dropped()).isZero();
        assertThat(shop.requests("unmatched")).isZero();
    }

    /** Each iteration of shopper.yaml lists products and looks at one. */
    private void assertShoppersOf(RunResult result) {
        long iterations = iterations(result, "shopper");
        assertThat(iterations).isPositive();
        assertThat(shop.requests("GET /api/products")).isEqualTo(iterations);
        assertThat(shop.requests("GET /api/products/{id}")).isEqualTo(iterations);
    }

    private static TestPlan plan(TestFile sample) {
        return FileEngine.find().plan(sample, null);
    }

    /** Returns what the command says is not used, without folders and lines. */
    private static List<String> notes(TestFile sample) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var said = new ByteArrayOutputStream();
        try (var captured = new PrintStream(said, true, UTF_8)) {
            System.setOut(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
            System.setErr(captured);
            assertThat(FileEngine.find().main(sample, null, List.of("--dry-run")))
                    .as(said.toString(UTF_8))
                    .isZero();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return said.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line ->
                        line.strip().replace(FOLDER + File.separator, "").replaceFirst("^([^:]+):\\d+:\\d+:", "$1:"))
                .toList();
    }

    private static List<String> limits(RunResult result) {
        return result.thresholds().stream().map(ThresholdResult::expression).toList();
    }

    private static List<String> limits(TestPlan plan) {
        return plan.thresholds().stream().map(ThresholdRule::expression).toList();
    }

    private static List<String> objectives(RunResult result) {
        assertThat(result.slos()).allMatch(SloResult::met);
        return result.slos().stream().map(slo -> slo.slo().name()).toList();
    }

    private static long iterations(RunResult result, String scenario) {
        return ((MetricResult.Counter) result.metric("iterations{scenario:" + scenario + "}")).count();
    }

    private static Map<String, Long> byScenario(RunResult result, String request) {
        return result.request(request).parts().stream()
                .collect(Collectors.toMap(RequestPart::scenario, RequestPart::count));
    }
}

package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.settings.Given.loads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.Perf;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.http.Http;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of the systems that Perf is to replace, as they stand: what they come to, by themselves or on a Java test, and why what
 * is not understood is refused, line by line.
 */
class OwnerDocumentsTest {

    private static final String FOLDER = "dev/perf/engine/internal/dialect/";

    private static final TestPlan SHOP = Perf.loadTest("shop")
            .http(http -> http.baseUrl("http://localhost:8080"))
            .run(
                    Perf.scenario("shopper").exec(Http.http("home").get("/")),
                    Perf.users(30).during(Duration.ofMinutes(1)))
            .plan();

    @SuppressWarnings("NullAway.Init") // made before each test
    private Given given;

    @BeforeEach
    void inAFolder(@TempDir Path folder) throws IOException {
        given = new Given(folder);
    }

    /** All that a file comes to, or why it does not. */
    private String read(String name, @Nullable String profile, @Nullable TestPlan test) {
        // The database of document 000 is an output of perf-report, which is not here.
        TestFile file = name.startsWith("distributed")
                ? TestFile.at(FOLDER + name).set("outputs", "")
                : TestFile.at(FOLDER + name);
        try {
            ConfiguredTest read = given.configured(profile == null ? file : file.profile(profile), test);
            TestPlan plan = read.plan();
            var text = new StringBuilder(loads(plan));
            text.append("\nto ").append(String.join(", ", plan.http().baseUrls()));
            plan.thresholds().forEach(limit -> text.append('\n').append(limit.expression()));
            plan.slos()
                    .forEach(slo -> text.append("\nslo ").append(slo.objective().text()));
            plan.tags()
                    .forEach((key, value) ->
                            text.append("\ntag ").append(key).append('=').append(value));
            plan.observation()
                    .outputs()
                    .forEach(output ->
                            text.append("\noutput ").append(output.output().name()));
            if (read.fleet() != null) {
                text.append("\nfleet ").append(read.fleet().discovery());
            }
            if (!read.report().equals(ReportSettings.DEFAULTS)) {
                text.append("\nreport ").append(read.report());
            }
            read.notes().forEach(note -> text.append("\nnote ").append(note));
            return text.toString().replace(FOLDER, "");
        } catch (InvalidTestFileException refused) {
            return String.valueOf(refused.getMessage()).replace(FOLDER, "");
        }
    }

    @Test
    void artilleryRunsAsItStands() {
        assertThat(read("artillery.yaml", null, null)).isEqualTo("""
            API flow: open load: 5/s, hold 1m (Warm up), jump to 20/s, ramp to 100/s over 5m (Ramp up \
            load), hold 10m (Sustained load), ramp to 0/s over 1m (Ramp down), weight 8
            Browse only: open load: 5/s, hold 1m (Warm up), jump to 20/s, ramp to 100/s over 5m (Ramp up \
            load), hold 10m (Sustained load), ramp to 0/s over 1m (Ramp down), weight 2
            to https://api.example.com
            response_time: p(95) < 500ms
            http_req_failed: rate <= 1%
            note artillery.yaml:25:5: config.plugins.expect: built in: what a request expects is always \
            checked
            note artillery.yaml:26:5: config.plugins.metrics-by-endpoint: built in: results tell of each \
            request by its name\
            """);
    }

    @Test
    void optionsOfK6AreForAJavaTest() {
        assertThat(read("k6-options.json", null, SHOP)).isEqualTo("""
            smoke: closed load: 1 user, hold 1m
            load: closed load: 0 users, ramp to 100 over 5m, hold 10m, ramp to 0 over 5m
            stress: open load: 10/s, ramp to 50/s over 2m, ramp to 100/s over 5m, ramp to 200/s over 2m, \
            hold 5m, ramp to 0/s over 2m
            to http://localhost:8080
            http_req_duration: p(95) < 500ms
            http_req_duration: p(99) < 1000ms
            http_req_failed: rate < 0.01
            http_reqs: rate > 100/s
            vus: value > 0
            iteration_duration: p(95) < 2000ms
            note k6-options.json:2:3: stages: not used: each of the scenarios has a load of its own
            note k6-options.json:46:3: summaryTrendStats: not used: the report has all of them, and p(99.9) \
            too
            note k6-options.json:47:3: cloud: not used: it is for Grafana's cloud\
            """);
    }

    @Test
    void optionsOfK6AloneAreNoTest() {
        assertThat(read("k6-options.json", null, null)).isEqualTo("""
            3 mistakes
            k6-options.json:17:14: scenarios.smoke: "flow" is missing: what its users do, step by step; or \
            name a Java test with "java" at the root of the file
                17 |     "smoke": {
                   |              ^
            k6-options.json:22:13: scenarios.load: "flow" is missing: what its users do, step by step; or \
            name a Java test with "java" at the root of the file
                22 |     "load": {
                   |             ^
            k6-options.json:31:15: scenarios.stress: "flow" is missing: what its users do, step by step; or \
            name a Java test with "java" at the root of the file
                31 |     "stress": {
                   |               ^\
            """);
    }

    @Test
    void thresholdsOfK6AreForAJavaTest() {
        assertThat(read("k6-thresholds.yaml", null, SHOP)).isEqualTo("""
            shopper: closed load: 30 users, hold 1m
            to http://localhost:8080
            http_req_duration: p(95) < 500ms
            http_req_duration: p(99) < 1000ms
            http_req_duration: avg < 200ms
            http_req_duration: max < 3000ms
            http_req_failed: rate < 0.01
            api_call_duration: p(95) < 300
            http_req_duration{name:login}: p(95) < 1000ms
            http_req_duration{name:products}: p(95) < 200ms
            checks: rate > 0.99\
            """);
    }

    @Test
    void settingsOfLocustAreForAJavaTest() {
        assertThat(read("locust.conf", null, SHOP)).isEqualTo("""
            shopper: closed load: 0 users, ramp to 1000 over 20s, hold 9m40s
            to https://api.example.com
            fleet Local[]
            report ReportSettings[folder=null, isWritten=true, json=null, html=report.html, csv=results, \
            history=null, live=null]
            note locust.conf:3:1: master: not used: the process that runs the test is the coordinator of \
            its agents
            note locust.conf:5:1: headless: not used: a test begins at once, and has no page that it is \
            started from
            note locust.conf:8:1: worker: not used: agents are started by a command of their own, perf \
            agent --join HOST:PORT
            note locust.conf:9:1: master-host: not used: agents are started by a command of their own, perf \
            agent --join HOST:PORT\
            """);
    }

    @Test
    void objectivesAreForAJavaTest() {
        assertThat(read("slo-config.yaml", null, SHOP)).isEqualTo("""
            shopper: closed load: 30 users, hold 1m
            to http://localhost:8080
            slo 99.9 % of requests succeed
            slo at most 0.1 % of requests fail
            slo 50 % of requests within 100ms
            slo 95 % of requests within 500ms
            slo 99 % of requests within 1s
            slo at least 1000/s succeed
            tag service=api-gateway
            tag environment=production
            note slo-config.yaml:8:13: slos.availability: the run lasts 1m, so the objective is judged over \
            the whole run and not over 720h
            note slo-config.yaml:27:13: slos.error_rate: the run lasts 1m, so the objective is judged over \
            the whole run and not over 1h
            note slo-config.yaml:13:15: slos.latency.p50: the run lasts 1m, so the objective is judged over \
            the whole run and not over 1h
            note slo-config.yaml:16:15: slos.latency.p95: the run lasts 1m, so the objective is judged over \
            the whole run and not over 1h
            note slo-config.yaml:19:15: slos.latency.p99: the run lasts 1m, so the objective is judged over \
            the whole run and not over 1h
            note slo-config.yaml:23:13: slos.throughput: the run lasts 1m, so the objective is judged over \
            the whole run and not over 1m\
            """);
    }

    @Test
    void thresholdsPerTestTypeAreProfiles() {
        assertThat(read("slo-config.yaml", "soak_test", SHOP)).isEqualTo("""
            shopper: closed load: 0 users, ramp to 200 over 5m, hold 3h55m
            to http://localhost:8080
            http_req_duration: p(95) < 500ms
            http_req_failed: rate < 0.01
            memory_usage: value < 80
            slo 99.9 % of requests succeed
            slo at most 0.1 % of requests fail
            slo 50 % of requests within 100ms
            slo 95 % of requests within 500ms
            slo 99 % of requests within 1s
            slo at least 1000/s succeed
            tag service=api-gateway
            tag environment=production
            note slo-config.yaml:8:13: slos.availability: the run lasts 4h, so the objective is judged over \
            the whole run and not over 720h\
            """);
    }

    @Test
    void stepsOfALoadTestAreAProfile() {
        assertThat(read("distributed_testing.yaml", "load_test", SHOP)).isEqualTo("""
            shopper: open load: 0/s, ramp to 100/s over 30s, hold 5m30s, ramp to 200/s over 30s, hold \
            5m30s, ramp to 300/s over 30s, hold 5m30s, ramp to 400/s over 30s, hold 5m30s, ramp to 500/s \
            over 30s, hold 5m30s, ramp to 600/s over 30s, hold 5m30s, ramp to 700/s over 30s, hold 5m30s, \
            ramp to 800/s over 30s, hold 5m30s, ramp to 900/s over 30s, hold 5m30s, ramp to 1000/s over \
            30s, hold 5m30s
            to http://localhost:8080
            fleet Addresses[addresses=[test-node-1.local:7800, test-node-2.local:7800]]
            note distributed_testing.yaml:34:5: distributed_testing.monitoring.metrics_interval: not used: \
            the interval of results is a second, and 100 ms in runs below 10 s
            note distributed_testing.yaml:38:5: distributed_testing.monitoring.grafana: not used: Grafana \
            asks the database; dashboards for it are in docs/grafana
            note distributed_testing.yaml:7:11: fleet.nodes[0].id: an agent says its name itself: perf \
            agent --name node-1
            note distributed_testing.yaml:9:17: fleet.nodes[0].capacity: an agent says itself what it can \
            do: perf agent --capacity 1000/s
            note distributed_testing.yaml:10:11: fleet.nodes[1].id: an agent says its name itself: perf \
            agent --name node-2
            note distributed_testing.yaml:12:17: fleet.nodes[1].capacity: an agent says itself what it can \
            do: perf agent --capacity 1000/s\
            """);
    }

    @Test
    void stepsOfAStressTestAreAProfile() {
        String read = read("distributed_testing.yaml", "stress_test", SHOP);
        assertThat(read.lines().findFirst().orElse("").split(", jump to ", -1)).hasSize(101);
        assertThat(read.replaceAll("(jump to \\d+, hold 18s, ){98}", "... ")).startsWith("""
            shopper: closed load: 0 users, ... jump to 9900, hold 18s, jump to 10000, hold 18s
            to http://localhost:8080
            fleet Addresses[addresses=[test-node-1.local:7800, test-node-2.local:7800]]
            """);
    }

    @Test
    void anEnduranceTestIsAProfile() {
        assertThat(read("distributed_testing.yaml", "endurance_test", SHOP)).isEqualTo("""
            shopper: open load: 500/s, hold 24h
            to http://localhost:8080
            fleet Addresses[addresses=[test-node-1.local:7800, test-node-2.local:7800]]
            note distributed_testing.yaml:34:5: distributed_testing.monitoring.metrics_interval: not used: \
            the interval of results is a second, and 100 ms in runs below 10 s
            note distributed_testing.yaml:38:5: distributed_testing.monitoring.grafana: not used: Grafana \
            asks the database; dashboards for it are in docs/grafana
            note distributed_testing.yaml:7:11: fleet.nodes[0].id: an agent says its name itself: perf \
            agent --name node-1
            note distributed_testing.yaml:9:17: fleet.nodes[0].capacity: an agent says itself what it can \
            do: perf agent --capacity 1000/s
            note distributed_testing.yaml:10:11: fleet.nodes[1].id: an agent says its name itself: perf \
            agent --name node-2
            note distributed_testing.yaml:12:17: fleet.nodes[1].capacity: an agent says itself what it can \
            do: perf agent --capacity 1000/s\
            """);
    }

    @Test
    void aModuleForPerformanceIsForAJavaTest() {
        assertThat(read("performance.yaml", null, SHOP)).isEqualTo("""
            shopper: closed load: 0 users, ramp to 10 over 5s, hold 55s
            to http://localhost:8080
            response_time: avg <= 500ms
            http_req_failed: rate <= 5%
            http_reqs: rate >= 10/s
            note performance.yaml:2:3: performance.tool: not used: Perf puts the load on itself
            note performance.yaml:8:5: performance.metrics.collect_response_times: measured in each run
            note performance.yaml:9:5: performance.metrics.collect_throughput: measured in each run
            note performance.yaml:10:5: performance.metrics.collect_error_rates: measured in each run\
            """);
    }

    @Test
    void aNodeIsAnAgentOfAFleet() {
        assertThat(read("node.json", null, SHOP)).isEqualTo("""
            shopper: closed load: 30 users, hold 1m
            to http://localhost:8080
            fleet Addresses[addresses=[localhost:8000]]
            note node.json:10:3: max_concurrent_tests: not used: an agent says that of itself, perf agent \
            --max-tests 5
            note node.json:2:9: fleet.nodes[0].id: an agent says its name itself: perf agent --name node1
            note node.json:5:19: fleet.nodes[0].labels: an agent carries its labels itself: perf agent \
            --label os=linux,browser=chrome,memory=8GB\
            """);
    }

    @Test
    void aTestIsOneOfAList() {
        assertThat(read("test.json", null, SHOP)).isEqualTo("""
            test.json:1:1: tests: is a list of tests, and no test itself; run the list with perf run
                1 | {
                  | ^\
            """);
    }

    @Test
    void aTestOfAListNeedsAFile() {
        try {
            FileSuite.of(TestFile.at(FOLDER + "test.json"), given.surroundings());
        } catch (InvalidTestFileException refused) {
            assertThat(String.valueOf(refused.getMessage()).replace(FOLDER, "")).isEqualTo("""
                test.json:1:1: tests[0]: says not which test is run: give "file", or "java" for one that is \
                written in Java
                    1 | {
                      | ^\
                """);
            return;
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void aFrameworkIsAFleet() {
        assertThat(read("framework.json", null, SHOP)).isEqualTo("""
            framework.json:2:3: fleet: nothing says where the agents are: add nodes, a coordinator that \
            agents join, dns, or agents alone for processes of this machine
                2 |   "heartbeat_interval": 30,
                  |   ^^^^^^^^^^^^^^^^^^^^\
            """);
    }

    @Test
    void allThreeTogether() {
        assertThat(read("node-test-framework.json", null, SHOP)).isEqualTo("""
            2 mistakes
            node-test-framework.json:13:18: tests: is a list of tests, and no test itself; run the list \
            with perf run
                13 |   "test_config": {
                   |                  ^
            node-test-framework.json:27:27: fleet.heartbeatInterval: heartbeat interval 30s must be at most \
            a quarter of the node timeout 1m, so that one late heartbeat costs no agent; shorten the one or \
            lengthen the other
                27 |     "heartbeat_interval": 30,
                   |                           ^^\
            """);
    }

    @Test
    void environmentsAndProfilesAreForAJavaTest() {
        assertThat(read("environments.json", "production", SHOP)).isEqualTo("""
            shopper: closed load: 0 users, ramp to 500 over 3m, hold 27m
            to http://localhost:8080
            response_time: avg <= 100ms
            response_time: p(95) <= 500ms
            http_req_failed: rate <= 0.005
            http_reqs: rate >= 2000/s
            note environments.json:5:7: ENVIRONMENTS.local.dragonfly_port: a variable of the environment: \
            {{ dragonfly_port }}
            note environments.json:6:7: ENVIRONMENTS.local.grpc_port: a variable of the environment: {{ \
            grpc_port }}
            note environments.json:10:7: ENVIRONMENTS.k8s-production.dragonfly_port: a variable of the \
            environment: {{ dragonfly_port }}
            note environments.json:11:7: ENVIRONMENTS.k8s-production.grpc_port: a variable of the \
            environment: {{ grpc_port }}\
            """);
    }
}

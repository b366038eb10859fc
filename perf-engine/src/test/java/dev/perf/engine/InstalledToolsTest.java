package dev.perf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.engine.external.ExternalTool;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real programs, where they are installed. */
@Tag("real-time")
@Timeout(120)
class InstalledToolsTest {

    private final MockWebServer server = new MockWebServer();

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                MockResponse.Builder response = new MockResponse.Builder()
                        .code(request.getTarget().equals("/missing") ? 404 : 200)
                        .body("hello");
                // ApacheBench speaks HTTP/1.0, whose responses end with the connection.
                return request.getTarget().equals("/once")
                        ? response.onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                                .build()
                        : response.build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void runsApacheBench() throws Exception {
        assumeInstalled("ab", "apache2-utils");

        RunResult result = ExternalRun.of(ExternalTool.AB, "-q", "-n", "200", "-c", "4", url() + "/once")
                .judged(results -> results.threshold("http_reqs: count == 200")
                        .threshold("http_req_failed: rate == 0")
                        .threshold("http_req_duration: p(95) < 1m"))
                .run();

        assertThat(result.reason()).isEqualTo("all 3 thresholds held");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.request("/once").bytesReceived()).isPositive();
        assertThat(result.intervals().getFirst().users()).isEqualTo(4);
        assertThat(result.tags()).containsEntry("tool_version", "2.3");
        assertThat(server.getRequestCount()).isEqualTo(200);
    }

    @Test
    void runsLocust() throws Exception {
        assumeInstalled("locust", "python3-locust");
        Path script = Files.writeString(folder.resolve("shop.py"), """
            from locust import HttpUser, task, constant
            class Shop(HttpUser):
                wait_time = constant(0.01)
                @task
                def buy(self):
                    self.client.get("/list")
                    self.client.get("/missing")
            """);

        RunResult result = ExternalRun.of(
                        ExternalTool.LOCUST, "-f", script.toString(), "-u", "2", "-r", "2", "-t", "8s", "--host", url())
                .judged(results -> results.threshold("http_req_failed{name:/missing}: rate == 100%")
                        .threshold("http_req_failed{name:/list}: rate == 0")
                        .threshold("http_req_duration: p(95) < 1m"))
                .reportsTo(folder.resolve("reports"))
                .run();

        assertThat(result.reason()).isEqualTo("all 3 thresholds held");
        assertThat(result.requests()).extracting(RequestResult::name).containsExactlyInAnyOrder("/list", "/missing");
        assertThat(result.requestCount()).isPositive().isLessThanOrEqualTo(server.getRequestCount());
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("404"));
        assertThat(folder.resolve("reports/locust").resolve(result.runId()).resolve("locust/locust_stats.csv"))
                .exists();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static void assumeInstalled(String program, String debianPackage) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean installed = Stream.of(path.split(":"))
                .anyMatch(entry -> !entry.isEmpty() && Files.isExecutable(Path.of(entry, program)));
        assumeTrue(installed, program + " is not installed; apt-get install " + debianPackage);
    }
}

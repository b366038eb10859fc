package dev.perf.engine;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a run leaves of the first iteration that failed. */
class FirstFailureTest {

    private static final RunOptions QUIET = RunOptions.DEFAULTS;

    private final MockWebServer server = new MockWebServer();

    @TempDir
    private Path folder;

    @BeforeEach
    void startServer() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean broken = "3".equals(request.getUrl().queryParameter("n"));
                return new MockResponse.Builder()
                        .code(broken ? 500 : 200)
                        .setHeader("Content-Type", "text/plain")
                        .body(broken ? "password=oops" : "fine")
                        .build();
            }
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** The fourth iteration fails, and the later ones do not. */
    private RunResult run(RunOptions options) throws InterruptedException {
        Scenario counting = scenario("counting")
                .exec("count", user -> user.session().set("n", user.iteration()))
                .exec(http("get").get("/get").queryParam("n", "#{n}").check(status().is(200)));
        return loadTest("traced")
                .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                .run(counting, users(1).iterations(6))
                .run(options);
    }

    @Test
    void keepsTheFirstIterationThatFailsAndNoOther() throws Exception {
        RunResult result = run(QUIET.reportsTo(folder).tracingFirstFailure());

        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("first-failure"));
        Path file = Objects.requireNonNull(result.report()).resolve("first-failure.txt");
        assertThat(Files.readString(file)
                        .replaceAll("localhost:\\d+", "localhost:1")
                        .replaceAll("Accept-Encoding: .*", "Accept-Encoding: gzip")
                        .replaceAll("perf/\\S+", "perf/0")
                        .replaceAll("\\d+\\.\\d ms", "1 ms"))
                .isEqualTo("""
                    The first iteration that failed: iteration 3 of user 0 of scenario "counting". Secrets are masked by their names.

                    count: Java code
                      save  n = 3
                    get: GET /get
                      > GET http://localhost:1/get?n=3
                      > User-Agent: perf/0
                      > Accept: */*
                      > Accept-Encoding: gzip
                      < status 500, 1 ms
                      < Content-Type: text/plain
                      < Content-Length: 13
                      <
                      < password=***
                      NOT   status is 200: got 500
                      FAIL  status: check "status is 200": got 500
                    session
                      n = 3
                    """);
    }

    @Test
    void keepsNothingUnlessAsked() throws Exception {
        run(QUIET.reportsTo(folder));

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).doesNotContain("first-failure.txt");
        }
    }

    @Test
    void measuresTheSameWithATraceAsWithout() throws Exception {
        RunResult with = run(QUIET.withoutReport().tracingFirstFailure());
        RunResult without = run(QUIET.withoutReport());

        assertThat(with.report()).isNull();
        for (RunResult result : List.of(with, without)) {
            assertThat(result.ledger().completed()).isEqualTo(5);
            assertThat(result.request("get").statuses()).containsEntry(200, 5L).containsEntry(500, 1L);
        }
    }
}

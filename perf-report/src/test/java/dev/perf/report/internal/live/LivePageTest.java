package dev.perf.report.internal.live;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.output.OpenOutput;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.KeptControl;
import dev.perf.report.internal.output.Snapshots;
import dev.perf.report.internal.web.Listening;
import dev.perf.result.RunResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LivePageTest {

    private static final Duration PATIENCE = ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final KeptControl control = new KeptControl();
    private final OpenOutput page = open(LiveRuns.run(control));
    private final URI url = URI.create(page.notes().getFirst().replace("Live page  ", ""));
    private final List<Socket> sockets = new ArrayList<>();

    private static OpenOutput open(OutputRun run) {
        try {
            return LiveSettings.DEFAULTS.open(run);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        page.close();
        client.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(PATIENCE)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private void run(int from, int to) {
        for (int second = from; second <= to; second++) {
            page.add(Snapshots.at(second), LiveRuns.second(second));
        }
    }

    /** Somebody who watches, as the browser does. */
    private final class Watching implements AutoCloseable {
        private final Stream<String> lines;
        private final java.util.Iterator<String> next;

        Watching() throws Exception {
            HttpResponse<Stream<String>> response = client.send(
                    HttpRequest.newBuilder(url.resolve("/api/events")).build(), BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            lines = response.body();
            next = lines.iterator();
        }

        /** Returns the next event's data, or null at the end. */
        JsonNode event() {
            while (next.hasNext()) {
                String line = next.next();
                if (line.startsWith("data: ")) {
                    return JsonMapper.shared().readTree(line.substring("data: ".length()));
                }
            }
            return null;
        }

        /** Returns the first event that tells of the time, or of a later one. */
        JsonNode at(int second) {
            JsonNode event = event();
            while (event.get("now").path("elapsedMillis").intValue() < 1000 * second) {
                event = event();
            }
            return event;
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    @Test
    void servesThePageAndWhatItIsMadeOf() throws Exception {
        HttpResponse<String> html = get("/");

        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.body()).startsWith("<!DOCTYPE html>").contains("<script src=\"live.js\" defer>");
        assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(html.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(html.headers().firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(html.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(get("/live.css").statusCode()).isEqualTo(200);
        assertThat(get("/live.js").statusCode()).isEqualTo(200);
    }

    @Test
    void whoComesLateGetsThePastAndWhoWasThereGetsWhatChanges() throws Exception {
        try (var early = new Watching()) {
            assertThat(early.event().get("now").get("phase").stringValue()).isEqualTo("starting");
            run(1, 20);
            early.at(20);
            try (var late = new Watching()) {
                JsonNode whole = late.event();
                assertThat(whole.get("run").get("test").stringValue()).isEqualTo("shop");
                assertThat(whole.get("time").get("to").size()).isEqualTo(20);

                run(21, 21);

                assertThat(late.event()).isEqualTo(early.event());
            }
        }
    }

    @Test
    void theEndIsToldWithVerdictAndReportAndEndsTheConnection() throws Exception {
        try (var watching = new Watching()) {
            run(1, 5);
            RunResult result = Results.failing().toBuilder()
                    .report(Path.of("/reports/shop/1"))
                    .build();
            page.end(result);

            page.reported(result);

            JsonNode last = watching.event();
            while (last.get("now").get("end").isNull()) {
                last = watching.event();
            }
            JsonNode end = last.get("now").get("end");
            assertThat(end.get("verdict").stringValue()).isEqualTo("FAILED");
            assertThat(end.get("report").stringValue()).isEqualTo("file:///reports/shop/1/index.html");
            assertThat(watching.event()).isNull();
        }
    }

    @Test
    void theStateIsThereForMachines() throws Exception {
        run(1, 4);
        JsonNode state = JsonMapper.shared().readTree(get("/api/state").body());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (state.get("now").path("elapsedMillis").intValue() < 4000 && System.nanoTime() < deadline) {
            state = JsonMapper.shared().readTree(get("/api/state").body());
        }

        assertThat(state.get("run").get("id").stringValue()).isEqualTo("20261120-140307-250");
        assertThat(state.get("now").get("requests").get(0).get("count").intValue())
                .isEqualTo(3);
        assertThat(state.has("charts")).isFalse();
    }

    @Test
    void whatIsNotThereAndWhatMayNotBeDoneIsSaid() throws Exception {
        HttpResponse<String> missing = get("/nothing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body())
                .isEqualTo("There is nothing here. The page is at /, its numbers are at /api/state.\n");
        HttpResponse<String> written = send("POST", "/");
        assertThat(written.statusCode()).isEqualTo(405);
        assertThat(written.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(send("POST", "/api/events").statusCode()).isEqualTo(405);
        assertThat(send("DELETE", "/api/state").statusCode()).isEqualTo(405);
        assertThat(send("HEAD", "/").statusCode()).isEqualTo(200);
    }

    @Test
    void answersToTheNamesOfThisMachineAlone() throws Exception {
        assertThat(statusWithHost("localhost:" + url.getPort())).isEqualTo(200);
        assertThat(statusWithHost("127.0.0.1")).isEqualTo(200);
        assertThat(statusWithHost("evil.example")).isEqualTo(403);
        assertThat(statusWithHost("127.0.0.1.evil.example:" + url.getPort())).isEqualTo(403);
    }

    private int statusWithHost(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(("GET /api/state HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return Integer.parseInt(in.readLine().split(" ", -1)[1]);
        }
    }

    @Test
    void aPortThatIsTakenIsAMistakeOfTheTest() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThat(new LiveProvider().at(String.valueOf(port)).problems())
                    .containsExactly("cannot listen at port " + port
                            + ": Address already in use; name another, or none for a free one");
        }
        assertThat(new LiveProvider().at("70000").problems())
                .containsExactly("port must be from 0, which is any free one, to 65535, got 70000");
        assertThat(new LiveProvider().at("here").problems())
                .containsExactly("\"here\" has no port; write 9464 or 0.0.0.0:9464");
        assertThat(LiveSettings.DEFAULTS.at(new Listening("", 0)).problems())
                .containsExactly(
                        "it has no host to listen at; write 127.0.0.1, or 0.0.0.0 for all that this machine has");
        assertThat(new LiveProvider().at("").problems()).isEmpty();
    }
}

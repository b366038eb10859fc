package dev.perf.report.internal.output.prometheus;

import static dev.perf.report.internal.output.Snapshots.at;
import static dev.perf.report.internal.output.Snapshots.millis;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.metric.Unit;
import dev.perf.output.OpenOutput;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.Snapshots;
import dev.perf.report.internal.web.Listening;
import dev.perf.result.MetricResult;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusOutputTest {

    private static final Map<String, String> LOGIN =
            Map.of("scenario", "buyer", "name", "log in", "status", "200", "plan", "gold");
    private static final Map<String, String> PAY =
            Map.of("scenario", "buyer", "group", "till", "name", "pay", "status", "0", "error", "timeout");

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    private static OpenOutput open(PrometheusSettings settings) throws IOException {
        return settings.open(Snapshots.run(warning -> {}));
    }

    private static URI url(OpenOutput open) {
        assertThat(open.notes()).singleElement().asString().startsWith("metrics for Prometheus at http://127.0.0.1:");
        return URI.create(open.notes().getFirst().substring("metrics for Prometheus at ".length()));
    }

    private HttpResponse<byte[]> get(URI url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
    }

    private String scrape(OpenOutput open) throws Exception {
        return new String(get(url(open)).body(), UTF_8);
    }

    private static Snapshot interval(int second) {
        return Snapshots.of(
                "load",
                second,
                List.of(),
                List.of(new ThresholdResult(
                        "http_req_duration: p(95) < 300", true, 75.0, 300, 225.0, 4, null, "75 ms")),
                new MetricResult.Gauge("vus", Map.of(), 7, 7, 7),
                new MetricResult.Counter("http_reqs", LOGIN, 4, 4),
                new MetricResult.Rate("http_req_failed", LOGIN, 1, 3),
                new MetricResult.Trend("http_req_duration", LOGIN, millis(1, 2, 3, 299)),
                new MetricResult.Trend("response_time", LOGIN, millis(2, 3, 4, 299)),
                new MetricResult.Counter("data_sent", LOGIN, 400, 400),
                new MetricResult.Counter("data_received", LOGIN, 9_000, 9_000),
                new MetricResult.Counter("http_reqs", PAY, 2, 2),
                new MetricResult.Rate("http_req_failed", PAY, 2, 0),
                new MetricResult.Trend("http_req_duration", PAY, millis(50, 60)),
                new MetricResult.Trend("response_time", PAY, millis(50, 60)),
                new MetricResult.Rate("checks", Map.of("check", "is \"ok\""), 3, 1),
                new MetricResult.Counter("dropped_iterations", Map.of("scenario", "buyer"), 2, 2),
                new MetricResult.Trend("quotes", Map.of("le", "x", "test", "y"), millis(3, 7), Unit.NONE),
                new MetricResult.Gauge("queue", Map.of(), 3, 1, 5, Unit.BYTES));
    }

    @Test
    void eachAgentHasItsLevels() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS)) {
            open.add(at(1), interval(1).withAgents(Snapshots.agents()));

            String of = "{agent=\"%s\",run_id=\"20261120-140307-250\",test=\"shop\"} ";
            assertThat(scrape(open).lines())
                    .contains(
                            "# TYPE perf_agent_up gauge",
                            "perf_agent_up" + of.formatted("agent-1") + "1.0",
                            "perf_agent_up" + of.formatted("agent-2") + "0.0",
                            "perf_agent_users" + of.formatted("agent-1") + "5.0",
                            "perf_agent_requests_per_second" + of.formatted("agent-1") + "12.5",
                            "perf_agent_failed_requests_per_second" + of.formatted("agent-1") + "0.5",
                            "perf_agent_response_time_p95_seconds" + of.formatted("agent-1") + "0.08",
                            "perf_agent_response_time_p95_seconds" + of.formatted("agent-2") + "NaN",
                            "perf_agent_lag_seconds" + of.formatted("agent-2") + "3.0");
        }
    }

    @Test
    void exposesCountersAndHistogramsSinceTheStart() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS)) {
            open.add(at(1), interval(1));
            open.add(at(2), interval(2));

            assertThat(scrape(open).lines())
                    .contains(
                            "# TYPE perf_requests_total counter",
                            "perf_requests_total{code=\"200\",group=\"\",outcome=\"ok\",request=\"log in\","
                                    + "run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"} 6.0",
                            "perf_requests_total{code=\"200\",group=\"\",outcome=\"failed\",request=\"log in\","
                                    + "run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"} 2.0",
                            "perf_requests_total{code=\"0\",group=\"till\",outcome=\"failed\",request=\"pay\","
                                    + "run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"} 4.0",
                            "perf_errors_total{kind=\"timeout\",request=\"pay\",run_id=\"20261120-140307-250\","
                                    + "scenario=\"buyer\",test=\"shop\"} 4.0",
                            "perf_errors_total{kind=\"check\",request=\"log in\",run_id=\"20261120-140307-250\","
                                    + "scenario=\"buyer\",test=\"shop\"} 2.0",
                            "# TYPE perf_request_duration_seconds histogram",
                            "perf_request_duration_seconds_bucket{group=\"\",outcome=\"ok\",request=\"log in\","
                                    + "run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\",le=\"0.25\"} 6",
                            "perf_request_duration_seconds_bucket{group=\"\",outcome=\"ok\",request=\"log in\","
                                    + "run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\",le=\"0.3\"} 8",
                            "perf_request_duration_seconds_count{group=\"\",outcome=\"ok\",request=\"log in\","
                                    + "run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"} 8",
                            "perf_request_duration_seconds_sum{group=\"\",outcome=\"ok\",request=\"log in\","
                                    + "run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"} 0.616",
                            "perf_sent_bytes_total{run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"}"
                                    + " 800.0",
                            "perf_received_bytes_total{run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"}"
                                    + " 18000.0",
                            "perf_checks_total{check=\"is \\\"ok\\\"\",outcome=\"ok\",run_id=\"20261120-140307-250\","
                                    + "test=\"shop\"} 6.0",
                            "perf_dropped_starts_total{run_id=\"20261120-140307-250\",scenario=\"buyer\",test=\"shop\"}"
                                    + " 4.0",
                            "perf_offered_starts_total{run_id=\"20261120-140307-250\",test=\"shop\"} 40.0",
                            "perf_starts_total{run_id=\"20261120-140307-250\",test=\"shop\"} 36.0",
                            "perf_users{run_id=\"20261120-140307-250\",test=\"shop\"} 7.0",
                            "perf_metric_quotes_sum{run_id=\"20261120-140307-250\",tag_le=\"x\",tag_test=\"y\","
                                    + "test=\"shop\"} 20.0",
                            "perf_metric_queue_bytes{run_id=\"20261120-140307-250\",test=\"shop\"} 3.0",
                            "perf_threshold_ok{run_id=\"20261120-140307-250\",test=\"shop\","
                                    + "threshold=\"http_req_duration: p(95) < 300\"} 1.0",
                            "perf_threshold_margin_ratio{run_id=\"20261120-140307-250\",test=\"shop\","
                                    + "threshold=\"http_req_duration: p(95) < 300\"} 0.75",
                            "perf_generator_ok{run_id=\"20261120-140307-250\",test=\"shop\"} 1.0",
                            "perf_run_info{commit=\"c0ffee\",run_id=\"20261120-140307-250\",test=\"shop\","
                                    + "version=\"0.1.0\"} 1",
                            "perf_run_phase{phase=\"load\",run_id=\"20261120-140307-250\",test=\"shop\"} 1.0",
                            "perf_run_phase{phase=\"done\",run_id=\"20261120-140307-250\",test=\"shop\"} 0.0")
                    .noneMatch(line -> line.contains("gold") || line.contains("perf_request_service"));
        }
    }

    @Test
    void namesAreKSixsOwnWithItsPrefix() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS.withPrefix("k6"))) {
            open.add(at(1), interval(1));
            open.add(at(2), interval(2));

            String login = "{commit=\"c0ffee\",expected_response=\"true\",name=\"log in\",plan=\"gold\","
                    + "scenario=\"buyer\",status=\"200\",testid=\"20261120-140307-250\"}";
            String pay = "{commit=\"c0ffee\",error=\"timeout\",expected_response=\"false\",group=\"till\",name=\"pay\","
                    + "scenario=\"buyer\",status=\"0\",testid=\"20261120-140307-250\"}";
            assertThat(scrape(open).lines())
                    .contains(
                            "k6_http_reqs_total" + login + " 8.0",
                            "k6_http_reqs_total" + pay + " 4.0",
                            "k6_http_req_failed_rate" + login + " 0.25",
                            "k6_http_req_failed_rate" + pay + " 1.0",
                            "k6_http_req_duration_p99" + login + " 0.299",
                            "k6_http_req_duration_med" + login + " 0.002",
                            "k6_http_req_duration_max" + pay + " 0.06",
                            "k6_http_req_duration_seconds_count" + login + " 8",
                            "k6_data_received_total" + login + " 18000.0",
                            "k6_vus{commit=\"c0ffee\",testid=\"20261120-140307-250\"} 7.0",
                            "k6_checks_rate{check=\"is \\\"ok\\\"\",commit=\"c0ffee\",testid=\"20261120-140307-250\"}"
                                    + " 0.75",
                            "k6_quotes_avg{commit=\"c0ffee\",tag_le=\"x\",test=\"y\",testid=\"20261120-140307-250\"}"
                                    + " 5.0");
        }
    }

    @Test
    void theWarmUpCountsForNothing() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS)) {
            open.add(
                    at(1),
                    Snapshots.of(
                            "warm-up", 1, List.of(), List.of(), new MetricResult.Counter("http_reqs", LOGIN, 4, 4)));

            assertThat(scrape(open))
                    .doesNotContain("perf_requests_total")
                    .contains("perf_run_phase{phase=\"warm-up\",run_id=\"20261120-140307-250\",test=\"shop\"} 1.0");
        }
    }

    @Test
    void serviceTimesAreThereOnRequest() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS.withServiceTimes())) {
            open.add(at(1), interval(1));

            assertThat(scrape(open)).contains("perf_request_service_seconds_sum{group=\"\",outcome=\"ok\",");
        }
    }

    @Test
    void speaksTheFormatThatIsAskedFor() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS)) {
            open.add(at(1), interval(1));
            URI url = url(open);

            assertThat(get(url).headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            HttpResponse<byte[]> open1 = get(url, "Accept", "application/openmetrics-text; version=1.0.0");
            assertThat(new String(open1.body(), UTF_8)).endsWith("# EOF\n");
            HttpResponse<byte[]> protobuf = get(
                    url,
                    "Accept",
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");
            assertThat(protobuf.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/vnd.google.protobuf");
            HttpResponse<byte[]> zipped = get(url, "Accept-Encoding", "gzip");
            assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(), UTF_8))
                    .contains("perf_requests_total");
        }
    }

    @Test
    void answersNoStrangers() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS)) {
            URI url = url(open);
            assertThat(statusOf(url.getPort(), "evil.example:" + url.getPort())).isEqualTo("HTTP/1.1 403 Forbidden");
            assertThat(statusOf(url.getPort(), "localhost")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(statusOf(url.getPort(), "[::1]:80")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(get(url.resolve("/")).statusCode()).isEqualTo(404);
            assertThat(client.send(HttpRequest.newBuilder(url).DELETE().build(), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    private static String statusOf(int port, String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aScrapeAfterTheEndIsAwaitedForATime() throws Exception {
        try (OpenOutput open = open(PrometheusSettings.DEFAULTS.withLinger(ofMinutes(5)))) {
            open.add(at(1), interval(1));
            scrape(open);
            assertThat(open.end(Results.oneInterval())).isEmpty();
            assertThat(open.awaited()).isEqualTo("a last scrape of " + url(open));

            assertThat(scrape(open))
                    .contains("perf_run_phase{phase=\"done\",run_id=\"20261120-140307-250\",test=\"shop\"} 1.0");
            // Who has read the last byte may be ahead of who has written it.
            long deadline = System.nanoTime() + ofSeconds(20).toNanos();
            while (open.awaited() != null && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(open.awaited()).isNull();
        }
    }

    @Test
    void onlyACommandWaitsUnlessItIsTold() {
        PrometheusSettings usual = PrometheusSettings.DEFAULTS;
        assertThat(usual.lingerOf(Snapshots.run(true, warning -> {}))).isEqualTo(ofSeconds(15));
        assertThat(usual.lingerOf(Snapshots.run(false, warning -> {}))).isZero();
        assertThat(usual.withLinger(ofSeconds(3)).lingerOf(Snapshots.run(false, warning -> {})))
                .isEqualTo(ofSeconds(3));
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() ->
                            open(PrometheusSettings.DEFAULTS.at(new Listening("127.0.0.1", taken.getLocalPort()))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen at port " + taken.getLocalPort()
                            + ": Address already in use; name another, or none for a free one");
        }
    }

    @Test
    void mistakesAreFoundBeforeTheRun() {
        assertThat(PrometheusSettings.DEFAULTS
                        .at(new Listening(" ", 70_000))
                        .withPrefix("9-")
                        .withLinger(ofMinutes(11))
                        .problems())
                .containsExactly(
                        "it has no host to listen at; write 127.0.0.1, or 0.0.0.0 for all that this machine has",
                        "port must be from 0, which is any free one, to 65535, got 70000",
                        "prefix must be letters, digits and _, and begin with a letter, got \"9-\"",
                        "linger must be from 0s to 10m, got 11m");
        assertThat(PrometheusSettings.DEFAULTS.problems()).isEmpty();
    }

    @Test
    void readsAddresses() {
        var provider = new PrometheusProvider();
        assertThat(provider.at("")).isEqualTo(PrometheusSettings.DEFAULTS);
        assertThat(provider.at("9464")).isEqualTo(PrometheusSettings.DEFAULTS.at(new Listening("127.0.0.1", 9464)));
        assertThat(provider.at("0.0.0.0:9464?prefix=k6&linger=1m&service=true"))
                .isEqualTo(PrometheusSettings.DEFAULTS
                        .at(new Listening("0.0.0.0", 9464))
                        .withPrefix("k6")
                        .withLinger(ofMinutes(1))
                        .withServiceTimes());
        assertThat(provider.at("here?linger=soon&service=maybe&port=1").problems())
                .containsExactly(
                        "option \"port\" is not known; Options are prefix, linger, service",
                        "\"here\" has no port; write 9464 or 0.0.0.0:9464",
                        "option \"linger\": duration \"soon\" must be a number with a unit, such as 500ms, 30s, 1m30s"
                                + " or 2h",
                        "option \"service\" must be true or false, got \"maybe\"");
    }
}

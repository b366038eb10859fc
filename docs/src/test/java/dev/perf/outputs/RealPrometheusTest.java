package dev.perf.outputs;

import static dev.perf.report.output.Outputs.prometheus;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Is scraped by Prometheus as Debian has it, which is then asked what it got. */
class RealPrometheusTest {

    @TempDir
    Path folder;

    /** The one answer of a query. */
    private static JsonNode answer(Server prometheus, String... query) throws Exception {
        JsonNode answers = prometheus.get("/api/v1/query", query).at("/data/result");
        assertThat(answers.size()).as(List.of(query).toString()).isEqualTo(1);
        return answers.get(0);
    }

    private static double value(Server prometheus, String query) throws Exception {
        return value(answer(prometheus, "query", query));
    }

    /** The value of a query at a time in seconds. */
    private static double value(Server prometheus, String query, String time) throws Exception {
        return value(answer(prometheus, "query", query, "time", time));
    }

    private static double value(JsonNode answer) {
        return Double.parseDouble(answer.at("/value/1").asString());
    }

    /** The time of the last scrape, in seconds; right after it the target is known to be gone, and has no values any more. */
    private static String lastScrape(Server prometheus) throws Exception {
        JsonNode samples = answer(prometheus, "query", "perf_run_phase{phase=\"done\"}[10m]")
                .get("values");
        return samples.get(samples.size() - 1).get(0).asString();
    }

    /** Waits until the last scrape, which the run has served already, can be asked for. */
    private static void awaitStored(Server prometheus, String query, double expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (value(prometheus, query) != expected && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private RunResult run(Server prometheus, int port, String prefix) throws Exception {
        try (DemoShop shop = DemoShop.start()) {
            RunResult result = Load.on(shop.url())
                    .output(prometheus().port(port).prefix(prefix).linger(ofSeconds(30)))
                    .run(RunOptions.DEFAULTS.withoutReport());
            assertThat(result.warnings()).noneMatch(warning -> warning.contains("Prometheus"));
            assertThat(prometheus.url()).isNotEmpty();
            return result;
        }
    }

    @Test
    void theLastScrapeHasWhatTheResultSays() throws Exception {
        int port = Server.freePort();
        try (Server prometheus = PrometheusServer.scraping(folder, port)) {
            RunResult result = run(prometheus, port, "perf");
            awaitStored(prometheus, "last_over_time(perf_run_phase{phase=\"done\"}[10m])", 1);

            for (RequestResult request : result.requests()) {
                String of = "{request=\"" + request.name() + "\"}[10m]))";
                assertThat(value(prometheus, "sum(last_over_time(perf_request_duration_seconds_count" + of))
                        .isEqualTo(request.count());
                assertThat(value(prometheus, "sum(last_over_time(perf_request_duration_seconds_sum" + of))
                        .isCloseTo(request.responseTime().sumNanos() / 1e9, within(1e-6));
            }
            assertThat(value(prometheus, "sum(last_over_time(perf_requests_total[10m]))"))
                    .isEqualTo(result.requestCount());
            assertThat(value(prometheus, "sum(last_over_time(perf_requests_total{outcome=\"failed\"}[10m]))"))
                    .isEqualTo(result.failedCount());
            assertThat(value(prometheus, "sum(last_over_time(perf_errors_total{kind=\"check\"}[10m]))"))
                    .isEqualTo(result.failedCount());
            assertThat(value(prometheus, "last_over_time(perf_starts_total[10m])"))
                    .isEqualTo(result.ledger().started());
            assertThat(value(prometheus, "last_over_time(perf_run_info{commit=\"c0ffee\"}[10m])"))
                    .isEqualTo(1);
        }
    }

    @Test
    void nativeHistogramsHaveTheSame() throws Exception {
        int port = Server.freePort();
        try (Server prometheus = PrometheusServer.scraping(folder, port, "--enable-feature=native-histograms")) {
            RunResult result = run(prometheus, port, "perf");
            awaitStored(prometheus, "last_over_time(perf_run_phase{phase=\"done\"}[10m])", 1);

            String end = lastScrape(prometheus);
            assertThat(value(prometheus, "sum(histogram_count(perf_request_duration_seconds))", end))
                    .isEqualTo(result.requestCount());
            double p95 = result.responseTime().p95().toNanos() / 1e9;
            assertThat(value(prometheus, "histogram_quantile(0.95, sum(perf_request_duration_seconds))", end))
                    .isCloseTo(p95, within(0.03 * p95));
        }
    }

    @Test
    void queriesOfDashboardsForKSixFindTheirMetrics() throws Exception {
        int port = Server.freePort();
        try (Server prometheus = PrometheusServer.scraping(folder, port)) {
            RunResult result = run(prometheus, port, "k6");

            long http = ((MetricResult.Counter) result.metric("http_reqs")).count();
            awaitStored(prometheus, "sum(last_over_time(k6_http_reqs_total[10m]))", http);
            assertThat(value(prometheus, "sum(last_over_time(k6_http_reqs_total{testid=~\".+\"}[10m]))"))
                    .isEqualTo(http);
            assertThat(value(
                            prometheus,
                            "sum(last_over_time(k6_http_reqs_total{testid=~\".+\",expected_response=\"false\"}[10m]))"))
                    .isEqualTo(result.failedCount());
            var missing = new ArrayList<String>();
            for (String metric : List.of(
                    "k6_vus",
                    "k6_http_req_duration_p99",
                    "k6_http_req_duration_p95",
                    "k6_http_req_duration_min",
                    "k6_http_req_failed_rate",
                    "k6_http_req_blocked_p99",
                    "k6_http_req_connecting_p99",
                    "k6_http_req_waiting_p99",
                    "k6_http_req_sending_p99",
                    "k6_http_req_receiving_p99",
                    "k6_http_req_tls_handshaking_p99",
                    "k6_data_sent_total",
                    "k6_data_received_total",
                    "k6_iterations_total",
                    "k6_iteration_duration_p99")) {
                if (prometheus
                        .get("/api/v1/query", "query", "last_over_time(" + metric + "[10m])")
                        .at("/data/result")
                        .isEmpty()) {
                    missing.add(metric);
                }
            }
            assertThat(missing).isEmpty();
        }
    }
}

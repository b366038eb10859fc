package dev.perf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.engine.external.ExternalTool;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of which a tool reports figures only: nothing is made up, and nothing merged. */
class ReportedResultsTest {

    /** As Locust 2.12 writes it. */
    private static final String STATS = """
        Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,\
        Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%
        GET,/cart,38,38,53,54.95622815712858,41.321273005451076,141.45595900481567,5.0,12.68,12.68,53,54,54,56,59,62,\
        140,140,140,140,140
        GET,/list,96,0,53,51.988057406106236,7.801381012541242,106.76951200002804,5.0,32.03,0.0,53,54,54,54,55,58,100,\
        110,110,110,110
        POST,/cart,10,0,53,51.5,7.8,60.5,5.0,3.3,0.0,53,54,54,54,55,58,60,60,60,60,60
        ,Aggregated,144,38,53,52.82977746982899,7.801381012541242,141.45595900481567,5.0,48.0,12.68,53,54,54,54,57,59,\
        100,110,140,140,140
        """;

    @TempDir
    private Path folder;

    @Test
    void percentilesOfAllRequestsAreThoseOfTheTool() throws IOException {
        RunResult result = locust().threshold("http_req_duration: p(95) <= 59ms")
                .threshold("http_req_duration: max < 141.5ms")
                .threshold("http_req_duration: avg > 52.8ms")
                .threshold("http_req_duration{name:/list}: p(99) == 110ms")
                .threshold("http_req_failed: rate < 27%")
                .threshold("http_req_failed{name:GET /cart}: rate == 100%")
                .threshold("http_reqs: rate == 48/s")
                .threshold("http_reqs{method:GET}: count == 134")
                .threshold("http_req_duration{name:none}: p(95) < 1s")
                .read();

        assertThat(result.thresholds())
                .extracting(ThresholdResult::passed)
                .containsExactly(true, true, true, true, true, true, true, true, false);
        assertThat(result.thresholds().getLast().message()).isEqualTo("no samples");
        assertThat(result.requests())
                .extracting(RequestResult::name)
                .containsExactly("GET /cart", "/list", "POST /cart");
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(result.intervals()).extracting(Interval::requests).containsExactly(144L);
        assertThat(((MetricResult.Trend) result.metric("http_req_duration")).percentile(95))
                .isEqualTo(59);
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::message, ErrorResult::count)
                .containsExactly(tuple("exception", "boom, \"quoted\"", 36L));
    }

    @Test
    void whatWasNotReportedIsNotJudged() throws IOException {
        Files.writeString(folder.resolve("run_stats.csv"), STATS);

        assertThatThrownBy(() ->
                        locust().threshold("http_req_duration: p(97) < 1s").read())
                .hasMessage(
                        "threshold \"http_req_duration: p(97) < 1s\" cannot be judged: Locust did not report p(97) of"
                                + " http_req_duration, and it does not follow from what it did: avg, min, max, p(50),"
                                + " p(66), p(75), p(80), p(90), p(95), p(98), p(99), p(99.9), p(99.99)");
        assertThatThrownBy(() -> locust().threshold("http_req_duration{method:GET}: p(95) < 1s")
                        .read())
                .hasMessage(
                        "threshold \"http_req_duration{method:GET}: p(95) < 1s\" cannot be judged: several names have"
                                + " these tags, and percentiles cannot be merged; name one, with {name:...}");
        assertThatThrownBy(() -> locust().threshold("vus: max < 5").read())
                .hasMessage(
                        "threshold \"vus: max < 5\" cannot be judged: the files of Locust do not have vus; they have"
                                + " http_req_duration, http_req_failed, http_reqs, response_time");
        assertThatThrownBy(() -> locust().threshold("http_req_duration: p(95) < baseline + 10%")
                        .read())
                .hasMessage(
                        "threshold \"http_req_duration: p(95) < baseline + 10%\" cannot be judged: its limit follows"
                            + " from a baseline, and none is named; name one with baseline(path) or --baseline FILE");
    }

    @Test
    void limitsMayFollowFromAnEarlierResult() throws IOException {
        Path baseline = Files.writeString(
                folder.resolve("summary.json"),
                "{\"schemaVersion\":1,\"test\":\"shop\",\"verdict\":\"PASSED\",\"thresholds\":[],"
                        + "\"metrics\":{\"http_req_duration\":{\"type\":\"trend\",\"p95\":50}}}");

        RunResult result = locust().named("shop")
                .baseline(baseline)
                .threshold("http_req_duration: p(95) < baseline + 10%")
                .read();

        assertThat(result.thresholds()).extracting(ThresholdResult::message).containsExactly("59 ms, baseline 50 ms");
        assertThat(result.reason()).isEqualTo("the threshold did not hold");
    }

    /** The schema 1.0.0 of {@code --new-machine-readable-summary}. */
    @Test
    void theNewSummaryOfK6IsReadToo() throws IOException {
        Path file = Files.writeString(folder.resolve("summary.json"), """
            {"version": "1.0.0",
             "config": {"duration": 10.0, "execution": "local", "script": "shop.js"},
             "metadata": {"k6Version": "1.5.0", "generatedAt": "2026-11-21T12:00:10Z"},
             "results": {
               "checks": {"metrics": [], "results": [{"name": "a", "passes": 7, "fails": 1}, {"name": "b", "passes": 2,
                 "fails": 0}]},
               "metrics": [
                 {"name": "http_reqs", "type": "counter", "contains": "default", "values": {"count": 1000}},
                 {"name": "http_req_duration", "type": "trend", "contains": "time",
                   "values": {"avg": 30, "max": 200, "med": 20, "min": 10, "p(90)": 50, "p(95)": 80}},
                 {"name": "http_req_waiting", "type": "trend", "contains": "time",
                   "values": {"avg": 29, "max": 190, "med": 19, "min": 9, "p(90)": 49, "p(95)": 79}},
                 {"name": "http_req_failed", "type": "rate", "contains": "default",
                   "values": {"matches": 25, "total": 1000, "rate": 0.025}},
                 {"name": "iterations", "type": "counter", "contains": "default", "values": {"count": 500}},
                 {"name": "iteration_duration", "type": "trend", "contains": "time",
                   "values": {"avg": 60, "max": 400, "med": 40, "min": 20, "p(90)": 90, "p(95)": 120}}]}}
            """);

        RunResult result = ExternalResults.of(ExternalTool.K6, file)
                .threshold("http_req_failed: rate == 2.5%")
                .threshold("checks: rate == 90%")
                .threshold("http_reqs: rate == 100/s")
                .threshold("iteration_duration: p(95) == 120ms")
                .threshold("http_req_waiting: med == 19ms")
                .threshold("dropped_iterations: count == 0")
                .read();

        assertThat(result.reason()).isEqualTo("all 6 thresholds held");
        assertThat(result.startedAt()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(10));
        assertThat(result.ledger().completed()).isEqualTo(500);
        assertThat(result.tags()).containsEntry("load_model", "unknown");
        // No percentile between the 95th and the maximum was reported, so the maximum bounds them.
        assertThat(result.request("all requests").responseTime().p99()).isEqualTo(Duration.ofMillis(200));
        assertThat(result.request("all requests").responseTime().mean()).isEqualTo(Duration.ofMillis(30));
    }

    /** As ApacheBench 2.3 prints and writes it. */
    @Test
    void whatApacheBenchPrintsIsAResult() throws IOException {
        Path output = Files.writeString(folder.resolve("output.txt"), """
            This is ApacheBench, Version 2.3 <$Revision$>
            Document Path:          /list
            Concurrency Level:      5
            Time taken for tests:   0.711 seconds
            Complete requests:      500
            Failed requests:        5
               (Connect: 0, Receive: 0, Length: 5, Exceptions: 0)
            Total transferred:      58000 bytes
            Connection Times (ms)
                          min  mean[+/-sd] median   max
            Connect:        0    0   0.2      0       3
            Total:          5    7   2.4      6      20

            Percentage of the requests served within a certain time (ms)
              50%      6
              95%     13
              99%     18
             100%     20 (longest request)
            """);
        Path percentiles = Files.writeString(
                folder.resolve("percentiles.csv"),
                "Percentage served,Time in ms\n0,5.377\n50,6.115\n97,16.001\n99,18.229\n100,20.094\n");

        RunResult printed = ExternalResults.of(ExternalTool.AB, output)
                .threshold("http_req_duration: p(95) == 13ms")
                .threshold("http_req_failed: count == 5")
                .read();
        RunResult fine = ExternalResults.of(ExternalTool.AB, percentiles, output)
                .threshold("http_req_duration: p(97) == 16.001ms")
                .threshold("http_req_duration: max == 20.094ms")
                .read();

        assertThat(printed.reason()).isEqualTo("all 2 thresholds held");
        assertThat(printed.request("/list").responseTime().min()).isEqualTo(Duration.ofMillis(5));
        assertThat(printed.request("/list").bytesReceived()).isEqualTo(58_000);
        assertThat(fine.reason()).isEqualTo("all 2 thresholds held");
        assertThatThrownBy(
                        () -> ExternalResults.of(ExternalTool.AB, percentiles).read())
                .hasMessage(percentiles + ": percentiles alone are no result; name the file with what ApacheBench"
                        + " printed, too");
    }

    @Test
    void aCountThatCannotBeIsAMistake() throws IOException {
        Path file = Files.writeString(
                folder.resolve("summary.json"),
                "{\"metrics\":{\"http_reqs\":{\"count\":1e300},\"http_req_duration\":{\"avg\":1,\"min\":1,\"max\":1}}}");

        assertThatThrownBy(() -> ExternalResults.of(ExternalTool.K6, file).read())
                .hasMessage(file + ": count of http_reqs is out of range");
    }

    private ExternalResults locust() throws IOException {
        return ExternalResults.of(
                ExternalTool.LOCUST,
                Files.writeString(folder.resolve("run_stats.csv"), STATS),
                Files.writeString(
                        folder.resolve("run_exceptions.csv"),
                        "Count,Message,Traceback,Nodes\n"
                                + "36,\"boom, \"\"quoted\"\"\",\"  File \"\"a.py\"\"\n"
                                + "  raise\",local\n"));
    }
}

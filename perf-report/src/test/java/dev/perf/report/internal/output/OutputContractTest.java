package dev.perf.report.internal.output;

import static dev.perf.report.internal.output.Snapshots.at;
import static dev.perf.report.internal.output.Snapshots.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.Delivery.Limits;
import dev.perf.report.internal.output.file.FileOutput;
import dev.perf.report.internal.output.file.FileOutput.Format;
import dev.perf.report.internal.output.influx.InfluxSettings;
import dev.perf.report.internal.output.prometheus.PrometheusSettings;
import dev.perf.report.internal.output.statsd.StatsdSettings;
import dev.perf.result.MetricResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every output owes to the run, whatever is at its other end. */
class OutputContractTest {

    private static final Limits LIMITS = new Limits(20_000, 3, ofMillis(1), ofMillis(2), ofMillis(100));

    @TempDir
    static Path folder;

    private static ServerSocket hanging;

    @BeforeAll
    static void listen() throws IOException {
        hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void stop() throws IOException {
        hanging.close();
    }

    /** All of them, with servers that are there, that are not, that hang, and a disk that is full. */
    static Stream<Output> outputs() throws IOException {
        int nobody;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        return Stream.of(
                new FileOutput(Format.JSON, folder.resolve("out.json").toString()),
                new FileOutput(Format.CSV, folder.resolve("out.csv").toString()),
                new FileOutput(Format.CSV, "/dev/full", LIMITS),
                influx(nobody),
                influx(hanging.getLocalPort()),
                StatsdSettings.DEFAULTS.at("127.0.0.1", nobody),
                StatsdSettings.DEFAULTS.at("no.such.host.invalid", 8125).withTags(),
                PrometheusSettings.DEFAULTS,
                PrometheusSettings.DEFAULTS.withPrefix("k6"));
    }

    private static Output influx(int port) {
        return InfluxSettings.of("http://127.0.0.1:" + port)
                .withDatabase("perf")
                .withLimits(ofSeconds(20), LIMITS);
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void neitherHoldsTheRunUpNorFailsIt(Output output) throws Exception {
        var warnings = new CopyOnWriteArrayList<String>();
        assertThat(output.problems()).isEmpty();
        long start = System.nanoTime();

        try (OpenOutput open = output.open(Snapshots.run(warnings::add))) {
            for (int second = 1; second <= 300; second++) {
                Map<String, String> tags = Map.of("scenario", "buyer", "name", "log in", "status", "200");
                open.add(
                        at(second),
                        Snapshots.of(
                                second,
                                new MetricResult.Counter("http_reqs", tags, 4, 4),
                                new MetricResult.Rate("http_req_failed", tags, 1, 3),
                                new MetricResult.Trend("response_time", tags, millis(2, 3, 4, 10))));
            }
            List<String> told = open.end(Results.oneInterval());
            assertThat(told).hasSizeLessThanOrEqualTo(1).allMatch(line -> line.startsWith("Output " + output.name()));
            assertThat(open.awaited()).isNull();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ofSeconds(30));
        assertThat(warnings).hasSizeLessThanOrEqualTo(1);
    }
}

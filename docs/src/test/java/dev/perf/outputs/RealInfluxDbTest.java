package dev.perf.outputs;

import static dev.perf.report.output.Outputs.influxDb;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Writes to InfluxDB 1 as Debian has it, and reads back what was written. */
class RealInfluxDbTest {

    @TempDir
    Path folder;

    private Server influx() throws Exception {
        String program = Server.require("influxd");
        int port = Server.freePort();
        Path settings = Files.writeString(folder.resolve("influxdb.conf"), """
            reporting-disabled = true
            bind-address = "127.0.0.1:%d"
            [meta]
              dir = "%s"
            [data]
              dir = "%s"
              wal-dir = "%s"
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:%d"
            """.formatted(
                Server.freePort(), folder.resolve("meta"), folder.resolve("data"), folder.resolve("wal"), port));
        return new Server(folder, port, "/ping", List.of(program, "-config", settings.toString()));
    }

    /** The values of a query that sums up one field, by the value of one tag. */
    private static Map<String, Long> sums(Server influx, String field, String measurement, String where, String tag)
            throws Exception {
        JsonNode answer = influx.get(
                "/query",
                "db",
                "perf",
                "q",
                "SELECT SUM(\"" + field + "\") FROM " + measurement + where + " GROUP BY \"" + tag + "\"");
        var sums = new TreeMap<String, Long>();
        for (JsonNode series : answer.at("/results/0/series")) {
            sums.put(
                    series.at("/tags/" + tag).asString(),
                    series.at("/values/0/1").asLong());
        }
        return sums;
    }

    @Test
    void whatIsWrittenIsWhatTheResultSays() throws Exception {
        try (Server influx = influx();
                DemoShop shop = DemoShop.start()) {
            RunResult result = Load.on(shop.url())
                    .output(influxDb(influx.url()).database("perf"))
                    .run(RunOptions.DEFAULTS.withoutReport());

            assertThat(result.warnings()).noneMatch(warning -> warning.contains("InfluxDB"));
            var counts = new TreeMap<String, Long>();
            result.requests().forEach(request -> counts.put(request.name(), request.count()));
            assertThat(counts).hasSize(4).containsEntry("health = ok", 120L);
            assertThat(sums(influx, "count", "perf_requests", "", "request")).isEqualTo(counts);
            assertThat(sums(influx, "count", "perf_requests", "", "outcome"))
                    .containsEntry("failed", result.failedCount())
                    .containsEntry("ok", result.requestCount() - result.failedCount());
            for (RequestResult request : result.requests()) {
                var codes = new TreeMap<String, Long>();
                request.statuses().forEach((status, count) -> codes.put(String.valueOf(status), count));
                assertThat(sums(influx, "count", "perf_codes", " WHERE request = '" + request.name() + "'", "code"))
                        .isEqualTo(codes);
            }
            assertThat(sums(influx, "count", "perf_errors", "", "kind")).containsExactly(Map.entry("check", 120L));
            assertThat(sums(influx, "started", "perf_users", "", "test"))
                    .containsExactly(Map.entry("out, \"puts\"", result.ledger().started()));
            JsonNode events =
                    influx.get("/query", "db", "perf", "q", "SELECT text FROM perf_events WHERE type = 'end'");
            assertThat(events.at("/results/0/series/0/values/0/1").asString())
                    .isEqualTo(result.verdict() + ": " + result.reason());
            JsonNode groups = influx.get("/query", "db", "perf", "q", "SHOW TAG VALUES WITH KEY = \"group\"");
            assertThat(groups.at("/results/0/series/0/values/0/1").asString()).isEqualTo("front door, left");
        }
    }
}

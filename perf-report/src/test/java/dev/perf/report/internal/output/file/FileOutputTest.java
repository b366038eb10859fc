package dev.perf.report.internal.output.file;

import static dev.perf.report.internal.output.Snapshots.at;
import static dev.perf.report.internal.output.Snapshots.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.perf.metric.Unit;
import dev.perf.output.OpenOutput;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.Delivery;
import dev.perf.report.internal.output.Snapshots;
import dev.perf.report.internal.output.file.FileOutput.Format;
import dev.perf.result.MetricResult;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileOutputTest {

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private List<String> write(FileOutput output) throws IOException {
        RunResult result = Results.oneInterval();
        try (OpenOutput open = output.open(Snapshots.run(warnings::add))) {
            open.add(
                    at(1),
                    Snapshots.of(
                            "load",
                            1,
                            List.of(new RunEvent(ofMillis(400), RunEvent.Type.MARK, "deployed \"v2\"", "main")),
                            List.of(),
                            new MetricResult.Gauge("vus", Map.of(), 7, 7, 7),
                            new MetricResult.Trend(
                                    "http_req_duration", tags("name", "a, \"b\"", "plan", "gold"), millis(1, 2, 3, 10)),
                            new MetricResult.Counter("data_sent", tags("name", "login"), 1_234, 1_234.5),
                            new MetricResult.Rate("checks", tags("check", "is ok"), 3, 1)));
            return open.end(result);
        }
    }

    private static Map<String, String> tags(String... pairs) {
        var tags = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            tags.put(pairs[i], pairs[i + 1]);
        }
        return tags;
    }

    @Test
    void writesALineOfJsonPerSeriesAndInterval() throws Exception {
        Path file = folder.resolve("new").resolve("out.json");

        assertThat(write(new FileOutput(Format.JSON, file.toString()))).isEmpty();

        assertThat(Files.readString(file)).startsWith("""
            {"type":"run","test":"shop","run":"20261120-140307-250","version":"0.1.0","tags":{"commit":"c0ffee"}}
            {"type":"gauge","time":"2026-11-20T14:03:08.250Z","phase":"load","metric":"vus","tags":{},"value":7,"min":7,"max":7}
            {"type":"trend","time":"2026-11-20T14:03:08.250Z","phase":"load","metric":"http_req_duration","unit":"ms","tags":{"name":"a, \\"b\\"","plan":"gold"},"count":4,"min":1,"avg":4,"p50":2,"p75":3,"p90":10,"p95":10,"p99":10,"p999":10,"max":10}
            {"type":"counter","time":"2026-11-20T14:03:08.250Z","phase":"load","metric":"data_sent","unit":"B","tags":{"name":"login"},"count":1234,"rate":1234.5}
            {"type":"rate","time":"2026-11-20T14:03:08.250Z","phase":"load","metric":"checks","tags":{"check":"is ok"},"rate":0.75,"passes":3,"fails":1}
            {"type":"event","time":"2026-11-20T14:03:07.650Z","event":"mark","text":"deployed \\"v2\\""}
            """);
        assertThat(Files.readString(file))
                .endsWith("{\"type\":\"end\",\"run\":\"20261120-140307-250\",\"verdict\":\"PASSED\","
                        + "\"reason\":\"all 5 thresholds held\",\"durationMillis\":1000}\n");
        var mapper = JsonMapper.builder().build();
        List<JsonNode> lines =
                Files.readAllLines(file).stream().map(mapper::readTree).toList();
        assertThat(lines).hasSize(6 + Results.oneInterval().thresholds().size() + 1);
    }

    @Test
    void writesATable() throws Exception {
        Path file = folder.resolve("out.csv");

        assertThat(write(new FileOutput(Format.CSV, file.toString()))).isEmpty();

        assertThat(Files.readString(file)).isEqualTo("""
            time,phase,metric,type,scenario,group,name,method,status,error,check,stage,count,rate,passes,fails,value,min,avg,p50,p75,p90,p95,p99,p999,max,extra_tags
            2026-11-20T14:03:08.250Z,load,vus,gauge,,,,,,,,,,,,,7,7,,,,,,,,7,
            2026-11-20T14:03:08.250Z,load,http_req_duration,trend,,,"a, ""b""\",,,,,,4,,,,,1,4,2,3,10,10,10,10,10,plan=gold
            2026-11-20T14:03:08.250Z,load,data_sent,counter,,,login,,,,,,1234,1234.5,,,,,,,,,,,,,
            2026-11-20T14:03:08.250Z,load,checks,rate,,,,,,,is ok,,,0.75,3,1,,,,,,,,,,,
            """.replace("\n", "\r\n"));
    }

    @Test
    void eachAgentHasALine() throws Exception {
        Path file = folder.resolve("out.json");
        try (OpenOutput open = new FileOutput(Format.JSON, file.toString()).open(Snapshots.run(warnings::add))) {
            open.add(at(1), Snapshots.of(1).withAgents(Snapshots.agents()));
            open.end(Results.oneInterval());
        }

        assertThat(Files.readAllLines(file))
                .contains(
                        "{\"type\":\"agent\",\"time\":\"2026-11-20T14:03:08.250Z\",\"agent\":\"agent-1\",\"state\":\"running\","
                            + "\"users\":5,\"requestsPerSecond\":12.5,\"failedPerSecond\":0.5,\"p95\":80,\"lagMillis\":40}",
                        "{\"type\":\"agent\",\"time\":\"2026-11-20T14:03:08.250Z\",\"agent\":\"agent-2\",\"state\":\"lost\","
                            + "\"users\":0,\"requestsPerSecond\":0,\"failedPerSecond\":0,\"p95\":null,\"lagMillis\":3000}");
    }

    @Test
    void aNumberThatIsNoneIsNull() throws Exception {
        Path file = folder.resolve("out.json");
        try (OpenOutput open = new FileOutput(Format.JSON, file.toString()).open(Snapshots.run(warnings::add))) {
            open.add(
                    at(1),
                    Snapshots.of(1, new MetricResult.Gauge("queue", Map.of(), Double.NaN, 0, 0.000_000_1, Unit.BYTES)));
            open.end(Results.oneInterval());
        }

        assertThat(Files.readAllLines(file).get(1))
                .endsWith("\"unit\":\"B\",\"tags\":{},\"value\":null,\"min\":0,\"max\":0}");
    }

    @ParameterizedTest
    @EnumSource
    void theRunMayNameTheFile(Format format) throws Exception {
        write(new FileOutput(format, folder.resolve("{run}.txt").toString()));

        assertThat(folder.resolve("20261120-140307-250.txt")).isNotEmptyFile();
    }

    @Test
    void mistakesAreFoundBeforeTheRun() {
        assertThat(new FileOutput(Format.JSON, " ").problems())
                .containsExactly("it has no file to write to; name one, as in json=results.json");
        assertThat(new FileOutput(Format.CSV, "").problems())
                .containsExactly("it has no file to write to; name one, as in csv=results.csv");
        assertThat(new FileOutput(Format.CSV, folder.toString()).problems())
                .containsExactly("\"" + folder + "\" is a folder; name a file in it");
        assertThat(new FileOutput(Format.CSV, "a\0b").problems())
                .containsExactly("\"a\0b\" is no path of this system: Nul character not allowed");
        assertThat(new FileOutput(Format.CSV, folder.resolve("out.csv").toString()).problems())
                .isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() ->
                        write(new FileOutput(Format.CSV, file.resolve("out.csv").toString())))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": it is a file, where a folder is needed");
    }

    @Test
    void aFullDiskIsAWarning() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();

        List<String> told = write(new FileOutput(
                Format.CSV,
                full.toString(),
                new Delivery.Limits(1_000_000, 3, ofMillis(1), ofMillis(2), ofSeconds(30))));

        assertThat(told)
                .containsExactly("Output csv /dev/full: of 5 points, 5 were left when the run ended"
                        + " (/dev/full: No space left on device).");
        assertThat(warnings)
                .containsExactly("Output csv /dev/full: /dev/full: No space left on device; the run goes on");
    }
}

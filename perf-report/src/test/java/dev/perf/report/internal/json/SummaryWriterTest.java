package dev.perf.report.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.RequestInterval;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SummaryWriterTest {

    @TempDir
    Path folder;

    @Test
    void writesTheContract() throws IOException {
        assertThat(write(Results.tiny())).isEqualTo(golden("tiny.json"));
    }

    @Test
    void doesNotFollowTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(write(Results.tiny())).isEqualTo(golden("tiny.json"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void everyRunIsReadBackAsWritten(RunResult result) throws IOException {
        JsonNode summary = JsonMapper.shared().readTree(write(result));

        assertThat(summary.get("schemaVersion").intValue()).isEqualTo(1);
        assertThat(summary.get("verdict").stringValue())
                .isEqualTo(result.verdict().name());
        assertThat(summary.get("requests")).hasSize(result.requests().size());
        assertThat(summary.get("metrics")).hasSize(result.metrics().size());
        assertThat(numbersThatAreNone(summary)).isEmpty();
    }

    @Test
    void columnsOfTheSeriesAreEquallyLong() throws IOException {
        JsonNode series = JsonMapper.shared().readTree(write(Results.failing())).get("series");
        var columns = new ArrayList<JsonNode>();
        for (JsonNode column : series) {
            if (column.isArray()) {
                columns.add(column);
            } else {
                column.forEach(columns::add);
            }
        }

        assertThat(columns).hasSize(27).allSatisfy(column -> assertThat(column).hasSize(300));
    }

    /** A point of the run for each would make a summary of many megabytes. */
    @Test
    void theCourseOfARequestIsInFewStretchesThatLoseNothing() throws IOException {
        RunResult day = Results.day();
        JsonNode summary = JsonMapper.shared().readTree(write(day));
        var bounds = new HashSet<Long>();
        summary.get("series").get("startMillis").forEach(start -> bounds.add(start.longValue()));

        assertThat(bounds).hasSize(675);
        for (int i = 0; i < 50; i++) {
            JsonNode series = summary.get("requests").get(i).get("series");
            long requests = 0;
            for (JsonNode count : series.get("requests")) {
                requests += count.longValue();
            }
            assertThat(series.get("startMillis"))
                    .hasSize(113)
                    .allSatisfy(start -> assertThat(bounds).contains(start.longValue()));
            assertThat(requests)
                    .isEqualTo(day.requests().get(i).detail().course().stream()
                            .mapToLong(RequestInterval::count)
                            .sum());
        }
    }

    @Test
    void hostileNamesComeBackUnchangedButForHalfCharacters() throws IOException {
        JsonNode requests =
                JsonMapper.shared().readTree(write(Results.hostile())).get("requests");

        for (int i = 0; i < requests.size(); i++) {
            assertThat(requests.get(i).get("name").stringValue())
                    .isEqualTo(Results.hostile().requests().get(i).name().replace('\uD800', '?'));
        }
    }

    private static List<String> numbersThatAreNone(JsonNode summary) {
        return summary.toString()
                .lines()
                .filter(line -> line.matches(".*[:\\[,](NaN|-?Infinity)[,}\\]].*"))
                .toList();
    }

    private String write(RunResult result) throws IOException {
        Path file = folder.resolve("summary.json");
        new SummaryWriter().write(result, file);
        return Files.readString(file);
    }

    private static String golden(String name) throws IOException {
        try (var in = SummaryWriterTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

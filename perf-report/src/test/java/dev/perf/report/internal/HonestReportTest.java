package dev.perf.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.html.HtmlWriter;
import dev.perf.report.internal.json.SummaryWriter;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No report says more than was measured: neither the page nor the JSON. */
class HonestReportTest {

    private static final String UNWATCHED = "The generator was not measured.";

    @TempDir
    Path folder;

    private String written(ResultWriter writer, RunResult result) throws IOException {
        Path file = folder.resolve(writer.fileName());
        writer.write(result, file);
        return Files.readString(file);
    }

    private JsonNode responseTime(RunResult result) throws IOException {
        return JsonMapper.shared()
                .readTree(written(new SummaryWriter(), result))
                .get("metrics")
                .get("response_time");
    }

    private static RunResult with(RunResult result, GeneratorHealth generator, Distribution times) {
        return result.toBuilder()
                .requests(List.of(
                        new RequestResult("home", times.count(), 0, times, times, Map.of(200, times.count()), 0, 0)))
                .metrics(List.of(new MetricResult.Trend("response_time", Map.of(), times)))
                .errors(List.of())
                .warmUp(List.of())
                .intervals(List.of(new Interval(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        1,
                        times.count(),
                        times.count(),
                        0,
                        times.count(),
                        times.count(),
                        0,
                        0,
                        times,
                        times)))
                .events(List.of())
                .generator(generator)
                .warnings(List.of())
                .report(null)
                .build();
    }

    private static Distribution samples(int count) {
        var times = new Times();
        for (int i = 1; i <= count; i++) {
            times.add(i);
        }
        return times.distribution();
    }

    private static GeneratorHealth unwatched() {
        return new GeneratorHealth(
                State.NOT_MEASURED,
                UNWATCHED,
                List.of(
                        new Signal("process CPU", "not measured", "85 %", State.NOT_MEASURED),
                        new Signal("dropped iterations", "0 of 3", "none", State.GOOD)));
    }

    @Test
    void aGeneratorThatWasNotMeasuredIsNotGood() throws IOException {
        RunResult result = with(Results.tiny(), unwatched(), samples(300));

        JsonNode generator = JsonMapper.shared()
                .readTree(written(new SummaryWriter(), result))
                .get("generator");
        assertThat(generator.get("state").stringValue()).isEqualTo("NOT_MEASURED");
        assertThat(generator.get("summary").stringValue()).isEqualTo(UNWATCHED);
        JsonNode signal = generator.get("signals").get(0);
        assertThat(signal.get("state").stringValue()).isEqualTo("NOT_MEASURED");
        assertThat(signal.get("value").stringValue()).isEqualTo("not measured");

        String page = written(new HtmlWriter(), result);
        assertThat(page).contains(UNWATCHED).contains("Not measured</span>");
        assertThat(page.split("Good</span>", -1))
                .as("only dropped iterations are good")
                .hasSize(2);
    }

    @Test
    void p999OfThreeHundredSamplesIsShownAsNotSupported() throws IOException {
        RunResult result = with(Results.tiny(), unwatched(), samples(300));

        JsonNode trend = responseTime(result);
        assertThat(trend.get("count").longValue()).isEqualTo(300);
        assertThat(trend.get("p999").isNull()).isTrue();
        assertThat(trend.get("p99").isNull()).isTrue();
        assertThat(trend.get("p95").doubleValue()).isEqualTo(285.212671);
        assertThat(trend.get("unsupported").toString()).isEqualTo("[\"p99\",\"p999\"]");

        assertThat(written(new HtmlWriter(), result))
                .contains("title=\"p99.9 needs at least 5,000 samples, there are 300\">–")
                .contains("title=\"p99 needs at least 500 samples, there are 300\">–");
    }

    @Test
    void p999OfFiveThousandSamplesIsShown() throws IOException {
        RunResult result = with(Results.tiny(), unwatched(), samples(5_000));

        JsonNode trend = responseTime(result);
        assertThat(trend.get("p999").isNumber()).isTrue();
        assertThat(trend.get("unsupported").isEmpty()).isTrue();
        assertThat(written(new HtmlWriter(), result)).doesNotContain("p99.9 needs at least");
    }
}

package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.GeneratorReading;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GeneratorChartsTest {

    private static GeneratorReading reading(int millis, double cpu, long heap) {
        return new GeneratorReading(
                Duration.ofMillis(millis),
                Duration.ofSeconds(1),
                cpu,
                null,
                null,
                null,
                null,
                null,
                null,
                heap,
                null,
                null,
                null,
                null,
                null);
    }

    /** A run whose first two intervals are a warm-up. */
    private static RunResult run(int intervals, Duration length, GeneratorReading... readings) {
        Interval some = Results.oneInterval().intervals().getFirst();
        var all = new ArrayList<Interval>();
        for (int i = 0; i < intervals; i++) {
            Duration start = length.multipliedBy(i);
            all.add(new Interval(start, length, 1, 1, 1, 0, 1, 1, 0, 1, some.responseTime(), some.serviceTime()));
        }
        return Results.oneInterval().toBuilder()
                .warmUp(all.subList(0, 2))
                .intervals(all.subList(2, intervals))
                .generator(Results.oneInterval().generator().withCourse(List.of(readings)))
                .build();
    }

    private static List<String> values(RunResult result, String chart) {
        String page = TrustSection.of(result, TimeSection.of(result, Steps.of(result)))
                .element()
                .toString();
        int begin = page.indexOf("id=\"" + chart + "\"");
        return Pattern.compile("<td>([^<]*)</td>")
                .matcher(page.substring(begin, page.indexOf("</figure>", begin)))
                .results()
                .map(cell -> cell.group(1).replace('\u00A0', ' '))
                .toList();
    }

    @Test
    void anIntervalHasTheReadingsWhoseMiddleItHolds() {
        RunResult result = run(
                4,
                Duration.ofSeconds(2),
                reading(4000, 0.1, 10_000_000),
                reading(5000, 0.3, 30_000_000),
                reading(6000, 0.5, 20_000_000));

        assertThat(values(result, "chart-heap")).containsExactly("–", "–", "30.0 MB", "20.0 MB");
        assertThat(values(result, "chart-cpu"))
                .containsExactly("–", "–", "–", "–", "–", "–", "20.0 %", "–", "–", "50.0 %", "–", "–");
    }

    @Test
    void intervalsShorterThanAReadingAllHaveIt() {
        RunResult result = run(7, Duration.ofMillis(250), reading(500, 0.1, 10_000_000));

        assertThat(values(result, "chart-heap"))
                .containsExactly("–", "–", "10.0 MB", "10.0 MB", "10.0 MB", "10.0 MB", "–");
    }

    @Test
    void theLimitsThatWorryAreNamed() {
        RunResult result = Results.detailed();
        String section = TrustSection.of(result, TimeSection.of(result, Steps.of(result)))
                .element()
                .toString()
                .replace('\u00A0', ' ');

        assertThat(section)
                .contains("process: doubtful from 85 %", "largest heap 4.29 GB", "doubtful from 5 %")
                .contains("never doubtful below 2 ms", "doubtful from 100 ms", "doubtful from 80 %")
                .contains("Of its processors the process used at most 40.0 %, at 3:20.");
    }

    @Test
    void whereNothingWasReadThereIsNoChart() {
        RunResult result = Results.passing();

        assertThat(TrustSection.of(result, TimeSection.of(result, Steps.of(result)))
                        .element()
                        .toString())
                .doesNotContain("<figure");
    }
}

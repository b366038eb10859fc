package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StageSectionTest {

    /** Returns the cells of the row of {@code stage}, without markup. */
    private static List<String> row(String stage) {
        return row(stage, Results.staged());
    }

    private static List<String> row(String stage, RunResult result) {
        String section = StageSection.of(result).element().toString();
        String row = Pattern.compile("<tr>")
                .splitAsStream(section)
                .filter(part -> part.contains("<bdi>" + stage + "</bdi>"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("</t[hd]>")
                .splitAsStream(row)
                .map(cell -> cell.replaceAll("<[^>]*>", "").replace('\u00A0', ' '))
                .filter(cell -> !cell.isBlank())
                .toList();
    }

    @Test
    void ratesArePerSecondOfTheStageWithoutWarmUpAndPauses() {
        // Half of the ramp lies in the warm-up; the peak was paused for 5 s.
        assertThat(row("up")).startsWith("up", "0:00 to 0:20", "50", "5.00/s", "0 %", "50");
        assertThat(row("peak")).startsWith("peak", "0:20 to 0:55", "300", "10.0/s", "2.0 %", "300");
    }

    @Test
    void iterationsThatStartAtOnceHaveNoRate() {
        assertThat(row("burst")).startsWith("burst", "1:05", "40", "–", "0 %", "40");
    }

    @Test
    void stagesEndWhereARateTakesThePlaceOfTheRestOfTheProfile() {
        // At 0:45 the plan had come to 0:40, for the pause took 5 s.
        var set = new RunEvent(Duration.ofSeconds(45), RunEvent.Type.RATE, "rate of \"visitors\" set to 25/s", "main");
        RunResult result = Results.staged(set);

        assertThat(row("up", result)).startsWith("up", "0:00 to 0:20", "50", "5.00/s");
        assertThat(row("peak", result)).startsWith("peak", "0:20 to 0:45", "300", "15.0/s");
        assertThat(row("burst", result)).startsWith("burst", "did not begin", "40", "–");
    }

    @Test
    void aRateOfAnotherScenarioEndsNoStage() {
        var set = new RunEvent(Duration.ofSeconds(45), RunEvent.Type.RATE, "rate of \"others\" set to 25/s", "main");

        assertThat(row("peak", Results.staged(set))).startsWith("peak", "0:20 to 0:55", "300", "10.0/s");
    }

    @Test
    void percentilesThatTheSamplesDoNotSupportAreLeftOut() {
        assertThat(row("up").subList(6, 9)).containsExactly("7.40 ms", "–", "–");
        assertThat(row("peak").subList(6, 9)).containsExactly("9.90 ms", "14.4 ms", "–");
        assertThat(StageSection.of(Results.staged()).element().toString())
                .contains(
                        "p95 needs at least 100 samples, there are 50",
                        "p99 needs at least 500 samples, there are 300");
    }

    @Test
    void aRunWithoutNamedStagesHasNoSuchSection() {
        assertThat(StageSection.of(Results.passing()).isEmpty()).isTrue();
    }
}

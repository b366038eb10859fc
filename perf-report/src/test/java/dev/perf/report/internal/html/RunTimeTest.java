package dev.perf.report.internal.html;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.report.internal.html.RunTime.Pause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimeTest {

    private static final RunTime TWO_PAUSES = new RunTime(
            ZERO,
            ofSeconds(60),
            List.of(new Pause(ofSeconds(10), ofSeconds(15)), new Pause(ofSeconds(30), ofSeconds(40))));

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 10", "11, 16", "24, 29", "25, 30", "26, 41", "45, 60"})
    void theRunIsAheadOfThePlanByItsPauses(int planned, int run) {
        assertThat(TWO_PAUSES.of(ofSeconds(planned))).isEqualTo(ofSeconds(run));
        assertThat(TWO_PAUSES.planned(ofSeconds(run))).isEqualTo(ofSeconds(planned));
    }

    @Test
    void thePlanStandsStillInAPause() {
        assertThat(TWO_PAUSES.planned(ofSeconds(12))).isEqualTo(ofSeconds(10));
        assertThat(TWO_PAUSES.planned(ofSeconds(15))).isEqualTo(ofSeconds(10));
    }

    @Test
    void readsWarmUpEndAndPausesFromTheResult() {
        assertThat(RunTime.of(Results.staged()))
                .isEqualTo(new RunTime(ofSeconds(10), ofSeconds(80), List.of(new Pause(ofSeconds(35), ofSeconds(40)))));
    }
}

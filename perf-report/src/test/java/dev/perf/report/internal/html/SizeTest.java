package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SizeTest {

    private static int bytes(RunResult result) {
        return Page.of(result).getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void aTypicalReportIsBelowTwoMegabytes() {
        assertThat(bytes(Results.failing())).isLessThan(2_000_000);
    }

    @Test
    void aDayOfAThousandNamesIsBelowFiveMegabytesAndSaysWhatWasReduced() {
        RunResult day = Results.day();

        String page = Page.of(day);

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(5_000_000);
        assertThat(page)
                .contains("to keep the page small, a stretch that is looked at closer is made of steps of")
                .contains("500 further names are left out; they are in summary.json");
    }
}

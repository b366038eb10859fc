package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SloSectionTest {

    private static List<String> rows() {
        String section = SloSection.of(Results.detailed()).element().toString();
        return Pattern.compile("<tr>(.*?)</tr>")
                .matcher(section)
                .results()
                .map(row -> row.group(1)
                        .replaceAll("</t[hd]>", " | ")
                        .replaceAll("<[^>]*>", " ")
                        .replace('\u00A0', ' ')
                        .replace("&quot;", "\"")
                        .replaceAll(" +", " ")
                        .strip())
                .toList();
    }

    @Test
    void tellsWhatWasPromisedWhatThereWasAndHowTheBudgetWasSpent() {
        assertThat(rows())
                .containsExactly(
                        "Objective | State | Promised | Actual | Requests | Bad | Error budget | Worst windows |",
                        "shop is up 99.9 % of requests succeed | Missed | 99.9 % | 97.69 % | 54,482 | 1,258 | 2,310 %"
                                + " spent overdrawn by 2,210 % | 1 min: 93.1 %, burn rate 69.0, at most 1, until 4:41 5"
                                + " min: 97.69 %, burn rate 23.1, at most 14.4, until 5:00 |",
                        "login is fast blue \"shirt\" 95 % of requests within 300ms name=login blue \"shirt\" | Met |"
                                + " 95 % | 99.93 % | 10,896 | 8 | 1.4 % spent 98.6 % left | – |",
                        "checkout works at most 0.5 % of requests fail | At risk | 99.5 % | 99.53 % | 10,896 | 51 |"
                                + " 94.0 % spent 6.0 % left | 1 min: 99.51 %, burn rate 0.98, at most 1, until 2:00 |",
                        "orders get through at least 150/s succeed | Missed | 150/s | 178/s | 53,224 | – | – |"
                                + " 1 min: 110/s, until 1:00 |",
                        "refunds work 99 % of requests succeed name=refund | No data | 99 % | – | 0 | 0 | – | – |");
    }

    @Test
    void theBarIsFullWhereTheBudgetIsOverdrawn() {
        String section = SloSection.of(Results.detailed()).element().toString();

        assertThat(section)
                .contains("<rect class=\"bars\" width=\"96\"")
                .contains("<rect class=\"fill\" width=\"90.24\"");
    }

    @Test
    void theVerdictNamesWhatWasMissed() {
        String verdict = VerdictSection.of(Results.detailed()).toString().replaceAll("<[^>]*>", "");

        assertThat(verdict)
                .contains(
                        "Missed objective: shop is up, 99.9 % of requests succeed: 97.69 %, 2,310 % of the error budget"
                                + " spent")
                .contains("Missed objective: orders get through", "Missed objective: refunds work")
                .doesNotContain("checkout works");
    }

    @Test
    void aRunWithObjectivesAndWithoutThresholdsSaysNothingOfThresholds() {
        var without = Results.withThresholds(Results.detailed(), List.of());

        assertThat(ThresholdSection.of(without).isEmpty()).isTrue();
        assertThat(ThresholdSection.of(Results.withThresholds(Results.passing(), List.of()))
                        .isEmpty())
                .isFalse();
    }
}

package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.SlowRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowestSectionTest {

    private static SlowRequest request(int blocked, int connecting, int sending, int waiting, int receiving) {
        int service = sending + waiting + receiving;
        return new SlowRequest(
                Duration.ofSeconds(61),
                "<home>",
                "buy & sell",
                3,
                14,
                0,
                true,
                Duration.ofMillis(20 + blocked + service),
                Duration.ofMillis(service),
                Duration.ofMillis(blocked),
                Duration.ZERO,
                Duration.ofMillis(connecting),
                Duration.ZERO,
                Duration.ofMillis(sending),
                Duration.ofMillis(waiting),
                Duration.ofMillis(receiving),
                412,
                0,
                "trace-1");
    }

    @Test
    void thePartsOfARequestAddUpToItsResponseTime() {
        SlowRequest request = request(30, 10, 5, 40, 5);

        assertThat(Waterfall.words(request).replace('\u00A0', ' '))
                .isEqualTo("20.0 ms due, not sent yet, 20.0 ms blocked, 10.0 ms connecting, 5.00 ms sending,"
                        + " 40.0 ms waiting for the first byte, 5.00 ms receiving");
        assertThat(Waterfall.of(List.of(request)).drawn(request).toString())
                .contains(
                        "fill=\"#c9ccd2\" x=\"0\" width=\"44\"",
                        "fill=\"#858b95\" x=\"44\" width=\"44\"",
                        "fill=\"#c05717\" x=\"88\" width=\"22\"",
                        "fill=\"#1c1f24\" x=\"110\" width=\"11\"",
                        "fill=\"#2f5fd0\" x=\"121\" width=\"88\"",
                        "fill=\"#17693a\" x=\"209\" width=\"11\"");
    }

    @Test
    void aStepWithoutPhasesIsOnePart() {
        SlowRequest step = new SlowRequest(
                Duration.ofSeconds(1),
                "sign",
                "buy",
                0,
                0,
                0,
                false,
                Duration.ofMillis(25),
                Duration.ofMillis(20),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                null);

        assertThat(Waterfall.words(step)).isEqualTo("5.00\u00A0ms due, not sent yet, 20.0\u00A0ms service time");
    }

    @Test
    void aRowTellsWhenWhoAndWhatCameOfIt() {
        String table = SlowestSection.table("The slowest", List.of(request(0, 0, 5, 70, 5)), true)
                .toString();

        assertThat(table.substring(table.indexOf("<tbody>"))
                        .replaceAll("</t[hd]>", " | ")
                        .replaceAll("<[^>]*>", "")
                        .replace('\u00A0', ' '))
                .isEqualTo("&lt;home&gt; | 1:01 | 100 ms |  | 80.0 ms | none, failed | buy &amp; sell 3, iteration 14"
                        + " | 0 B | trace-1 | ");
    }

    @Test
    void isLeftOutWhereNothingIsKnown() {
        assertThat(SlowestSection.of(Results.passing()).isEmpty()).isTrue();
        assertThat(SlowestSection.of(Results.detailed()).element().toString().split("<tr>", -1))
                .hasSize(12);
    }
}

package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.metric.Unit;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTableTest {

    /** 100 samples of 70,000 units. */
    private static final Distribution SAMPLES =
            Distribution.of(new long[] {70_000_000_000L}, new long[] {100}, 70_000_000_000L, 70_000_000_000L, 7e12);

    @Test
    void showsEachKindInItsUnit() {
        var page = new StringBuilder();
        MetricTable.of(
                        "own",
                        List.of(
                                new MetricResult.Trend("size", Map.of("kind", "big"), SAMPLES, Unit.BYTES),
                                new MetricResult.Trend("score", Map.of(), SAMPLES, Unit.NONE),
                                new MetricResult.Trend("age", Map.of(), SAMPLES, Unit.MILLISECONDS),
                                new MetricResult.Counter("sent", Map.of(), 1_300_000, 130_000, Unit.BYTES),
                                new MetricResult.Gauge("queue", Map.of(), 2, -3, 9, Unit.NONE)))
                .render(page);
        String shown = page.toString()
                .replaceAll("<[^>]*>", " ")
                .replace('\u00A0', ' ')
                .replaceAll(" +", " ");
        assertThat(shown)
                .contains("size{kind:big} trend 100 – 70.0 kB 70.0 kB 70.0 kB 70.0 kB")
                .contains("score trend 100 – 70,000 70,000 70,000 70,000")
                .contains("age trend 100 – 70.0 s 70.0 s 70.0 s 70.0 s")
                .contains("sent counter 1.30 MB 130 kB/s")
                .contains("queue gauge – 2 −3 – – – – 9".replace("−", "-"));
    }
}

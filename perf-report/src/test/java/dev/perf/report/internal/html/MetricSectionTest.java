package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricSectionTest {

    @Test
    void showsAllMetricsInOrder() {
        MetricResult one = counter("b", Map.of());
        MetricResult tagged = counter("a", Map.of("name", "login"));
        MetricResult other = counter("a", Map.of());

        assertThat(MetricSection.shown(List.of(one, tagged, other))).containsExactly(other, tagged, one);
    }

    @Test
    void whereThereAreTooManyThoseWithoutTagsComeFirst() {
        var metrics = new ArrayList<MetricResult>();
        for (int i = 0; i < MetricSection.MOST_SHOWN; i++) {
            metrics.add(counter("http_reqs", Map.of("name", "GET /" + i)));
        }
        MetricResult whole = counter("vus", Map.of());
        metrics.add(whole);

        assertThat(MetricSection.shown(metrics))
                .hasSize(MetricSection.MOST_SHOWN)
                .contains(whole)
                .isSubsetOf(metrics);
    }

    private static MetricResult counter(String name, Map<String, String> tags) {
        return new MetricResult.Counter(name, tags, 1, 1);
    }
}

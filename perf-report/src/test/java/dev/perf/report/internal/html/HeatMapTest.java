package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Times;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {

    private static final Scale Y = new Scale.Log(1e6, 1e12);

    private static Interval second(int start, Distribution times) {
        return new Interval(
                Duration.ofSeconds(start),
                Duration.ofSeconds(1),
                1,
                0,
                0,
                0,
                0,
                times.count(),
                0,
                0,
                times,
                Distribution.EMPTY);
    }

    @Test
    void neighboursOfOneShadeAreOneShapeAndTheMostRequestsAreTheDarkest() {
        // Ten rows per power of ten: rows 0 and 1 in the first second, row 10 with four requests in the second one.
        HeatMap map =
                HeatMap.of(List.of(second(0, Times.of(1.1, 1.3)), second(1, Times.of(10.5, 10.5, 10.5, 10.5))), Y, 4);

        assertThat(map.drawn(1000, 120)).hasToString("""
            <g class="heat" shape-rendering="crispEdges" transform="scale(1 2)">\
            <path d="M0 58h250v2h-250z" fill="#4b5563" fill-opacity="0.15"/>\
            <path d="M250 49h250v1h-250z" fill="#4b5563" fill-opacity="0.8"/></g>\
            """);
    }

    @Test
    void timesBeyondTheAxisAreInItsOutermostRows() {
        HeatMap map = HeatMap.of(List.of(second(0, Times.of(0.2, 2e7))), Y, 1);

        assertThat(map.drawn(1000, 120).toString()).contains("M0 59h1000v1h-1000z", "M0 0h1000v1h-1000z");
    }

    @Test
    void nothingIsDrawnOfNothing() {
        assertThat(HeatMap.of(List.of(second(0, Distribution.EMPTY)), Y, 1).drawn(1000, 120))
                .hasToString("<g class=\"heat\" shape-rendering=\"crispEdges\" transform=\"scale(1 2)\"></g>");
    }
}

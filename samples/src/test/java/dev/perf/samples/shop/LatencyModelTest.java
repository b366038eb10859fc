package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyModelTest {

    private static final ShopOptions DEFAULTS = DemoShop.builder();

    /** Exponential jitter of half the latency: 95% are below 1 + 3.0 / 2 latencies, 99.9% below 1 + 6.9 / 2. */
    @ParameterizedTest
    @CsvSource({"1,2,5,9", "2.5,5,13,23", "4,8,20,36", "7.5,15,38,67"})
    void pagesTakeTheirShareOfTheLatencyAndSomeMore(double factor, long least, long p95, long p999) {
        List<Duration> times =
                Stream.generate(next(DEFAULTS, factor)).limit(10_000).sorted().toList();

        assertThat(times.getFirst()).isBetween(Duration.ofMillis(least), Duration.ofMillis(least + 1));
        assertThat(times.get(9_500)).isBetween(Duration.ofMillis(p95 - 2), Duration.ofMillis(p95 + 2));
        assertThat(times.get(9_990)).isBetween(Duration.ofMillis(p999 - 8), Duration.ofMillis(p999 + 8));
    }

    @Test
    void theSameSeedGivesTheSameTimes() {
        List<Duration> times = Stream.generate(next(DEFAULTS, 1)).limit(100).toList();

        assertThat(Stream.generate(next(DEFAULTS, 1)).limit(100)).containsExactlyElementsOf(times);
        assertThat(Stream.generate(next(DEFAULTS.seed(2), 1)).limit(100)).doesNotContainAnyElementsOf(times);
    }

    @Test
    void withoutJitterEveryTimeIsTheLatency() {
        ShopOptions options = DEFAULTS.latency(Duration.ofMillis(20)).jitter(0);

        assertThat(Stream.generate(next(options, 2.5)).limit(100)).containsOnly(Duration.ofMillis(50));
    }

    @Test
    void withoutLatencyThereIsNoJitterEither() {
        assertThat(Stream.generate(next(DEFAULTS.latency(Duration.ZERO), 7.5)).limit(100))
                .containsOnly(Duration.ZERO);
    }

    @Test
    void theFactorChangesWhileRunning() {
        LatencyModel model = new LatencyModel(DEFAULTS.jitter(0).slowDown(3));

        assertThat(model.next(route(1))).isEqualTo(Duration.ofMillis(6));
        model.slowDown(0.5);
        assertThat(model.next(route(1))).isEqualTo(Duration.ofMillis(1));
    }

    private static Supplier<Duration> next(ShopOptions options, double factor) {
        LatencyModel model = new LatencyModel(options);
        return () -> model.next(route(factor));
    }

    private static Route route(double factor) {
        return Route.shop("GET", "/page", factor, request -> Response.empty(204));
    }
}

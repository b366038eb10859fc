package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.State;
import dev.perf.result.Ledger;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResourceLimitsTest {

    private final SeriesRegistry registry = new SeriesRegistry();
    private final Cells total = new Cells(registry);

    private GeneratorHealth healthAfter(String error, long requests) {
        Series series = registry.series(
                Series.Kind.HTTP_REQUEST, "http_req", Tags.of("name", "login").and("error", error), Phase.LOAD);
        Cell.Request cell = new Cell.Request();
        cell.count = requests;
        cell.failed = requests;
        total.add(series.id(), cell);
        total.setting(1, 1, 1);
        return new GeneratorMonitor(Vitals.NONE, Duration.ZERO).health(total, Ledger.EMPTY);
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheGeneratorsLimitsMakeARunInvalid(ErrorKind kind) {
        GeneratorHealth health = healthAfter(kind.tag(), 3);
        assertThat(health.state() == State.INVALID).isEqualTo(kind.isGeneratorLimit());
    }

    @Test
    void saysWhatRanOutAndHowOften() {
        assertThat(healthAfter("ports_exhausted", 3).summary())
                .startsWith("The generator was the limit, so the numbers say nothing about the target: "
                        + "local ports ran out for 3 requests.");
    }

    @Test
    void advisesMorePortsWhereTheseRanOut() {
        assertThat(healthAfter("ports_exhausted", 3).summary())
                .endsWith("for 3 requests. Keep connections alive, connect from more localAddresses, widen"
                        + " net.ipv4.ip_local_port_range, or add agents.");
    }

    @Test
    void advisesMoreFilesWhereTheseRanOut() {
        assertThat(healthAfter("too_many_files", 1).summary())
                .endsWith("open files ran out for 1 requests. Raise ulimit -n, or add agents.");
    }

    @Test
    void knowsEachLimitOfTheGenerator() {
        assertThat(ResourceLimits.RESOURCES.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(ErrorKind.values())
                        .filter(ErrorKind::isGeneratorLimit)
                        .map(ErrorKind::tag)
                        .toList());
    }
}

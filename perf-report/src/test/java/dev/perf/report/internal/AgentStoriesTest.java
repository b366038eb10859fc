package dev.perf.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentStoriesTest {

    @Test
    void nobodyHasToTakeOverAndNothingHasToBeMissing() {
        AgentResult.Loss loss = loss(null, List.of(), 0, 0);

        assertThat(AgentStories.of(run(agent("a", loss, 10), agent("b", null, 10))))
                .containsExactly(
                        "a was lost at 0:31: its process was killed. Nobody took over its share. No iteration was"
                                + " missing or cut off.");
    }

    @Test
    void namesThoseWhoTookOverAndCountsMany() {
        Duration at = Duration.ofMillis(32_500);

        assertThat(AgentStories.of(run(agent("a", loss(at, List.of("b"), 1, 1), 10))))
                .containsExactly(
                        "a was lost at 0:31: its process was killed. b took over its share at 0:32.5. 1 iteration did"
                                + " not begin, 1 was cut off; its load was missing for 1.5 s.");
        assertThat(AgentStories.of(run(agent("a", loss(at, List.of("b", "c", "d"), 1, 0), 10))))
                .singleElement()
                .asString()
                .contains(" b, c and d took over its share at 0:32.5. ", " 0 were cut off;");
        assertThat(AgentStories.of(run(agent("a", loss(at, List.of("b", "c", "d", "e", "f", "g"), 1, 0), 10))))
                .singleElement()
                .asString()
                .contains(" 6 others took over its share");
        assertThat(AgentStories.of(run(agent("a", loss(at, List.of(), 1, 0), 10))))
                .singleElement()
                .asString()
                .contains(" The others took over its share");
    }

    @Test
    void ofManyLossesItTellsTheFirst() {
        AgentResult[] agents = IntStream.range(0, 8)
                .mapToObj(i -> agent("agent-" + i, loss(null, List.of(), 1, 1), 10))
                .toArray(AgentResult[]::new);

        assertThat(AgentStories.of(run(agents)))
                .hasSize(6)
                .last()
                .isEqualTo("3 more agents were lost; the table of agents tells of them.");
    }

    @Test
    void anOutlierIsMoreThanTwiceAsSlowAsTheMedianOfTheOthers() {
        assertThat(AgentStories.outliers(
                        run(agent("a", null, 10), agent("b", null, 20), agent("c", null, 10), agent("d", null, 10))))
                .isEmpty();
        assertThat(AgentStories.outliers(
                        run(agent("a", null, 10), agent("b", null, 21), agent("c", null, 10), agent("d", null, 10))))
                .containsExactly(
                        "b is an outlier: its p50 is 21 ms, that of the others 10 ms. Look at its machine and its"
                                + " way to the target.");
    }

    @Test
    void thereIsNoOutlierWithoutOthersOrBelowAMillisecond() {
        assertThat(AgentStories.outliers(run(agent("a", null, 500)))).isEmpty();
        assertThat(AgentStories.outliers(run(agent("a", null, 0.3), agent("b", null, 1.2))))
                .isEmpty();
    }

    private static RunResult run(AgentResult... agents) {
        return RunResult.builder("shop", "1-shop", Instant.EPOCH)
                .agents(List.of(agents))
                .build();
    }

    private static AgentResult.Loss loss(
            @Nullable Duration takenOver, List<String> by, long missing, long interrupted) {
        return new AgentResult.Loss(
                "its process was killed",
                Duration.ofSeconds(30),
                Duration.ofSeconds(31),
                takenOver,
                by,
                interrupted,
                missing,
                Duration.ofMillis(1_500));
    }

    /** An agent all of whose requests took the same time. */
    private static AgentResult agent(String name, AgentResult.@Nullable Loss loss, double millis) {
        long nanos = (long) (millis * 1e6);
        return new AgentResult(
                name,
                new AgentResult.Machine("", Map.of(), 0, Environment.UNKNOWN),
                1,
                loss == null ? AgentResult.State.ENDED : AgentResult.State.LOST,
                Duration.ZERO,
                loss,
                AgentResult.Clock.UNKNOWN,
                Ledger.EMPTY,
                100,
                0,
                Distribution.of(new long[] {nanos}, new long[] {100}, nanos, nanos, 100.0 * nanos),
                new GeneratorHealth(GeneratorHealth.State.GOOD, "", List.of()),
                List.of(),
                List.of());
    }
}

package dev.perf.report.compare;

import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run as a whole.
 *
 * @param plan each scenario with its load, in words
 * @param plannedEnd when the load was planned to be over, since its start; null where that is not known
 * @param offeredPerSecond iterations that were due per second, where all scenarios follow the open model; else NaN, for
 *     in the closed model that follows from the response times
 */
record RunFacts(
        String test,
        String runId,
        Instant startedAt,
        Duration warmUp,
        Duration duration,
        Verdict verdict,
        Map<String, String> tags,
        Environment environment,
        GeneratorHealth.State generator,
        List<String> plan,
        @Nullable Duration plannedEnd,
        double offeredPerSecond,
        long scheduled) {

    RunFacts {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        plan = List.copyOf(plan);
    }

    static RunFacts of(RunResult result) {
        return of(
                result.test(),
                result.runId(),
                result.startedAt(),
                result.warmUpLength(),
                result.duration(),
                result.verdict(),
                result.tags(),
                result.environment(),
                result.generator().state(),
                result.plannedLoad(),
                result.ledger().scheduled());
    }

    static RunFacts of(
            String test,
            String runId,
            Instant startedAt,
            Duration warmUp,
            Duration duration,
            Verdict verdict,
            Map<String, String> tags,
            Environment environment,
            GeneratorHealth.State generator,
            List<PlannedLoad> loads,
            long scheduled) {
        boolean open = !loads.isEmpty() && loads.stream().allMatch(load -> load.model() == PlannedLoad.Model.OPEN);
        return new RunFacts(
                test,
                runId,
                startedAt,
                warmUp,
                duration,
                verdict,
                tags,
                environment,
                generator,
                loads.stream()
                        .map(load -> "\"" + load.scenario() + "\": " + load.description())
                        .toList(),
                plannedEnd(loads),
                open && !duration.isZero() ? scheduled / (duration.toNanos() / 1e9) : Double.NaN,
                scheduled);
    }

    private static @Nullable Duration plannedEnd(List<PlannedLoad> loads) {
        // A single corner is the beginning of a load without a known end.
        return loads.stream().anyMatch(load -> load.points().size() < 2)
                ? null
                : loads.stream()
                        .map(load -> load.points().getLast().at())
                        .max(Duration::compareTo)
                        .orElse(null);
    }
}

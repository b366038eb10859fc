package dev.perf.distributed;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job.
 *
 * @param number from 1
 * @param agents names of the agents that it was given
 * @param startedAt when it was given them
 * @param endedAt when it ended; null while it goes on
 * @param outcome how it ended; null while it goes on
 * @param reason the outcome in a sentence; empty while it goes on
 * @param lost agents that were lost to it, or could not be prepared, each with the cause
 * @param runId name of the run; null where there is no result
 * @param report folder of the report; null where there is none
 */
public record Attempt(
        int number,
        List<String> agents,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Outcome outcome,
        String reason,
        Map<String, String> lost,
        @Nullable String runId,
        @Nullable Path report) {

    /** Copies the collections. */
    public Attempt {
        agents = List.copyOf(agents);
        lost = Collections.unmodifiableMap(new LinkedHashMap<>(lost));
    }

    static Attempt begun(int number, List<String> agents, Instant at) {
        return new Attempt(number, agents, at, null, null, "", Map.of(), null, null);
    }

    Attempt ended(Instant at, Outcome how, String why, Map<String, String> lostAgents) {
        return new Attempt(number, agents, startedAt, at, how, why, lostAgents, runId, report);
    }

    Attempt withRun(String id, @Nullable Path folder) {
        return new Attempt(number, agents, startedAt, endedAt, outcome, reason, lost, id, folder);
    }
}

package dev.perf.distributed;

import dev.perf.distributed.internal.job.Attempts.Ending;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt came to.
 *
 * @param reason why, for people
 * @param lost agents that were lost, by their names, with the causes
 */
record AttemptEnd(Outcome outcome, String reason, Map<String, String> lost) {

    /**
     * Returns what the end of a run is for its job.
     *
     * @param stop why it was stopped; null if it was not
     */
    static AttemptEnd of(Ending ending, @Nullable String stop) {
        return switch (ending) {
            case Ending.Finished finished -> of(finished.result(), finished.lost(), stop);
            case Ending.Lost failure ->
                stop == null
                        ? new AttemptEnd(Outcome.LOST, failure.reason(), failure.lost())
                        : new AttemptEnd(Outcome.ABORTED, stop, failure.lost());
            case Ending.Invalid mistakes -> new AttemptEnd(Outcome.FAILED, mistakes.reason(), Map.of());
            case Ending.Stopped stopped ->
                new AttemptEnd(Outcome.ABORTED, stop == null ? stopped.reason() : stop, Map.of());
        };
    }

    private static AttemptEnd of(RunResult result, Map<String, String> lost, @Nullable String stop) {
        // That a run was stopped by nobody here, and has lost agents, is the fleet's failure.
        Outcome outcome = result.verdict() == Verdict.ABORTED && stop == null && !lost.isEmpty()
                ? Outcome.LOST
                : Outcome.of(result.verdict());
        return new AttemptEnd(outcome, outcome == Outcome.ABORTED && stop != null ? stop : result.reason(), lost);
    }
}

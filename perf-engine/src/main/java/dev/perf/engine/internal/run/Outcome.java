package dev.perf.engine.internal.run;

import dev.perf.result.ErrorResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run went, besides what was measured.
 *
 * @param planned the load that was asked for
 * @param checks what came of the health checks
 * @param stop why it ended early; null where its load came to its end
 * @param cutOff why nobody knows how it ended; null where that is known
 * @param setupErrors failures of the setup, without which there was no load
 * @param acts what was done to the run, as far as that is kept
 * @param omittedActs how many more acts there were
 * @param leftBehind users that took no notice of the end
 * @param warnings what else is to be known of the run
 */
record Outcome(
        List<PlannedLoad> planned,
        List<ThresholdResult> checks,
        LoadRun.@Nullable Stop stop,
        @Nullable String cutOff,
        List<ErrorResult> setupErrors,
        List<RunEvent> acts,
        long omittedActs,
        int leftBehind,
        List<String> warnings) {}

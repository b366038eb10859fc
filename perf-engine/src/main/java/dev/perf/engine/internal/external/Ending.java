package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.internal.run.Judgement;
import dev.perf.result.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How a tool ended that Perf had started.
 *
 * @param runId name of the run
 * @param exitCode what it ended with
 * @param stopped why it was stopped; null where it ended by itself
 */
record Ending(String runId, int exitCode, @Nullable String stopped) {

    private static final int K6_THRESHOLDS = 99;

    /** Returns the verdict, given that on what was measured: a tool that says that it failed has not passed. */
    Judgement judge(ExternalTool tool, Judgement measured) {
        if (stopped != null) {
            return new Judgement(Verdict.ABORTED, stopped);
        }
        return exitCode == 0 || measured.verdict() != Verdict.PASSED
                ? measured
                : new Judgement(Verdict.FAILED, describe(tool));
    }

    String describe(ExternalTool tool) {
        return tool.title() + " ended with exit code " + exitCode
                + (tool == ExternalTool.K6 && exitCode == K6_THRESHOLDS
                        ? ", for thresholds of its own did not hold"
                        : "");
    }
}

package dev.perf.junit;

import dev.perf.result.RunFailedError;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** What a test ends with because of a verdict. */
final class Objection {

    private Objection() {}

    /** Returns an unchecked throwable that fails or aborts the test, or null where the run is in order. */
    static @Nullable Throwable to(RunResult result, OnInvalid onInvalid) {
        return switch (result.verdict()) {
            case PASSED -> null;
            case FAILED, ABORTED -> new RunFailedError(result);
            case INVALID ->
                switch (onInvalid) {
                    case FAIL -> new InvalidRunError(result);
                    case ABORT -> new TestAbortedException(new InvalidRunError(result).getMessage());
                    case IGNORE ->
                        thresholdsHold(result) ? null : new RunFailedError(result.withVerdict(Verdict.FAILED));
                };
        };
    }

    /** Throws {@code objection}; the return type lets callers write {@code throw}. */
    static RuntimeException unchecked(@Nullable Throwable objection) {
        if (objection instanceof Error error) {
            throw error;
        }
        throw objection instanceof RuntimeException exception ? exception : new IllegalStateException(objection);
    }

    private static boolean thresholdsHold(RunResult result) {
        return result.thresholds().stream().allMatch(ThresholdResult::passed)
                && result.slos().stream().allMatch(SloResult::met);
    }
}

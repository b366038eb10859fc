package dev.perf.spi;

import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;

/**
 * Watches a run. All calls come from one thread, in order; a listener that throws is reported once and not called
 * again. Calls should return soon: while one runs, the next snapshot waits, but the load does not.
 */
public interface RunListener {

    /**
     * The plan is valid and the load is about to begin; told before {@link #onStart(TestPlan, String)}.
     *
     * @param run the handle of the run, for listeners that control it; its {@code await} must not be called from here
     */
    default void onStart(Run run) {}

    /** The plan is valid and the load is about to begin. */
    default void onStart(TestPlan plan, String runId) {}

    /**
     * Something is missing: records of a feeder that the load will need, told after {@link #onStart(TestPlan, String)}, or
     * the server of an output, told when that is noticed. Told once for each warning; the result has what came of it.
     */
    default void onWarning(String warning) {}

    /**
     * Tells whether this listener reads {@link Snapshot#detail}, which costs time in proportion to the number of series
     * and is only made for those who do. Asked once, before the load begins; by default false.
     */
    default boolean wantsDetail() {
        return false;
    }

    /** An interval has ended. */
    default void onSnapshot(Snapshot snapshot) {}

    /** The run has ended and its report, if any, is written. */
    default void onEnd(RunResult result) {}

    /**
     * Something people want to know of the run, such as the address that serves its numbers, told before the
     * load begins, or what it waits for, told after {@link #onEnd}. By default nothing is done with it.
     */
    default void onNote(String note) {}
}

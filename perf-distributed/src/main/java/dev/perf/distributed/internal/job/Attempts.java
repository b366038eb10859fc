package dev.perf.distributed.internal.job;

import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs tests without blocking whoever asks for it. Thread-safe. */
public interface Attempts {

    /** A run under way. No method blocks; what comes after the end does nothing. */
    interface Handle {

        /** Ends it early: running iterations get the graceful stop. */
        void stop(String reason);

        /** Ends it now. */
        void abort(String reason);

        /** Does not wait for its end any more. */
        void abandon();
    }

    /** How a run ended. */
    sealed interface Ending {

        /**
         * There is a result.
         *
         * @param lost agents that were lost to the run, each with its cause
         */
        record Finished(RunResult result, Map<String, String> lost) implements Ending {}

        /**
         * The fleet failed; there is no result.
         *
         * @param lost agents that it failed for, each with its cause; empty where nobody knows which
         */
        record Lost(String reason, Map<String, String> lost) implements Ending {}

        /** The test has mistakes, or no fleet can run it; so it would be at each attempt. */
        record Invalid(String reason) implements Ending {}

        /** It was stopped before there was a load. */
        record Stopped(String reason) implements Ending {}
    }

    /**
     * Begins a run.
     *
     * @param name of the run, for people
     * @param ended is told of the end, once; never by the calling thread
     */
    Handle begin(String name, TestPlan plan, List<String> agents, RunOptions options, Consumer<Ending> ended);
}

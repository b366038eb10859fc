package dev.perf.scenario;

import dev.perf.source.SourceLocation;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Leaves steps before the last of them has been done. To leave is no failure: an iteration that is left counts as
 * completed, unless something in it failed before.
 */
public sealed interface Exit extends Step permits Exit.Leave, Exit.LeaveOnFail {

    /** What is left. */
    enum Scope {
        /**
         * The innermost block: what {@code block(...)}, a loop, a group, a task, a try or {@code exitBlockOnFail(...)}
         * encloses. Of a loop that is all passes, not only the one under way.
         */
        BLOCK,
        /** The iteration: the user goes on with its next one. In onStart, the next iteration does onStart again. */
        ITERATION,
        /**
         * The life of the user: it does onStop, and ends. Nobody takes its place. In the open model, where a user lives
         * through one iteration, this is the same as {@link #ITERATION}.
         */
        USER,
        /**
         * The scenario: the user ends as for {@link #USER}; the others end their iterations within the graceful stop,
         * and no further one begins.
         */
        SCENARIO,
        /** The run: it is stopped, as by {@link dev.perf.spi.Execution#stop}, with verdict ABORTED. */
        RUN
    }

    /**
     * Leaves a scope.
     *
     * @param scope what is left
     * @param condition where it is left; null for always
     * @param reason why a run is stopped; empty for other scopes
     */
    record Leave(Scope scope, @Nullable Predicate<Session> condition, String reason, SourceLocation location)
            implements Exit {}

    /** Leaves the iteration where something in it has failed so far. */
    record LeaveOnFail(SourceLocation location) implements Exit {}
}

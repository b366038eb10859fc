package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.message.Node;
import java.time.Duration;
import java.util.List;

/**
 * How an agent is.
 *
 * @param node what it says of itself
 * @param state whether it can take on work
 * @param load how busy its machine is
 * @param runs names of the tests that it has a share of
 * @param silence how long ago it was heard
 */
public record AgentStatus(Node node, State state, Load load, List<String> runs, Duration silence) {

    /** Whether an agent can take on work. */
    public enum State {
        /** It has no test. */
        IDLE,
        /** It has tests, and takes more. */
        BUSY,
        /** It has as many tests as it takes. */
        FULL,
        /** It was not heard for longer than it should be. */
        SILENT,
        /** It is being shut down. */
        LEAVING
    }

    /** Copies the names. */
    public AgentStatus {
        runs = List.copyOf(runs);
    }
}

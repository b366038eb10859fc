package dev.perf.distributed.internal.coordinator;

import dev.perf.fleet.FleetException;
import java.io.Serial;
import java.util.Map;

/** Agents could not be reserved for a run, or not be prepared. */
public final class UnpreparedException extends FleetException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> causes;

    /**
     * Creates the exception.
     *
     * @param causes what failed, by the name of the agent
     */
    public UnpreparedException(String message, Map<String, String> causes) {
        super(message);
        this.causes = Map.copyOf(causes);
    }

    /** Returns what failed, by the name of the agent. */
    public Map<String, String> causes() {
        return causes;
    }
}

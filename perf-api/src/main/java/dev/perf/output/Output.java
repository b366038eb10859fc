package dev.perf.output;

import java.io.IOException;
import java.util.List;

/**
 * Something that a run sends its numbers to while it goes on, such as a database or a file. Immutable: a value of the plan,
 * which may be in several tests and is opened once for each run.
 *
 * <p>An output has no say in the run: what it throws, or cannot write, is a warning of the result, and neither the load nor
 * what is measured waits for it.
 */
public interface Output {

    /** Returns what it is, for messages: {@code InfluxDB at http://127.0.0.1:8086}. Shows no secret. */
    String name();

    /**
     * Returns what is wrong with its settings: what was given, what is allowed and what to do. They are found with the
     * other mistakes of the plan, so nobody is contacted here. Empty by default.
     */
    default List<String> problems() {
        return List.of();
    }

    /**
     * Opens it for a run that is about to begin. Must return soon: what takes time, such as connecting, is done on a
     * thread of its own.
     *
     * @throws IOException if it cannot be opened; the run goes on without it, and warns
     */
    OpenOutput open(OutputRun run) throws IOException;
}

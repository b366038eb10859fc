package dev.perf.engine.internal.command;

import dev.perf.result.RunResult;
import java.io.IOException;

/** A result that is there already, in files. */
public interface ResultSource {

    /**
     * Reads it.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a file is not what it should be
     */
    RunResult read() throws IOException;
}

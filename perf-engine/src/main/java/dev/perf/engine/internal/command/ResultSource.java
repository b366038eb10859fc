package dev.perf.engine.internal.command;

import dev.perf.result.RunResult;
import dev.perf.spi.Execution;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a result comes from that another tool has measured. */
public interface ResultSource {

    /**
     * Begins to get it.
     *
     * @param reports folder of all reports; null for none
     * @param console takes what the tool prints; null for nobody
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if a file is not what it should be, or the tool cannot be started like that
     */
    Execution<RunResult> start(@Nullable Path reports, @Nullable PrintStream console) throws IOException;

    /** Returns how long it may take to end it. */
    default Duration patience() {
        return Duration.ZERO;
    }

    /** Says what is about to happen where it is ended, as a clause. */
    default String stopping() {
        return "nothing is under way";
    }
}

package dev.perf.spi;

import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;

/** Turns a result into files. Found with {@link java.util.ServiceLoader}. */
public interface ResultWriter {

    /** Returns the name of the file this writer makes, relative to the folder of the report: {@code summary.json}. */
    String fileName();

    /**
     * Writes the result; no file where the result has nothing to say in it.
     *
     * @param result what to write
     * @param file where to; its folder exists
     * @throws IOException if the file cannot be written
     */
    void write(RunResult result, Path file) throws IOException;
}

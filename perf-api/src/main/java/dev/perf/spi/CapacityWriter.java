package dev.perf.spi;

import dev.perf.search.CapacityResult;
import java.io.IOException;
import java.nio.file.Path;

/** Turns the result of a search into files, as {@link ResultWriter} does that of a run. */
public interface CapacityWriter {

    /** Returns the name of the file this writer makes, relative to the folder of the search: {@code capacity.json}. */
    String fileName();

    /**
     * Writes the result.
     *
     * @param result what to write; the report of its step {@code n} is in the folder {@link #folderOf} beside the file
     * @param file where to; its folder exists
     * @throws IOException if the file cannot be written
     */
    void write(CapacityResult result, Path file) throws IOException;

    /** Returns the folder of the report of the step {@code number}, relative to that of the search. */
    static String folderOf(int number) {
        return (number < 10 ? "step-0" : "step-") + number;
    }
}

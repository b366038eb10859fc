package dev.perf.spi;

import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps what the runs of tests came to, run after run. Found with {@link java.util.ServiceLoader}. */
public interface HistoryWriter {

    /**
     * Adds a run to a history. Safe against others that add theirs at the same moment, in this process or another.
     *
     * @param result the run, with its report where one was written
     * @param folder of the history; made if missing
     * @return what people should know of it: lines that could not be read
     * @throws IOException if the run cannot be added
     */
    List<String> add(RunResult result, Path folder) throws IOException;
}

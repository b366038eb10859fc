package dev.perf.report.history;

import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The runs in the file {@value #FILE} of a folder, to which each run adds a line. Immutable.
 *
 * @param folder where it is
 * @param runs oldest first, at most the last {@value #MOST_RUNS}
 * @param earlier how many there are before them
 * @param problems lines that are no runs, in words
 */
public record RunHistory(Path folder, List<PastRun> runs, long earlier, List<String> problems) {

    /** Name of the file. */
    public static final String FILE = "history.jsonl";

    /** Of older runs than that nothing is read. */
    public static final int MOST_RUNS = 500;

    /** Copies the lists. */
    public RunHistory {
        runs = List.copyOf(runs);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a history.
     *
     * @param folder that has the file
     * @throws IOException if there is none, or it cannot be read
     */
    public static RunHistory read(Path folder) throws IOException {
        return new HistoryFile(folder).read();
    }

    /**
     * Adds a run, with the comparison with its baseline or else with the run before it.
     *
     * @param result the run
     * @param folder of the history; made if missing
     * @param environment the variables in which a CI server says what it builds; {@link System#getenv()}
     * @param then what is done with the history that has the run, before anybody else may add one
     * @throws IOException if the file cannot be written
     */
    public static RunHistory add(RunResult result, Path folder, Map<String, String> environment, Use then)
            throws IOException {
        return new HistoryFile(folder).add(result, environment, then);
    }

    /** Something done with a history. */
    @FunctionalInterface
    public interface Use {

        /**
         * Does it.
         *
         * @throws IOException if it cannot be done
         */
        void with(RunHistory history) throws IOException;
    }
}

package dev.perf.engine.internal.run;

import dev.perf.result.RunResult;
import dev.perf.spi.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds a run to a history. What goes wrong with that is a warning in the result, and changes nothing else. */
final class KeptHistory {

    private KeptHistory() {}

    /**
     * Adds a run.
     *
     * @param folder of the history; null for none
     * @param note is told where the page of the history is
     */
    static RunResult add(RunResult result, @Nullable Path folder, Consumer<String> note) {
        return folder == null ? result : add(result, folder, note, writers());
    }

    static RunResult add(RunResult result, Path folder, Consumer<String> note, Iterable<HistoryWriter> writers) {
        var warnings = new ArrayList<String>();
        boolean kept = false;
        try {
            for (HistoryWriter writer : writers) {
                warnings.addAll(writer.add(result, folder));
                kept = true;
            }
            if (!kept) {
                warnings.add(
                        "the run is in no history, for nothing writes one; add the dependency dev.perf:perf-report");
            }
        } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError unwritable) {
            warnings.add("the run is not in the history in " + folder + ", which cannot be written: " + unwritable);
        }
        if (kept) {
            note.accept("history: " + folder.resolve("trend.html").toUri());
        }
        return warnings.isEmpty() ? result : result.withWarnings(warnings);
    }

    private static List<HistoryWriter> writers() {
        List<HistoryWriter> found = load(ServiceLoader.load(HistoryWriter.class));
        return found.isEmpty()
                ? load(ServiceLoader.load(HistoryWriter.class, KeptHistory.class.getClassLoader()))
                : found;
    }

    private static List<HistoryWriter> load(ServiceLoader<HistoryWriter> loader) {
        return loader.stream().map(ServiceLoader.Provider::get).toList();
    }
}

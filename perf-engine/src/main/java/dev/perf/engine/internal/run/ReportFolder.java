package dev.perf.engine.internal.run;

import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the files of a run: each writer on the class path one, into a folder per test and run. */
final class ReportFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFolder.class);

    private ReportFolder() {}

    /**
     * Writes the report of {@code result}. A file that cannot be written is a warning in the result, never the loss of
     * it.
     *
     * @param reports folder of all reports; null for none
     */
    static RunResult write(RunResult result, @Nullable Path reports) {
        List<ResultWriter> writers = reports == null ? List.of() : writers();
        if (reports == null || writers.isEmpty()) {
            return result;
        }
        Path folder = reports.resolve(safeName(result.test())).resolve(result.runId());
        RunResult reported = result.withReport(folder.toAbsolutePath().normalize());
        var failures = new ArrayList<String>();
        try {
            Files.createDirectories(folder);
            for (ResultWriter writer : writers) {
                write(writer, reported, folder, failures);
            }
        } catch (IOException | InvalidPathException unwritable) {
            failures.add("report folder " + folder.toAbsolutePath() + " cannot be made: " + unwritable);
        }
        failures.forEach(LOG::error);
        return failures.isEmpty() ? reported : result.withWarnings(failures);
    }

    private static void write(ResultWriter writer, RunResult result, Path folder, List<String> failures) {
        Path file = folder.resolve(writer.fileName());
        try {
            writer.write(result, file);
        } catch (IOException | RuntimeException unwritable) {
            failures.add("report file " + file.toAbsolutePath() + " cannot be written: " + unwritable);
        }
    }

    private static List<ResultWriter> writers() {
        List<ResultWriter> found = ServiceLoader.load(ResultWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return found.isEmpty()
                ? ServiceLoader.load(ResultWriter.class, ReportFolder.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList()
                : found;
    }

    /** Names of tests are people's; names of folders must not climb out of theirs or offend a file system. */
    static String safeName(String name) {
        String safe = name.strip().replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        return safe.isEmpty() ? "test" : safe.substring(0, Math.min(80, safe.length()));
    }
}

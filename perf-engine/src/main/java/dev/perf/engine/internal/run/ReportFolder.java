package dev.perf.engine.internal.run;

import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the files of a run: each writer on the class path one, into a folder per test and run. */
public final class ReportFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFolder.class);

    private static final String FIRST_FAILURE = "first-failure.txt";

    private ReportFolder() {}

    /**
     * Writes the report of {@code result}. A file that cannot be written is a warning in the result, never the loss of
     * it.
     *
     * @param reports folder of all reports; null for none
     * @param failure what the first failing iteration did; null where that is not known
     */
    static RunResult write(RunResult result, @Nullable Path reports, @Nullable String failure) {
        if (reports == null) {
            return result;
        }
        try {
            return write(result, reports, failure, writers());
        } catch (ServiceConfigurationError broken) {
            return failed(result, List.of("the report cannot be written: " + broken.getMessage()));
        }
    }

    static RunResult write(RunResult result, Path reports, List<ResultWriter> writers) {
        return write(result, reports, null, writers);
    }

    private static RunResult write(
            RunResult result, Path reports, @Nullable String failure, List<ResultWriter> writers) {
        if (writers.isEmpty() && failure == null) {
            return result;
        }
        Path folder;
        try {
            folder = of(reports, result.test(), result.runId());
            Files.createDirectories(folder);
        } catch (IOException | RuntimeException unwritable) {
            return failed(result, List.of("report folder in " + reports + " cannot be made: " + unwritable));
        }
        RunResult told = failure == null ? result : withFailure(result, folder, failure);
        return writeAll(told, folder, writers);
    }

    /** Before the others, so that these can refer to it. */
    private static RunResult withFailure(RunResult result, Path folder, String failure) {
        try {
            Files.writeString(folder.resolve(FIRST_FAILURE), failure);
            return result;
        } catch (IOException unwritable) {
            return failed(result, List.of(FIRST_FAILURE + " in " + folder + " cannot be written: " + unwritable));
        }
    }

    /** Returns the folder of the report of a run below {@code reports}. */
    public static Path of(Path reports, String test, String runId) {
        return reports.resolve(safeName(test)).resolve(runId).toAbsolutePath().normalize();
    }

    /** Writes the report of {@code result} into {@code folder} itself, on the same terms. */
    public static RunResult writeInto(RunResult result, Path folder) {
        try {
            List<ResultWriter> writers = writers();
            if (writers.isEmpty()) {
                return result;
            }
            Files.createDirectories(folder);
            return writeAll(result, folder, writers);
        } catch (IOException | RuntimeException | ServiceConfigurationError unwritable) {
            return failed(result, List.of("report in " + folder + " cannot be written: " + unwritable));
        }
    }

    private static RunResult writeAll(RunResult result, Path folder, List<ResultWriter> writers) {
        RunResult reported = result.withReport(folder);
        var failures = new ArrayList<String>();
        for (ResultWriter writer : writers) {
            write(writer, reported, folder, failures);
        }
        if (failures.isEmpty()) {
            return reported;
        }
        return failed(failures.size() == writers.size() ? result : reported, failures);
    }

    private static RunResult failed(RunResult result, List<String> failures) {
        failures.forEach(LOG::error);
        return result.withWarnings(failures);
    }

    private static void write(ResultWriter writer, RunResult result, Path folder, List<String> failures) {
        Path file = folder.resolve(writer.fileName());
        boolean wasThere = Files.exists(file);
        try {
            writer.write(result, file);
        } catch (IOException | RuntimeException | LinkageError unwritable) {
            if (!wasThere) {
                delete(file);
            }
            failures.add("report file " + writer.fileName() + " in " + folder + " cannot be written: " + unwritable);
        }
    }

    /** What is left of a file that could not be written to its end would be taken for a report. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            LOG.debug("{} cannot be deleted", file, undeletable);
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
        String safe = name.strip().replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[.-]+", "");
        int length = safe.codePointCount(0, safe.length());
        String cut = safe.substring(0, safe.offsetByCodePoints(0, Math.min(80, length)))
                .replaceAll("[.-]+$", "");
        return cut.isEmpty() ? "test" : cut;
    }
}

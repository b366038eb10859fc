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
     * A report.
     *
     * @param result what it is of, with its folder and what went wrong
     * @param isComplete whether all files were written
     */
    record Written(RunResult result, boolean isComplete) {

        private Written failed(List<String> failures) {
            failures.forEach(Warnings.LOG::error);
            return new Written(result.withWarnings(failures), false);
        }
    }

    /**
     * Writes the report of {@code result}. A file that cannot be written is a warning in the result, never the loss of
     * it.
     *
     * @param reports folder of all reports; null for none
     * @param failure what the first failing iteration did; null where that is not known
     */
    static Written write(RunResult result, @Nullable Path reports, @Nullable String failure) {
        if (reports == null) {
            return new Written(result, true);
        }
        try {
            return write(result, reports, failure, writers());
        } catch (ServiceConfigurationError broken) {
            return new Written(result, true).failed(List.of("the report cannot be written: " + broken.getMessage()));
        }
    }

    static Written write(RunResult result, Path reports, List<ResultWriter> writers) {
        return write(result, reports, null, writers);
    }

    private static Written write(RunResult result, Path reports, @Nullable String failure, List<ResultWriter> writers) {
        var unwritten = new Written(result, true);
        if (writers.isEmpty() && failure == null) {
            return unwritten;
        }
        Path folder;
        try {
            folder = of(reports, result.test(), result.runId());
            Files.createDirectories(folder);
        } catch (IOException | RuntimeException unwritable) {
            return unwritten.failed(List.of("report folder in " + reports + " cannot be made: " + unwritable));
        }
        return writeAll(failure == null ? unwritten : withFailure(unwritten, folder, failure), folder, writers);
    }

    /** Before the others, so that these can refer to it. */
    private static Written withFailure(Written report, Path folder, String failure) {
        try {
            Files.writeString(folder.resolve(FIRST_FAILURE), failure);
            return report;
        } catch (IOException unwritable) {
            return report.failed(List.of(FIRST_FAILURE + " in " + folder + " cannot be written: " + unwritable));
        }
    }

    /** Returns the folder of the report of a run below {@code reports}. */
    public static Path of(Path reports, String test, String runId) {
        return reports.resolve(safeName(test)).resolve(runId).toAbsolutePath().normalize();
    }

    /** Writes the report of {@code result} into {@code folder} itself, on the same terms. */
    public static RunResult writeInto(RunResult result, Path folder) {
        return writeInto(result, folder, null);
    }

    /**
     * Writes the report of {@code result} into {@code folder} itself, on the same terms.
     *
     * @param failure what the first failing iteration did; null where that is not known
     */
    static RunResult writeInto(RunResult result, Path folder, @Nullable String failure) {
        var unwritten = new Written(result, true);
        try {
            List<ResultWriter> writers = writers();
            if (writers.isEmpty()) {
                return result;
            }
            Files.createDirectories(folder);
            return writeAll(failure == null ? unwritten : withFailure(unwritten, folder, failure), folder, writers)
                    .result();
        } catch (IOException | RuntimeException | ServiceConfigurationError unwritable) {
            return unwritten
                    .failed(List.of("report in " + folder + " cannot be written: " + unwritable))
                    .result();
        }
    }

    private static Written writeAll(Written report, Path folder, List<ResultWriter> writers) {
        var reported = new Written(report.result().withReport(folder), report.isComplete());
        var failures = new ArrayList<String>();
        for (ResultWriter writer : writers) {
            write(writer, reported.result(), folder, failures);
        }
        if (failures.isEmpty()) {
            return reported;
        }
        return (failures.size() == writers.size() ? report : reported).failed(failures);
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

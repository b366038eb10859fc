package dev.perf.engine.internal.search;

import dev.perf.engine.internal.run.ReportFolder;
import dev.perf.search.CapacityResult;
import dev.perf.spi.CapacityWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the files of a search: each writer on the class path one, beside the folders of the steps. */
public final class CapacityReport {

    private static final Logger LOG = LoggerFactory.getLogger(CapacityReport.class);

    private CapacityReport() {}

    /** Writes the report; a file that cannot be written is a warning in the result, never the loss of it. */
    static CapacityResult write(CapacityResult result, Path folder) {
        try {
            return write(result, folder, writers());
        } catch (ServiceConfigurationError broken) {
            LOG.error("the report cannot be written", broken);
            return result.withReport(null, List.of("the report cannot be written: " + broken.getMessage()));
        }
    }

    static CapacityResult write(CapacityResult result, Path folder, List<CapacityWriter> writers) {
        if (writers.isEmpty()) {
            return result;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            return result.withReport(null, List.of("report folder " + folder + " cannot be made: " + unwritable));
        }
        CapacityResult reported = result.withReport(folder, List.of());
        var failures = new ArrayList<String>();
        for (CapacityWriter writer : writers) {
            Path file = folder.resolve(writer.fileName());
            try {
                writer.write(reported, file);
            } catch (IOException | RuntimeException | LinkageError unwritable) {
                ReportFolder.delete(file);
                failures.add(
                        "report file " + writer.fileName() + " in " + folder + " cannot be written: " + unwritable);
            }
        }
        failures.forEach(LOG::error);
        return failures.isEmpty()
                ? reported
                : result.withReport(failures.size() == writers.size() ? null : folder, failures);
    }

    /** Returns the writers on the class path. */
    public static List<CapacityWriter> writers() {
        List<CapacityWriter> found = load(ServiceLoader.load(CapacityWriter.class));
        return found.isEmpty()
                ? load(ServiceLoader.load(CapacityWriter.class, CapacityReport.class.getClassLoader()))
                : found;
    }

    private static List<CapacityWriter> load(ServiceLoader<CapacityWriter> loader) {
        return loader.stream().map(ServiceLoader.Provider::get).toList();
    }
}

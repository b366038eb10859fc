package dev.perf.engine.internal.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The name of a run and its folder, which is made before it begins: what has it has it for itself, whoever else begins a
 * run in the same millisecond, in another process or on another machine.
 *
 * @param runId name of the run
 * @param path the folder; null where no report is asked for, or it cannot be made
 * @param trouble why it cannot be made; null where it can
 */
record RunFolder(
        String runId, @Nullable Path path, @Nullable String trouble) {

    /** Who finds that many names taken looks at a folder that says so of every name. */
    private static final int MOST_TRIES = 1_000;

    /**
     * Names a run and makes its folder, which is the {@link LatestRun} of its test from now on.
     *
     * @param reports folder of all reports; null for none
     */
    static RunFolder make(@Nullable Path reports, String test, Instant start) {
        String runId = RunId.next(start);
        if (reports == null) {
            return new RunFolder(runId, null, null);
        }
        try {
            for (int i = 0; ; i++) {
                Path folder = ReportFolder.of(reports, test, runId);
                Files.createDirectories(folder.getParent());
                try {
                    Files.createDirectory(folder);
                    LatestRun.begun(folder);
                    return new RunFolder(runId, folder, null);
                } catch (FileAlreadyExistsException taken) {
                    if (i == MOST_TRIES) {
                        throw taken;
                    }
                    runId = RunId.next(start);
                }
            }
        } catch (IOException | RuntimeException unwritable) {
            return new RunFolder(
                    runId,
                    null,
                    "report folder in " + reports + " cannot be made: " + unwritable
                            + "; the run goes on, and what it measures is lost if the generator dies");
        }
    }

    /** Deletes the folder where nothing was written into it. */
    void deleteIfEmpty() {
        if (path != null) {
            ReportFolder.delete(path);
            if (!Files.exists(path)) {
                LatestRun.gone(path);
            }
        }
    }
}

package dev.perf.engine.internal.command;

import dev.perf.engine.internal.search.CapacityReport;
import dev.perf.result.RunResult;
import dev.perf.search.CapacityResult;
import dev.perf.spi.CapacityWriter;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Writes the summary of a run where {@code --json} asks for it. */
final class JsonFile {

    private static final String SUMMARY = "summary.json";
    private static final String CAPACITY = "capacity.json";

    private JsonFile() {}

    /**
     * Writes the summary.
     *
     * @param target a file, or {@code -} for {@code out}
     * @throws IOException if it cannot be written
     */
    static void write(RunResult result, String target, PrintStream out) throws IOException {
        ResultWriter summary = ServiceLoader.load(ResultWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.fileName().equals(SUMMARY))
                .findFirst()
                .orElseThrow(() -> new IOException("--json needs the dependency dev.perf:perf-report"));
        write(file -> summary.write(result, file), target, out);
    }

    /**
     * Writes what a search found.
     *
     * @param target a file, or {@code -} for {@code out}
     * @throws IOException if it cannot be written
     */
    static void write(CapacityResult result, String target, PrintStream out) throws IOException {
        CapacityWriter capacity = CapacityReport.writers().stream()
                .filter(one -> one.fileName().equals(CAPACITY))
                .findFirst()
                .orElseThrow(() -> new IOException("--json needs the dependency dev.perf:perf-report"));
        write(file -> capacity.write(result, file), target, out);
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    private static void write(Writing writing, String target, PrintStream out) throws IOException {
        if (!target.equals("-")) {
            Path file = Path.of(target).toAbsolutePath();
            Files.createDirectories(file.getParent());
            writing.to(file);
            return;
        }
        Path file = Files.createTempFile("perf-", ".json");
        try {
            writing.to(file);
            out.println(Files.readString(file));
            out.flush();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

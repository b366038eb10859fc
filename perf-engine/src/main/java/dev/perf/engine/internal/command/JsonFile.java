package dev.perf.engine.internal.command;

import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Writes the summary of a run where {@code --json} asks for it. */
final class JsonFile {

    private static final String SUMMARY = "summary.json";

    private JsonFile() {}

    /**
     * Writes the summary.
     *
     * @param target a file, or {@code -} for {@code out}
     * @throws IOException if it cannot be written
     */
    static void write(RunResult result, String target, PrintStream out) throws IOException {
        ResultWriter writer = ServiceLoader.load(ResultWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.fileName().equals(SUMMARY))
                .findFirst()
                .orElseThrow(() -> new IOException("--json needs the dependency dev.perf:perf-report"));
        if (!target.equals("-")) {
            Path file = Path.of(target).toAbsolutePath();
            Files.createDirectories(file.getParent());
            writer.write(result, file);
            return;
        }
        Path file = Files.createTempFile("perf-", ".json");
        try {
            writer.write(result, file);
            out.println(Files.readString(file));
            out.flush();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

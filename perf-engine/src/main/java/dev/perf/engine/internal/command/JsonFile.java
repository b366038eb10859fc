package dev.perf.engine.internal.command;

import dev.perf.benchmark.ComparisonResult;
import dev.perf.engine.internal.search.CapacityReport;
import dev.perf.result.RunResult;
import dev.perf.search.CapacityResult;
import dev.perf.spi.BenchmarkWriter;
import dev.perf.spi.CapacityWriter;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Where {@code --json} asks for a result.
 *
 * @param target a file, or {@code -} for {@code out}
 * @param out standard output
 */
record JsonFile(String target, PrintStream out) {

    private static final String SUMMARY = "summary.json";
    private static final String CAPACITY = "capacity.json";

    /** Tells whether it goes to standard output. */
    boolean isStandardOutput() {
        return target.equals("-");
    }

    /**
     * Writes the summary.
     *
     * @throws IOException if it cannot be written
     */
    void write(RunResult result) throws IOException {
        ResultWriter summary = ServiceLoader.load(ResultWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.fileName().equals(SUMMARY))
                .findFirst()
                .orElseThrow(JsonFile::withoutWriter);
        write(file -> summary.write(result, file));
    }

    /**
     * Writes what a search found.
     *
     * @throws IOException if it cannot be written
     */
    void write(CapacityResult result) throws IOException {
        CapacityWriter capacity = CapacityReport.writers().stream()
                .filter(one -> one.fileName().equals(CAPACITY))
                .findFirst()
                .orElseThrow(JsonFile::withoutWriter);
        write(file -> capacity.write(result, file));
    }

    /**
     * Writes what benchmarks measured.
     *
     * @throws IOException if it cannot be written
     */
    void write(ComparisonResult result) throws IOException {
        BenchmarkWriter benchmarks =
                ServiceLoader.load(BenchmarkWriter.class).findFirst().orElseThrow(JsonFile::withoutWriter);
        write(file -> benchmarks.write(result, file));
    }

    private static IOException withoutWriter() {
        return new IOException("--json needs the dependency dev.perf:perf-report");
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    private void write(Writing writing) throws IOException {
        if (!isStandardOutput()) {
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

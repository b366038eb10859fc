package dev.perf.spi;

import dev.perf.benchmark.ComparisonResult;
import java.io.IOException;
import java.nio.file.Path;

/** Turns the result of benchmarks into a file. Found with {@link java.util.ServiceLoader}. */
public interface BenchmarkWriter {

    /**
     * Writes the result.
     *
     * @param file where to; its folder exists
     * @throws IOException if the file cannot be written
     */
    void write(ComparisonResult result, Path file) throws IOException;
}

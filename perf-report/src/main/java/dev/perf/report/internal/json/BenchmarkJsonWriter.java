package dev.perf.report.internal.json;

import dev.perf.benchmark.ComparisonResult;
import dev.perf.spi.BenchmarkWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Writes what benchmarks measured as JSON. */
public final class BenchmarkJsonWriter implements BenchmarkWriter {

    /** For {@link java.util.ServiceLoader}. */
    public BenchmarkJsonWriter() {}

    @Override
    public void write(ComparisonResult result, Path file) throws IOException {
        SummaryWriter.write(Benchmarks.of(result), file);
    }
}

package dev.perf.report.internal.json;

import dev.perf.search.CapacityResult;
import dev.perf.spi.CapacityWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code capacity.json}. */
public final class CapacityJsonWriter implements CapacityWriter {

    /** For {@link java.util.ServiceLoader}. */
    public CapacityJsonWriter() {}

    @Override
    public String fileName() {
        return "capacity.json";
    }

    @Override
    public void write(CapacityResult result, Path file) throws IOException {
        SummaryWriter.write(Capacity.of(result), file);
    }
}

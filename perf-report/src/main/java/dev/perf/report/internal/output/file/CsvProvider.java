package dev.perf.report.internal.output.file;

import dev.perf.output.Output;
import dev.perf.output.OutputProvider;

/** Outputs asked for as {@code csv=FILE}. */
public final class CsvProvider implements OutputProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CsvProvider() {}

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String usage() {
        return "csv=FILE";
    }

    @Override
    public Output at(String address) {
        return new FileOutput(FileOutput.Format.CSV, address);
    }
}

package dev.perf.report.internal.output.file;

import dev.perf.output.Output;
import dev.perf.output.OutputProvider;

/** Outputs asked for as {@code json=FILE}. */
public final class JsonProvider implements OutputProvider {

    /** For {@link java.util.ServiceLoader}. */
    public JsonProvider() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String usage() {
        return "json=FILE";
    }

    @Override
    public Output at(String address) {
        return new FileOutput(FileOutput.Format.JSON, address);
    }
}

package dev.perf.report.output;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import java.io.IOException;
import java.util.List;

/** An output that is its settings, with words to change them. */
abstract class Configured implements Output {

    private final Output settings;

    Configured(Output settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public List<String> problems() {
        return settings.problems();
    }

    @Override
    public OpenOutput open(OutputRun run) throws IOException {
        return settings.open(run);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return settings.name();
    }
}

package dev.perf.cli;

import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What must hold, and how the outcome is shown: options of every command that ends with a verdict. */
final class JudgeOptions {

    @Option(
            names = "--threshold",
            paramLabel = "EXPR",
            converter = Values.Expression.class,
            description = "what must hold, else the exit code is 1; may be given several times")
    private List<Threshold> thresholds = new ArrayList<>();

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write the summary as JSON to FILE; - is standard output")
    private @Nullable String json;

    @Option(names = "--quiet", description = "show no progress and no summary, only mistakes")
    private boolean quiet;

    /** For picocli. */
    JudgeOptions() {}

    List<Threshold> thresholds() {
        return thresholds;
    }

    /** Returns the flags that the engine's command gets. */
    List<String> flags() {
        var flags = new ArrayList<String>();
        if (json != null) {
            flags.add("--json=" + json);
        }
        if (quiet) {
            flags.add("--quiet");
        }
        return flags;
    }
}

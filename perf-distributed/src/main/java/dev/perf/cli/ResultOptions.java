package dev.perf.cli;

import dev.perf.engine.ExternalResults;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What results of another tool are called and judged by, and where their report goes. */
final class ResultOptions {

    @Mixin
    private JudgeOptions judge = new JudgeOptions();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "compare limits such as \"baseline + 10%%\" with an earlier result of the same name: its"
                    + " summary.json, or the folder of its report")
    private @Nullable String baseline;

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "put a tag on the result; may be given several times")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--report", paramLabel = "DIR", description = "write the report below DIR; target/perf unless set")
    private @Nullable String report;

    @Option(names = "--no-report", description = "write no report")
    private boolean noReport;

    /** For picocli. */
    ResultOptions() {}

    /** Puts them on results. */
    ExternalResults on(ExternalResults results, @Nullable String name, CommandSpec spec) {
        ExternalResults judged = name == null ? results : results.named(name);
        for (Threshold threshold : judge.thresholds()) {
            judged = judged.threshold(threshold);
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            judged = judged.tag(tag.getKey(), tag.getValue());
        }
        return baseline == null ? judged : judged.baseline(Values.path(baseline, spec));
    }

    /**
     * Returns the flags that the engine's command gets.
     *
     * @throws ParameterException if options exclude each other
     */
    List<String> flags(CommandSpec spec) {
        if (report != null && noReport) {
            throw new ParameterException(spec.commandLine(), "--report and --no-report exclude each other");
        }
        List<String> flags = new ArrayList<>(judge.flags());
        if (report != null) {
            flags.add("--report=" + report);
        }
        if (noReport) {
            flags.add("--no-report");
        }
        return flags;
    }
}

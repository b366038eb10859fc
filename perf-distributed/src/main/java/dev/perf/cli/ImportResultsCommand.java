package dev.perf.cli;

import dev.perf.engine.ExternalResults;
import dev.perf.engine.external.ExternalTool;
import dev.perf.threshold.Threshold;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code perf import-results}: verdict and report on what another tool measured. Sends nothing. */
@Command(
        name = "import-results",
        description = {"Judges and reports what another load-testing tool measured.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf import-results jmeter results.jtl --threshold 'http_req_duration: p(95) < 500ms'",
            "  perf import-results k6 results.csv",
            "  perf import-results ab times.tsv output.txt",
            "  perf import-results locust run_stats.csv run_stats_history.csv run_failures.csv",
            "",
            "Exit codes: 0 passed, 1 a threshold did not hold, 2 mistakes in the command line or the files,",
            "5 a fault of Perf."
        })
final class ImportResultsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TOOL", converter = Tool.class, description = "ab, jmeter, k6 or locust")
    @SuppressWarnings("NullAway.Init") // required
    private ExternalTool tool;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "what it wrote in one run")
    @SuppressWarnings("NullAway.Init") // required
    private List<String> files;

    @Option(
            names = "--threshold",
            paramLabel = "EXPR",
            converter = Values.Expression.class,
            description = "what must hold, else the exit code is 1; may be given several times")
    private List<Threshold> thresholds = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "name of the test; that of the first file unless set")
    private @Nullable String name;

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "put a tag on the result; may be given several times")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--report", paramLabel = "DIR", description = "write the report below DIR; target/perf unless set")
    private @Nullable String report;

    @Option(names = "--no-report", description = "write no report")
    private boolean noReport;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write the summary as JSON to FILE; - is standard output")
    private @Nullable String json;

    @Option(names = "--quiet", description = "show no summary, only mistakes")
    private boolean quiet;

    /** For picocli. */
    ImportResultsCommand() {}

    @Override
    public Integer call() {
        if (report != null && noReport) {
            throw mistake("--report and --no-report exclude each other");
        }
        ExternalResults results =
                ExternalResults.of(tool, files.stream().map(this::path).toArray(Path[]::new));
        if (name != null) {
            results = results.named(name);
        }
        for (Threshold threshold : thresholds) {
            results = results.threshold(threshold);
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            results = results.tag(tag.getKey(), tag.getValue());
        }
        return results.main(flags());
    }

    private List<String> flags() {
        var flags = new ArrayList<String>();
        if (report != null) {
            flags.add("--report=" + report);
        }
        if (noReport) {
            flags.add("--no-report");
        }
        if (json != null) {
            flags.add("--json=" + json);
        }
        if (quiet) {
            flags.add("--quiet");
        }
        return flags;
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw mistake(text + " is no path of this system");
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Reads the names of tools. */
    static final class Tool implements ITypeConverter<ExternalTool> {

        @Override
        public ExternalTool convert(String text) {
            for (ExternalTool tool : ExternalTool.values()) {
                if (tool.word().equals(text)) {
                    return tool;
                }
            }
            throw new TypeConversionException("must be ab, jmeter, k6 or locust, got \"" + text + "\"");
        }
    }
}

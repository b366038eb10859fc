package dev.perf.cli;

import dev.perf.engine.ExternalResults;
import dev.perf.engine.external.ExternalTool;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "  perf import-results locust run_*.csv",
            "",
            "Exit codes: 0 passed, 1 a threshold did not hold, 2 mistakes in the command line or the files,",
            "5 a fault of Perf."
        })
final class ImportResultsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TOOL",
            converter = ToolConverter.class,
            description = "ab, jmeter, k6 or locust")
    @SuppressWarnings("NullAway.Init") // required
    private ExternalTool tool;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "what it wrote in one run")
    @SuppressWarnings("NullAway.Init") // required
    private List<String> files;

    @Mixin
    private ResultOptions options = new ResultOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "name of the test; that of the first file unless set")
    private @Nullable String name;

    /** For picocli. */
    ImportResultsCommand() {}

    @Override
    public Integer call() {
        List<String> flags = options.flags(spec);
        Path[] paths = files.stream().map(file -> Values.path(file, spec)).toArray(Path[]::new);
        return options.on(ExternalResults.of(tool, paths), name, spec).main(flags);
    }
}

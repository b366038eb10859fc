package dev.perf.cli;

import dev.perf.engine.ExternalRun;
import dev.perf.engine.external.ExternalTool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf run-with}: starts another load-testing tool; verdict and report are Perf's. */
@Command(
        name = "run-with",
        description = {"Runs another load-testing tool, and judges and reports what it measures.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        customSynopsis = "perf run-with TOOL [OPTIONS] -- ARGUMENTS OF THE TOOL...",
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf run-with ab --threshold 'http_req_duration: p(95) < 50ms' -- -n 1000 -c 10 http://localhost:8080/",
            "  perf run-with k6 -- run shop.js",
            "  perf run-with locust -- -f shop.py -u 50 -r 10 -t 1m --host http://localhost:8080",
            "  perf run-with jmeter --time-limit 10m -- -t shop.jmx",
            "",
            "Exit codes: 0 passed, 1 a threshold did not hold or the tool said that it failed, 2 mistakes in the",
            "command line, or the tool is not installed or left no results, 4 stopped before the end, 5 a fault of",
            "Perf."
        })
final class RunWithCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TOOL",
            converter = ToolConverter.class,
            description = "ab, jmeter, k6 or locust, which must be installed")
    @SuppressWarnings("NullAway.Init") // required
    private ExternalTool tool;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENTS",
            description = "its own; Perf adds those that make it write its results")
    private List<String> arguments = List.of();

    @Mixin
    private ResultOptions options = new ResultOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "name of the test; that of the tool unless set")
    private @Nullable String name;

    @Option(
            names = "--command",
            paramLabel = "PROGRAM",
            description = "name of the tool's program, or where it is; ab, jmeter, k6 or locust unless set")
    private @Nullable String command;

    @Option(
            names = "--time-limit",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "stop the tool if it takes longer: 30s, 5m; as long as it takes unless set")
    private @Nullable Duration limit;

    /** For picocli. */
    RunWithCommand() {}

    @Override
    public Integer call() {
        List<String> flags = options.flags(spec);
        ExternalRun run = ExternalRun.of(tool, arguments.toArray(String[]::new))
                .judged(results -> options.on(results, name, spec));
        if (command != null) {
            run = run.command(command);
        }
        return (limit == null ? run : run.atMost(limit)).main(flags);
    }
}

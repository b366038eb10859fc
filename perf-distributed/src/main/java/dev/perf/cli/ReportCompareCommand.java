package dev.perf.cli;

import dev.perf.report.Reports;
import dev.perf.report.compare.ComparisonRules;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.StoredRun;
import dev.perf.report.compare.StoredRunException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf report compare}: what changed from one run of a test to another. */
@Command(
        name = "compare",
        description = {"Tells what changed from one run of a test to another.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf report compare target/perf/shop/20261120-140307-a target/perf/shop/20261121-091530-b",
            "  perf report compare baseline target/perf/shop/20261121-091530-b --limit 10% --out target/compared",
            "",
            "Exit codes: 0 nothing is worse, 1 something is worse, 2 mistakes in the command line or the files,",
            "3 the runs cannot be compared."
        })
final class ReportCompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASELINE", description = "folder of the report of the run to compare with")
    @SuppressWarnings("NullAway.Init") // required
    private String baseline;

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "folder of the report of the run to judge")
    @SuppressWarnings("NullAway.Init") // required
    private String candidate;

    @Option(
            names = "--limit",
            paramLabel = "P%",
            converter = Values.Percent.class,
            description = "a change must be larger than this part of the baseline's value; 5%% unless set")
    private @Nullable Double limit;

    @Option(
            names = "--floor",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "a change of a time must be larger than this too; 500us unless set")
    private @Nullable Duration floor;

    @Option(
            names = "--force",
            description = "compare runs that differ in plan, load or machine; the differences are shown")
    private boolean force;

    @Option(names = "--out", paramLabel = "DIR", description = "write compare.html and compare.json into DIR")
    private @Nullable String out;

    /** For picocli. */
    ReportCompareCommand() {}

    @Override
    public Integer call() {
        RunComparison comparison = RunComparison.of(read(baseline), read(candidate), rules());
        PrintWriter console = spec.commandLine().getOut();
        console.print(comparison.describe());
        if (out != null) {
            Path folder = path(out);
            write(comparison, folder);
            console.println();
            console.println("Report: " + folder.resolve("compare.html").toUri());
        }
        console.flush();
        return comparison.outcome().exitCode();
    }

    private ComparisonRules rules() {
        ComparisonRules rules = ComparisonRules.DEFAULTS;
        if (limit != null) {
            rules = rules.relativeLimit(limit);
        }
        if (floor != null) {
            rules = rules.absoluteLimit(floor);
        }
        return force ? rules.force() : rules;
    }

    private StoredRun read(String folder) {
        try {
            return StoredRun.read(path(folder));
        } catch (StoredRunException unusable) {
            throw mistake(String.valueOf(unusable.getMessage()));
        }
    }

    private void write(RunComparison comparison, Path folder) {
        try {
            Reports.write(comparison, folder);
        } catch (IOException unwritable) {
            throw mistake("--out " + folder + " cannot be written: " + unwritable);
        }
    }

    private Path path(String text) {
        return Values.path(text, spec);
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

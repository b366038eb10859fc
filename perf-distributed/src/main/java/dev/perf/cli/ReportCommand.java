package dev.perf.cli;

import dev.perf.engine.conduct.Fleets;
import dev.perf.result.JournalException;
import dev.perf.result.ReportLink;
import dev.perf.result.RunResult;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perf report}: reports of runs that are over. Sends nothing. */
@Command(
        name = "report",
        description = {
            "Makes the report of a run whose generator died before it could, from its journal; compares two runs; or",
            "draws many.",
            ""
        },
        subcommands = {ReportCompareCommand.class, ReportTrendCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf report --rebuild target/perf/shop/20261121-214503-118-2fk1",
            "  perf report compare target/perf/shop/20261120-140307-551-1 target/perf/shop/20261121-214503-118-2fk1",
            "  perf report trend target/history"
        })
final class ReportCommand implements Callable<Integer> {

    private static final int UNWRITABLE = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--rebuild",
            paramLabel = "FOLDER",
            arity = "1..*",
            description = {
                "write the report into the folder of the run, from the journal.bin there; several folders are those of"
                        + " agents whose coordinator died: one report of them all, in the first"
            })
    private @Nullable List<String> rebuild;

    /** For picocli. */
    ReportCommand() {}

    @Override
    public Integer call() {
        if (rebuild == null) {
            throw mistake("say what to do: perf report --rebuild FOLDER, perf report compare BASELINE CANDIDATE, or"
                    + " perf report trend FOLDER");
        }
        RunResult result;
        try {
            result = Fleets.rebuild(rebuild.stream().map(Path::of).toList());
        } catch (JournalException | InvalidPathException unusable) {
            throw mistake(String.valueOf(unusable.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(result.verdict() + ": " + result.reason());
        result.warnings().forEach(warning -> out.println("  warning: " + warning));
        if (result.report() == null) {
            spec.commandLine().getErr().println("no file of the report could be written");
            return UNWRITABLE;
        }
        out.println("report: " + ReportLink.to(result.report()));
        return 0;
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.perf.cli;

import dev.perf.report.Reports;
import dev.perf.report.history.RunHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf report trend}: the page of a history, which each run with {@code --history} makes by itself. */
@Command(
        name = "trend",
        description = {"Draws the runs that were added to a history with --history FOLDER.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExample:%n",
        footer = "  perf report trend target/history --out target/site")
final class ReportTrendCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "folder with the history.jsonl")
    @SuppressWarnings("NullAway.Init") // required
    private String folder;

    @Option(names = "--out", paramLabel = "DIR", description = "write trend.html into DIR; into FOLDER unless set")
    private @Nullable String out;

    /** For picocli. */
    ReportTrendCommand() {}

    @Override
    public Integer call() {
        Path history = Values.path(folder, spec);
        Path target = out == null ? history : Values.path(out, spec);
        RunHistory read = read(history);
        try {
            Reports.write(read, target);
        } catch (IOException unwritable) {
            throw mistake("trend.html in " + target + " cannot be written: " + unwritable);
        }
        PrintWriter console = spec.commandLine().getOut();
        read.problems().forEach(problem -> console.println("  ! " + problem));
        console.println(read.runs().size()
                + (read.runs().size() == 1 ? " run: " : " runs: ")
                + target.resolve("trend.html").toUri());
        console.flush();
        return 0;
    }

    private RunHistory read(Path history) {
        try {
            return RunHistory.read(history);
        } catch (NoSuchFileException missing) {
            throw mistake("there is no file " + missing.getFile() + "; " + missing.getReason());
        } catch (IOException unreadable) {
            throw mistake("the history in " + history + " cannot be read: " + unreadable);
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

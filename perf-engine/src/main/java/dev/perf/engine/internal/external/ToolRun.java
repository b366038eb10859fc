package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.external.ExternalToolException;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.run.ReportFolder;
import dev.perf.engine.internal.run.RunId;
import dev.perf.result.RunResult;
import dev.perf.spi.Execution;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts a tool, and makes the result of what it leaves. */
public final class ToolRun {

    /** How long it may take until a tool that is asked to end has ended. */
    public static final Duration PATIENCE = ToolProcess.PATIENCE.plus(ToolProcess.LAST_PATIENCE);

    private final ExternalTool tool;
    private final ImportPlan results;
    private final ToolCommand command;
    private final Instant startedAt;
    private final String runId;
    private final @Nullable Path report;
    private final Path folder;

    private ToolRun(
            ExternalTool tool,
            ImportPlan results,
            ToolCommand command,
            Instant startedAt,
            String runId,
            @Nullable Path report,
            Path folder) {
        this.tool = tool;
        this.results = results;
        this.command = command;
        this.startedAt = startedAt;
        this.runId = runId;
        this.report = report;
        this.folder = folder;
    }

    /**
     * Starts a tool.
     *
     * @param console takes what it prints to standard output; null for nobody
     * @param isCommand whether the process of the JVM is there for this run alone, so that Ctrl-C is meant for it
     * @throws IOException if the folder of its files cannot be made
     * @throws IllegalArgumentException if arguments or thresholds are of no use
     * @throws ExternalToolException if the tool is not installed, or cannot be started
     */
    public static Execution<RunResult> start(ToolPlan run, @Nullable PrintStream console, boolean isCommand)
            throws IOException {
        ExternalTool tool = run.tool();
        ToolCommand.of(tool, run.arguments(), Path.of(""));
        ImportPlan results = run.results();
        check(results);
        Path program = Program.find(tool, run.command(), System.getenv().getOrDefault("PATH", ""));
        Instant startedAt = Instant.now();
        String runId = RunId.next(startedAt);
        Path reports = run.reports();
        Path report = reports == null ? null : ReportFolder.of(reports, results.test(), runId);
        Path folder = report == null
                ? Files.createTempDirectory("perf-" + tool.word())
                : Files.createDirectories(report.resolve(tool.word()));
        ToolCommand command = ToolCommand.of(tool, run.arguments(), folder);
        var toolRun = new ToolRun(tool, results, command, startedAt, runId, report, folder);
        boolean sharesTerminal = isCommand && ConsoleListener.isTerminal();
        return ToolProcess.follow(
                toolRun.process(program),
                sharesTerminal,
                console,
                folder.resolve(ToolCommand.PRINTED),
                run.limit(),
                toolRun::result);
    }

    /** Finds what can be found before the run; whether a percentile is reported shows only after it. */
    private static void check(ImportPlan results) {
        BaselineThresholds.of(results.thresholds(), results.test(), results.baseline())
                .forEach(threshold -> {
                    Known.require(
                            Known.of(results.tool()), threshold, results.tool().title());
                    if (results.tool() == ExternalTool.LOCUST) {
                        ReportedJudge.requireWholeRun(threshold, results.tool().title());
                    }
                });
    }

    private Process process(Path program) {
        var all = new ArrayList<>(List.of(program.toString()));
        all.addAll(command.arguments());
        var builder = new ProcessBuilder(all)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException unusable) {
            throw new ExternalToolException(program + " cannot be started: " + unusable.getMessage(), unusable);
        }
    }

    private RunResult result(int exitCode, @Nullable String stopped) throws IOException {
        var ending = new Ending(runId, exitCode, stopped);
        try {
            RunResult result = read(command.written(), ending);
            return report == null ? result : ReportFolder.writeInto(result, report);
        } finally {
            if (report == null) {
                delete(folder);
            }
        }
    }

    private RunResult read(List<Path> written, Ending ending) throws IOException {
        boolean isPrinted = written.stream().allMatch(file -> file.endsWith(ToolCommand.PRINTED));
        try {
            if (!isPrinted) {
                return Imported.read(results.of(written), ending);
            }
        } catch (MalformedFileException unusable) {
            if (ending.stopped() == null) {
                throw new ExternalToolException(
                        tool.title() + " left results that cannot be read: " + unusable.getMessage(), unusable);
            }
        } catch (IllegalArgumentException notJudged) {
            throw new ExternalToolException(notJudged.getMessage() + kept(written), notJudged);
        }
        if (ending.stopped() == null) {
            throw new ExternalToolException(tool.title() + " ended with exit code " + ending.exitCode()
                    + " and left no results; what it printed says why");
        }
        return Imported.nothing(results, startedAt, ending);
    }

    private String kept(List<Path> written) {
        return report == null
                ? ""
                : written.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(
                                " ",
                                "; its results are kept, to be read with perf import-results " + tool.word() + " ",
                                ""));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}

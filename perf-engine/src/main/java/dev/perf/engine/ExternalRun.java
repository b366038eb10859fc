package dev.perf.engine;

import static dev.perf.source.Given.given;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.external.ExternalToolException;
import dev.perf.engine.internal.command.Command;
import dev.perf.engine.internal.command.ResultSource;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.external.ToolPlan;
import dev.perf.engine.internal.external.ToolRun;
import dev.perf.result.RunResult;
import dev.perf.spi.Execution;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Another load-testing tool, started by Perf, whose results become those of Perf. Immutable; each method returns a new value.
 *
 * <pre>{@code
 * RunResult result = ExternalRun.of(ExternalTool.AB, "-n", "1000", "-c", "10", "http://localhost:8080/")
 *         .judged(results -> results.threshold("http_req_duration: p(95) < 500ms"))
 *         .reportsTo(Path.of("target/perf"))
 *         .run();
 * }</pre>
 *
 * <p>The tool gets its own arguments and those that make it write its results. These stay in the folder of the report, below
 * the name of the tool. A tool that ends with an exit code other than 0 has not passed, whatever the thresholds say.
 *
 * @param tool which tool
 * @param command name of its program, which is looked for in the folders of {@code PATH}, or a path to it
 * @param arguments its own arguments
 * @param settings what the results are to be called and judged by
 * @param reports folder of all reports; null for none
 * @param limit how long it may take; null for as long as it takes
 */
public record ExternalRun(
        ExternalTool tool,
        String command,
        List<String> arguments,
        UnaryOperator<ExternalResults> settings,
        @Nullable Path reports,
        @Nullable Duration limit) {

    /** Copies the arguments. */
    public ExternalRun {
        arguments = List.copyOf(arguments);
        if (limit != null && !limit.isPositive()) {
            throw new IllegalArgumentException("a tool must have some time to run, got " + limit);
        }
    }

    /**
     * Returns a run of a tool, found by its usual name: {@code ab}, {@code jmeter}, {@code k6} or {@code locust}.
     *
     * @param arguments its own, as they would be given to its program
     */
    public static ExternalRun of(ExternalTool tool, String... arguments) {
        return new ExternalRun(
                given(tool, "tool"),
                tool.word(),
                List.of(given(arguments, "arguments")),
                UnaryOperator.identity(),
                null,
                null);
    }

    /** Returns this run of a program of another name, or in another place. */
    public ExternalRun command(String program) {
        return new ExternalRun(tool, given(program, "program"), arguments, settings, reports, limit);
    }

    /** Returns this run, whose results get thresholds, tags, a baseline or another name than that of the tool. */
    public ExternalRun judged(UnaryOperator<ExternalResults> more) {
        given(more, "more");
        UnaryOperator<ExternalResults> before = settings;
        return new ExternalRun(tool, command, arguments, results -> more.apply(before.apply(results)), reports, limit);
    }

    /** Returns this run, which writes its report and the tool's own files below a folder, as a test does. */
    public ExternalRun reportsTo(Path folder) {
        return new ExternalRun(tool, command, arguments, settings, given(folder, "folder"), limit);
    }

    /** Returns this run, which is stopped if it takes longer: what was measured until then is its result, and its verdict ABORTED. */
    public ExternalRun atMost(Duration time) {
        return new ExternalRun(tool, command, arguments, settings, reports, given(time, "time"));
    }

    /**
     * Starts the tool, which prints to standard output and error.
     *
     * @return the run, which {@link Execution#stop} asks to end as Ctrl-C does
     * @throws ExternalToolException if the tool is not installed or cannot be started; from {@link Execution#await}, if it left no
     *     results that could be read or judged
     * @throws IllegalArgumentException if its arguments, or a threshold, are of no use
     */
    public Execution<RunResult> start() {
        try {
            return ToolRun.start(plan(reports), ConsoleListener.standardOutput(), false);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Starts the tool and waits for its result.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the tool has been ended
     * @throws ExternalToolException if the tool is not installed or left no results
     */
    public RunResult run() throws InterruptedException {
        return start().awaitOrAbort("interrupted from outside");
    }

    /**
     * Runs the tool as a command does: passes on what it prints, ends it on Ctrl-C, prints the summary, writes the report.
     *
     * @param flags {@code --report}, {@code --no-report}, {@code --json}, {@code --quiet}
     * @return the exit code that the process should end with
     */
    public int main(List<String> flags) {
        var source = new ResultSource() {
            @Override
            public Execution<RunResult> start(@Nullable Path folder, @Nullable PrintStream console) throws IOException {
                return ToolRun.start(plan(folder), console, true);
            }

            @Override
            public Duration patience() {
                return ToolRun.PATIENCE;
            }

            @Override
            public String stopping() {
                return tool.title() + " is asked to end, and what it wrote until then is its result";
            }
        };
        return Command.run("Runs " + tool.title() + ", and judges and reports what it measures.", source, flags);
    }

    private ToolPlan plan(@Nullable Path folder) {
        // The files are named when the tool is started; until then its own name stands for them.
        ExternalResults results =
                settings.apply(ExternalResults.of(tool, Path.of(tool.word())).named(tool.word()));
        return new ToolPlan(command, arguments, results.plan(), folder, limit);
    }
}

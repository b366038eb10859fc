package dev.perf.engine.internal.command;

import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.run.ReportFolder;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Execution;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What another tool wrote.
 *
 * @param tool its name
 */
record ExternalSubject(String tool, ResultSource source) implements Subject<RunResult> {

    private static final List<String> FLAGS = List.of("--report", "--no-report", "--json", "--quiet", "--help");

    private static final String HELP = """
        Judges and reports what %s wrote.

          --report DIR       write the report below DIR; target/perf unless set
          --no-report        write no report
          --json FILE        write the summary as JSON to FILE as well; - writes it to standard output
          --quiet            show no summary, only mistakes
          --help             print this

        Exit codes: 0 passed, 1 a threshold did not hold, 2 mistakes in the files or the flags, 5 a fault of Perf.
        """;

    /** What is read is there at once, and cannot be ended. */
    private record Read(RunResult result) implements Execution<RunResult> {

        @Override
        public RunResult await() {
            return result;
        }

        @Override
        public void stop(String reason) {}

        @Override
        public void abort(String reason) {}
    }

    @Override
    public List<String> flags() {
        return FLAGS;
    }

    @Override
    public String help() {
        return HELP.formatted(tool);
    }

    @Override
    public ExternalSubject with(Flags flags) {
        return this;
    }

    @Override
    public List<String> describe() {
        return List.of("reads the results of " + tool);
    }

    /** Is not asked, for the flag is none of theirs. */
    @Override
    public boolean debug(List<String> scenarios, PrintStream console) {
        throw new UsageException("--debug: what another tool did cannot be done again");
    }

    @Override
    public Started<RunResult> start(RunOptions options, PrintStream console, boolean quiet) {
        RunResult result = read();
        Path reports = options.reports();
        if (reports != null) {
            result = ReportFolder.writeInto(result, ReportFolder.of(reports, result.test(), result.runId()));
        }
        ConsoleListener listener = ConsoleListener.on(console, false, System.getenv());
        if (!quiet) {
            listener.onEnd(result);
        }
        return new Started<>(new Read(result), listener::note);
    }

    private RunResult read() {
        try {
            return source.read();
        } catch (IOException unreadable) {
            throw new UsageException(FileTrouble.of(unreadable));
        } catch (IllegalArgumentException unusable) {
            throw new UsageException(String.valueOf(unusable.getMessage()));
        }
    }

    @Override
    public Duration gracefulStop() {
        return Duration.ZERO;
    }

    @Override
    public Verdict verdict(RunResult result) {
        return result.verdict();
    }

    @Override
    public void write(RunResult result, JsonFile file) throws IOException {
        file.write(result);
    }

    @Override
    public void tell(RunResult result, GitHubActions server) {
        server.tell(result);
    }
}

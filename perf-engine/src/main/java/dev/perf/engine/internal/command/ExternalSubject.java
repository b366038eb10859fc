package dev.perf.engine.internal.command;

import dev.perf.engine.external.ExternalToolException;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Execution;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What another tool measured.
 *
 * @param does what is done to get it, as a sentence
 */
record ExternalSubject(String does, ResultSource source) implements Draft<RunResult>, Subject<RunResult> {

    private static final List<String> FLAGS = List.of("--report", "--no-report", "--json", "--quiet", "--help");

    private static final String HELP = """
        %s

          --report DIR       write the report below DIR; target/perf unless set
          --no-report        write no report
          --json FILE        write the summary as JSON to FILE as well; - writes it to standard output
          --quiet            show no summary, only mistakes
          --help             print this

        Exit codes: 0 passed, 1 a threshold did not hold, 2 mistakes in the flags or the files, 4 stopped before the end,
        5 a fault of Perf.
        """;

    /** Shows the result to whoever waits for it first. */
    private record Shown(Execution<RunResult> execution, Consumer<RunResult> show, AtomicBoolean isShown)
            implements Execution<RunResult> {

        @Override
        public RunResult await() throws InterruptedException {
            try {
                RunResult result = execution.await();
                if (isShown.compareAndSet(false, true)) {
                    show.accept(result);
                }
                return result;
            } catch (ExternalToolException unusable) {
                throw new UsageException(String.valueOf(unusable.getMessage()));
            }
        }

        @Override
        public void stop(String reason) {
            execution.stop(reason);
        }

        @Override
        public void abort(String reason) {
            execution.abort(reason);
        }
    }

    @Override
    public List<String> flags() {
        return FLAGS;
    }

    @Override
    public String help() {
        return HELP.formatted(does);
    }

    @Override
    public ExternalSubject with(Flags flags) {
        return this;
    }

    @Override
    public List<String> describe() {
        return List.of(does);
    }

    /** Is not asked, for the flag is none of theirs. */
    @Override
    public boolean debug(List<String> scenarios, PrintStream console) {
        throw new UsageException("--debug: what another tool did cannot be done again");
    }

    @Override
    public Started<RunResult> start(RunOptions options, PrintStream console, boolean quiet) {
        ConsoleListener listener = ConsoleListener.on(console, false, System.getenv());
        try {
            Execution<RunResult> execution = source.start(options.reports(), quiet ? null : console);
            return new Started<>(
                    new Shown(execution, quiet ? result -> {} : listener::onEnd, new AtomicBoolean()), listener::note);
        } catch (IOException unreadable) {
            throw new UsageException(FileTrouble.of(unreadable));
        } catch (IllegalArgumentException | ExternalToolException unusable) {
            throw new UsageException(String.valueOf(unusable.getMessage()));
        }
    }

    @Override
    public Duration gracefulStop() {
        return source.patience();
    }

    @Override
    public String stopping() {
        return source.stopping();
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

package dev.perf.engine;

import dev.perf.engine.internal.command.ResultSource;
import dev.perf.engine.internal.run.ReportFolder;
import dev.perf.result.RunResult;
import dev.perf.spi.Execution;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Results that are there already, in files. */
record ReadResults(ExternalResults results) implements ResultSource {

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
    public Execution<RunResult> start(@Nullable Path reports, @Nullable PrintStream console) throws IOException {
        RunResult result = results.read();
        return new Read(
                reports == null
                        ? result
                        : ReportFolder.writeInto(result, ReportFolder.of(reports, result.test(), result.runId())));
    }
}

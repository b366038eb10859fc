package dev.perf.engine.internal.command;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputProvider;
import dev.perf.output.OutputRun;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** An output for command lines, {@code noting=ADDRESS}, that notes its runs. */
public final class NotingProvider implements OutputProvider {

    /** The runs that it was opened for, as {@code address: is it a command, intervals}. */
    static final Deque<String> RUNS = new ArrayDeque<>();

    @Override
    public String name() {
        return "noting";
    }

    @Override
    public String usage() {
        return "noting=ADDRESS";
    }

    @Override
    public Output at(String address) {
        return new Output() {
            @Override
            public String name() {
                return "noting " + address;
            }

            @Override
            public List<String> problems() {
                return address.isEmpty() ? List.of("it has no address; name one") : List.of();
            }

            @Override
            public OpenOutput open(OutputRun run) {
                return new Noting(address, run);
            }
        };
    }

    private static final class Noting implements OpenOutput {
        private final String address;
        private final OutputRun run;
        private int intervals;

        Noting(String address, OutputRun run) {
            this.address = address;
            this.run = run;
        }

        @Override
        public List<String> notes() {
            return List.of("notes are at " + address);
        }

        @Override
        public void add(Instant at, Snapshot snapshot) {
            intervals++;
        }

        @Override
        public List<String> end(RunResult result) {
            return List.of();
        }

        @Override
        public void close() {
            RUNS.add(address + ": " + run.isCommand() + ", " + intervals);
        }
    }
}

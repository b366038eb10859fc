package dev.perf.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perf report}: what is done with reports of runs that are over. */
@Command(
        name = "report",
        description = "Works on reports of runs that are over.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ReportCompareCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class)
final class ReportCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** For picocli. */
    ReportCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: perf report compare BASELINE CANDIDATE");
    }
}

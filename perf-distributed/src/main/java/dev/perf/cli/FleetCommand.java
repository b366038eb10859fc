package dev.perf.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perf fleet}: the machines that run tests together. */
@Command(
        name = "fleet",
        description = {"Prepares machines that run tests together.", ""},
        subcommands = FleetInitCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        descriptionHeading = "")
final class FleetCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** For picocli. */
    FleetCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: perf fleet init --agents NAME,NAME");
    }
}

package dev.perf.cli;

import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code perf} command. */
@Command(
        name = "perf",
        description = "Load testing for Java teams.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            InitCommand.class,
            QuickCommand.class,
            ImportCommand.class,
            ImportResultsCommand.class,
            RunWithCommand.class,
            ReportCommand.class,
            AgentCommand.class,
            AgentsCommand.class,
            FleetCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class)
public final class PerfCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** For picocli. */
    PerfCommand() {}

    /** Runs the command and exits the process with its code; {@code --help} tells what it can do. */
    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    /** Runs the command and returns the exit code that the process should end with. */
    static int run(String... arguments) {
        var command = new CommandLine(new PerfCommand());
        // Behind the test all flags are the test's, --help as well.
        Objects.requireNonNull(command.getSubcommands().get("run")).setStopAtPositional(true);
        return command
                // "@" begins the file of a body here, not one of arguments.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(PerfCommand::explain)
                .setUsageHelpAutoWidth(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: perf run FILE|CLASS, perf init, perf quick URL, perf import FILE, perf run-with TOOL"
                    + " -- ARGUMENTS, perf import-results TOOL FILE, perf report --rebuild FOLDER, perf report compare"
                    + " BASELINE CANDIDATE, perf agent --join HOST:PORT, perf agents --fleet SPEC, perf fleet init, or"
                    + " perf --help");
    }

    /** One line that says what is wrong, and where help is. */
    private static int explain(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(mistake.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println(command.getCommandSpec().qualifiedName() + " --help lists what is allowed");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}

package dev.perf.cli;

import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.spi.FileEngine;
import dev.perf.spi.Suite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code perf run FILE} of a file that lists tests. */
@Command(
        name = "run",
        description = {"Runs the tests that a file lists, on the fleet that it names.", ""},
        customSynopsis = "perf run FILE [FLAGS OF LISTS...]",
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%n",
        footer = {
            "Exit codes: 0 all passed; else the highest of 1 a threshold did not hold, 3 the agents were the limit,",
            "4 stopped, lost or refused by the fleet; 2 mistakes in the file, its tests or the flags."
        })
final class SuiteCommand implements Callable<Integer> {

    private static final int MISTAKE = 2;

    private final TestFile file;
    private final Suite suite;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--fleet",
            paramLabel = "SPEC",
            description = "the agents that the tests share, such as local:3 or host1:7800,host2:7800; those of the file"
                    + " unless set, else one process of this machine")
    private @Nullable String fleet;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "write the reports below DIR; where the file says unless set, else target/perf")
    private @Nullable Path report;

    @Option(names = "--env", paramLabel = "E", description = "environment of the list, not of its tests")
    @SuppressWarnings("UnusedVariable") // read before the others, by chosen()
    private @Nullable String environment;

    @Option(names = "--profile", paramLabel = "P", description = "profile of the list, not of its tests")
    @SuppressWarnings("UnusedVariable") // read before the others, by chosen()
    private @Nullable String profile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a value over that of the list; may be given several times")
    private List<String> settings = List.of();

    @Option(names = "--quiet", description = "print only mistakes, and the table of those that have not passed")
    private boolean quiet;

    @Option(names = "--dry-run", description = "check all tests, print a line for each, and send nothing")
    private boolean dryRun;

    @Option(names = "--print-config", description = "print what the list comes to, and where each value is from")
    private boolean printConfig;

    @Option(names = "--help", usageHelp = true, description = "print this")
    @SuppressWarnings("UnusedVariable") // picocli prints the help
    private boolean help;

    private SuiteCommand(TestFile file, Suite suite) {
        this.file = file;
        this.suite = suite;
    }

    /**
     * Runs the tests of a file, and returns the exit code; returns null where the file is a test itself.
     *
     * @param flags behind the file
     */
    static @Nullable Integer run(TestFile given, List<String> flags) {
        TestFile file = chosen(given, flags);
        Suite suite;
        try {
            suite = FileEngine.find().suite(file);
        } catch (InvalidTestFileException mistakes) {
            System.err.println(mistakes.getMessage());
            return MISTAKE;
        }
        if (suite == null) {
            return null;
        }
        return new CommandLine(new SuiteCommand(file, suite))
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((mistake, arguments) -> explain(mistake, given))
                .execute(flags.toArray(String[]::new));
    }

    /** Whether the file is a list is known only with what applies of it; other flags are read after that. */
    private static TestFile chosen(TestFile file, List<String> flags) {
        TestFile chosen = file;
        for (int i = 0; i < flags.size(); i++) {
            int equals = flags.get(i).indexOf('=');
            String flag = equals < 0 ? flags.get(i) : flags.get(i).substring(0, equals);
            if (!List.of("--env", "--profile", "--set").contains(flag) || equals < 0 && i + 1 == flags.size()) {
                continue;
            }
            String value = equals < 0 ? flags.get(++i) : flags.get(i).substring(equals + 1);
            chosen = switch (flag) {
                case "--env" -> chosen.environment(value);
                case "--profile" -> chosen.profile(value);
                default -> value.indexOf('=') <= 0 ? chosen : with(chosen, value);
            };
        }
        return chosen;
    }

    private static TestFile with(TestFile file, String setting) {
        int equals = setting.indexOf('=');
        return file.set(setting.substring(0, equals).strip(), setting.substring(equals + 1));
    }

    private static int explain(ParameterException mistake, TestFile file) {
        PrintWriter err = mistake.getCommandLine().getErr();
        String unknown = mistake instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().getFirst()
                : null;
        err.println(
                unknown == null
                        ? mistake.getMessage()
                        : file.path() + " lists tests, and " + unknown + " is no flag of a list; say it in the file of"
                                + " the test, or under \"set\" of the test in the list");
        err.println("perf run " + file.path() + " --help lists what is allowed");
        return MISTAKE;
    }

    @Override
    public Integer call() throws InterruptedException {
        for (String setting : settings) {
            if (setting.indexOf('=') <= 0) {
                throw mistake("--set " + setting + ": must have the form KEY=VALUE, such as fleet=local:2");
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (printConfig) {
            FileEngine.find().effective(file).forEach(out::println);
            return 0;
        }
        if (!quiet) {
            tell(suite.notes(), spec.commandLine().getErr());
        }
        try {
            var run = new SuiteRun(suite, report);
            List<String> mistakes = run.mistakes();
            if (!mistakes.isEmpty()) {
                mistakes.forEach(spec.commandLine().getErr()::println);
                return MISTAKE;
            }
            if (dryRun) {
                run.describe().forEach(out::println);
                return 0;
            }
            return run.on(fleet(), quiet ? line -> {} : System.out::println, System.out::println);
        } catch (FleetException | IllegalArgumentException refused) {
            throw mistake(String.valueOf(refused.getMessage()));
        }
    }

    private static void tell(List<String> notes, PrintWriter err) {
        if (!notes.isEmpty()) {
            err.println("Not used, for nothing that is measured depends on it:");
            notes.forEach(note -> err.println("  " + note));
        }
    }

    private Fleet fleet() {
        try {
            return fleet == null ? Objects.requireNonNullElse(suite.fleet(), Fleet.local(1)) : Fleet.parse(fleet);
        } catch (FleetException | IllegalArgumentException refused) {
            throw mistake("--fleet: " + refused.getMessage());
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.perf.engine.internal.command;

import dev.perf.engine.internal.console.CapacityConsole;
import dev.perf.engine.internal.search.CapacitySearch;
import dev.perf.engine.internal.search.SearchListener;
import dev.perf.plan.InvalidPlanException;
import dev.perf.search.CapacityResult;
import dev.perf.search.SearchPlan;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Runs a search as a command does. */
public final class SearchCommand {

    private static final int USAGE = 2;
    private static final int FAULT = 5;

    private static final String HELP = """
        Searches for the capacity of the system that the test "%s" puts under load.

          --base-url URL     send requests that begin with / to URL
          --report DIR       write the report below DIR; target/perf unless set
          --no-report        write no report
          --json FILE        write capacity.json to FILE as well; - writes it to standard output
          --tag KEY=VALUE    put a tag on each step; may be given several times
          --seed N           make random choices repeatable
          --quiet            show nothing but mistakes
          --dry-run          check the search, print its plan, and send nothing
          --help             print this

        Exit codes: 0 found, or every level held, 1 the lowest level did not hold, 2 mistakes in the test or its
        flags, 3 the generator was the limit, 4 out of time or stopped before the end, 5 a fault of Perf.
        """;

    private SearchCommand() {}

    /**
     * Reads the flags, searches with a line per step, writes reports, and ends gracefully on Ctrl-C.
     *
     * @return the exit code that the process should end with
     */
    public static int run(SearchPlan plan, List<String> arguments) {
        try {
            Flags flags = Flags.parse(arguments);
            if (flags.help) {
                System.out.print(HELP.formatted(plan.test().name()));
                return 0;
            }
            refuse(flags.users, "--users");
            refuse(flags.rate, "--rate");
            refuse(flags.duration, "--duration");
            refuse(flags.profile, "--profile");
            SearchPlan changed = plan.withTest(Overrides.apply(flags, plan.test()));
            return flags.dryRun ? dryRun(changed) : run(changed, flags);
        } catch (UsageException | InvalidPlanException mistake) {
            System.err.println(mistake.getMessage());
            return USAGE;
        } catch (CompletionException fault) {
            System.err.println(fault.getMessage() + ": " + fault.getCause());
            return FAULT;
        } catch (IOException unwritable) {
            System.err.println("the file that --json asks for cannot be written: " + unwritable);
            return FAULT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FAULT;
        }
    }

    private static void refuse(@Nullable Object value, String flag) {
        if (value != null) {
            throw new UsageException(
                    flag + ": a search finds its load by itself; set its levels and times in the test");
        }
    }

    private static int dryRun(SearchPlan plan) {
        CapacitySearch.validate(plan);
        System.out.println("test \"" + plan.test().name() + "\" is valid; nothing was sent");
        System.out.println("  search      " + plan);
        System.out.println("  seed        " + plan.test().seed());
        plan.test().thresholds().forEach(threshold -> System.out.println("  holding     " + threshold.expression()));
        return 0;
    }

    private static int run(SearchPlan plan, Flags flags) throws InterruptedException, IOException {
        String json = flags.json;
        // Standard output belongs to the JSON where that goes there.
        PrintStream out = "-".equals(json) ? System.err : System.out;
        Path report = flags.report;
        RunOptions options =
                report == null ? RunOptions.DEFAULTS.withoutReport() : RunOptions.DEFAULTS.reportsTo(report);
        CapacityConsole console = CapacityConsole.on(out, System.getenv());
        CapacitySearch search = CapacitySearch.start(plan, options, flags.quiet ? SearchListener.NONE : console);
        Interruption interruption = Interruption.stops(
                plan.gracefulStop(), search::stop, () -> search.await().verdict(), console::note);
        try {
            CapacityResult result = search.await();
            if (json != null) {
                JsonFile.write(result, json, System.out);
            }
            return result.verdict().exitCode();
        } catch (InterruptedException interrupted) {
            search.abort("interrupted from outside");
            throw interrupted;
        } finally {
            interruption.over();
        }
    }
}

package dev.perf.engine.internal.command;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Runs a test as a command does. */
public final class Command {

    private static final int USAGE = 2;
    private static final int FAULT = 5;

    private Command() {}

    /**
     * Reads the flags, runs the plan with a console, writes reports, and ends gracefully on Ctrl-C.
     *
     * @return the exit code that the process should end with
     */
    public static int run(TestPlan plan, List<String> arguments) {
        try {
            Flags flags = Flags.parse(arguments);
            if (flags.help) {
                System.out.print(Flags.HELP.formatted(plan.name(), Flags.profiles()));
                return 0;
            }
            TestPlan changed = Overrides.apply(flags, plan);
            return flags.dryRun ? dryRun(changed) : run(changed, flags);
        } catch (UsageException | InvalidPlanException mistake) {
            System.err.println(mistake.getMessage());
            return USAGE;
        } catch (CompletionException fault) {
            System.err.println(fault.getMessage() + ": " + fault.getCause());
            return FAULT;
        } catch (IOException unwritable) {
            System.err.println("the summary that --json asks for cannot be written: " + unwritable);
            return FAULT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FAULT;
        }
    }

    private static int dryRun(TestPlan plan) {
        LoadRun.validate(plan, new SystemClock());
        DryRun.describe(plan).forEach(System.out::println);
        return 0;
    }

    private static int run(TestPlan plan, Flags flags) throws InterruptedException, IOException {
        String json = flags.json;
        // Standard output belongs to the JSON where that goes there.
        PrintStream console = "-".equals(json) ? System.err : System.out;
        Path report = flags.report;
        RunOptions options =
                report == null ? RunOptions.DEFAULTS.withoutReport() : RunOptions.DEFAULTS.reportsTo(report);
        ConsoleListener listener = ConsoleListener.on(console, !flags.quiet, System.getenv());
        if (!flags.quiet) {
            options = options.listener(listener);
        }
        LoadRun run = LoadRun.startRehearsed(plan, options);
        Interruption interruption = Interruption.stops(run, plan, listener::note);
        try {
            RunResult result = run.await();
            if (json != null) {
                JsonFile.write(result, json, System.out);
            }
            return result.verdict().exitCode();
        } catch (InterruptedException interrupted) {
            run.abort("interrupted from outside");
            throw interrupted;
        } finally {
            interruption.over();
        }
    }
}

package dev.perf.engine.internal.command;

import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.engine.internal.settings.ConfiguredTest;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.fleet.Fleet;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.FleetEngine;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what a file has configured from code, on the fleet and with the reports that the file asks for. */
public final class ConfiguredRun {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRun.class);

    private ConfiguredRun() {}

    /**
     * Begins the run. What the file says and is not used, and files that cannot be written at its end, go to the log.
     *
     * @throws IllegalStateException if the test needs a module that is missing
     */
    public static Run start(ConfiguredTest test) throws InterruptedException {
        test.notes().forEach(LOG::warn);
        TestPlan plan = plan(test);
        RunOptions options = options(test.report());
        Fleet fleet = test.fleet();
        return fleet == null
                ? LoadRun.startRehearsed(plan, ConsoleListener.watching(options))
                : FleetEngine.find().start(plan, fleet, options, test.changes());
    }

    private static TestPlan plan(ConfiguredTest test) {
        String live = test.report().live();
        TestPlan plan = test.plan();
        try {
            return live == null
                    ? plan
                    : plan.withObservation(plan.observation().withOutputs(List.of(OutputFlags.livePage(live))));
        } catch (UsageException missing) {
            throw new IllegalStateException(missing.getMessage(), missing);
        }
    }

    /** Returns the options of a run whose result goes where a file says. */
    static RunOptions options(ReportSettings settings) {
        try {
            ResultFiles files = ResultFiles.of(Flags.parse(List.of()), settings);
            return files.options().listener(new RunListener() {
                @Override
                public void onEnd(RunResult result) {
                    write(result, files);
                }
            });
        } catch (UsageException contradiction) {
            throw new IllegalStateException(contradiction.getMessage(), contradiction);
        }
    }

    private static void write(RunResult result, ResultFiles files) {
        files.copies().write(result.report()).forEach(LOG::warn);
        if (files.json() != null) {
            try {
                new JsonFile(files.json(), System.out).write(result);
            } catch (IOException unwritable) {
                LOG.warn("the summary cannot be written: {}", FileTrouble.of(unwritable));
            }
        }
    }
}

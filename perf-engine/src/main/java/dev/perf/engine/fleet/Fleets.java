package dev.perf.engine.fleet;

import dev.perf.engine.internal.command.PlanFlags;
import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.plan.TestPlan;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Begins runs on several agents. */
public final class Fleets {

    private Fleets() {}

    /**
     * Conducts a run whose load comes from agents: merges what they measure, judges thresholds, writes the report.
     *
     * @param plan the plan, which is valid
     * @param load the agents, ready
     */
    public static Run conduct(TestPlan plan, RunOptions options, FleetLoad load) {
        throw new UnsupportedOperationException("not there yet: " + plan + options + load);
    }

    /**
     * Gets ready to put on a share of a plan's load in this process.
     *
     * @param folder where the journal of the share is kept
     * @throws dev.perf.plan.InvalidPlanException if the plan has mistakes
     */
    public static ShareRun prepare(TestPlan plan, Share share, Path folder) {
        throw new UnsupportedOperationException("not there yet: " + plan + share + folder);
    }

    /**
     * Returns what tells two plans apart, line by line: what lambdas do aside, the seed, and everything secret. The same
     * on every machine.
     */
    public static String outline(TestPlan plan) {
        return PlanOutline.of(plan);
    }

    /**
     * Returns a plan with flags of a test's command line put on it, such as {@code --users 200}; those that say what
     * becomes of the result are ignored.
     *
     * @throws IllegalArgumentException if a flag is malformed or has nothing to change; the message says which
     */
    public static TestPlan plan(TestPlan plan, List<String> flags) {
        return PlanFlags.apply(plan, flags);
    }

    /**
     * Returns the files that a plan names and that are there, as it names them: data of feeders, bodies to be sent,
     * schemas of checks, and keys. What a lambda opens is not among them.
     */
    public static Collection<Path> files(TestPlan plan) {
        return PlanFiles.of(plan);
    }

    /** Returns the version of Perf in this process. */
    public static String version() {
        return PerfVersion.CURRENT;
    }
}

package dev.perf.engine.fleet;

import dev.perf.engine.internal.run.FleetRebuild;
import dev.perf.engine.internal.run.ShareConductor;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.nio.file.Path;
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
     * @param folder where the journal of the share is kept; there, and its name is that of the run
     * @throws dev.perf.plan.InvalidPlanException if the plan has mistakes
     */
    public static ShareRun prepare(TestPlan plan, Share share, Path folder) {
        return ShareConductor.prepare(plan, share, folder);
    }

    /**
     * Makes the report of a run on agents whose coordinator died, from the journals that the agents kept, into the first of
     * their folders. Of a single folder, which may be the coordinator's, it does what {@link dev.perf.Perf#rebuildReport}
     * does.
     *
     * @param folders folders of agents, or the journals in them, all of the same run
     * @return the result; without a report where no file could be written
     * @throws dev.perf.result.JournalException if one of them has no journal that can be read, or they are of different runs
     */
    public static RunResult rebuild(List<Path> folders) {
        return FleetRebuild.report(folders);
    }

    /** Returns what tells two plans apart, lambdas aside, line by line. */
    public static String outline(TestPlan plan) {
        throw new UnsupportedOperationException("not there yet: " + plan);
    }
}

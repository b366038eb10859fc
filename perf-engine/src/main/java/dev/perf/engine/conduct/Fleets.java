package dev.perf.engine.conduct;

import dev.perf.engine.fleet.FleetLoad;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.fleet.ShareRun;
import dev.perf.engine.internal.command.PlanFlags;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.run.FleetRebuild;
import dev.perf.engine.internal.run.JudgedTags;
import dev.perf.engine.internal.run.LateAgents;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.engine.internal.run.PlanSums;
import dev.perf.engine.internal.run.ShareConductor;
import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Begins runs on several agents. */
public final class Fleets {

    private Fleets() {}

    /**
     * Conducts a run whose load comes from agents: merges what they measure, judges thresholds, writes the report.
     *
     * @param plan the plan, which is valid
     * @param load the agents, ready; given back when the run has ended, and when it cannot begin
     * @param over is called when the run has ended, and when it cannot begin
     * @throws dev.perf.plan.InvalidPlanException if the plan has mistakes
     */
    public static Run conduct(TestPlan plan, RunOptions options, FleetLoad load, Runnable over) {
        return LoadRun.conduct(plan, ConsoleListener.watching(options), load, over);
    }

    /**
     * Finds the mistakes of a plan before any agent is asked.
     *
     * @throws dev.perf.plan.InvalidPlanException if it has mistakes
     */
    public static void validate(TestPlan plan) {
        LoadRun.validateForFleet(plan);
    }

    /** Returns the highest rate of the open loads of a plan, in arrivals per second; 0 where it has none. */
    public static double peakPerSecond(TestPlan plan) {
        return PlanSums.peak(plan).perSecond();
    }

    /** Returns the longest graceful stop of the loads of a plan. */
    public static Duration gracefulStop(TestPlan plan) {
        return plan.workloads().stream()
                .map(workload -> workload.load().gracefulStop())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Returns why no agent may join a run of a plan late, as the rest of a sentence; null where any may. */
    public static @Nullable String whyNoLateAgents(TestPlan plan) {
        return LateAgents.whyNot(plan);
    }

    /**
     * Gets ready to put on a share of a plan's load in this process.
     *
     * @param folder where the journal of the share is kept; there, and its name is that of the run
     * @throws dev.perf.plan.InvalidPlanException if the plan has mistakes
     */
    public static ShareRun prepare(TestPlan plan, Share share, Path folder) {
        return prepare(plan, share, Map.of(), folder);
    }

    /**
     * Gets ready to put on a share of a load in this process, whose plan need not have all that the run is judged by.
     *
     * @param judged what {@link #judgedTags} returns for the plan of whoever conducts the run
     * @param folder where the journal of the share is kept; there, and its name is that of the run
     * @throws dev.perf.plan.InvalidPlanException if the plan has mistakes
     */
    public static ShareRun prepare(TestPlan plan, Share share, Map<String, Set<String>> judged, Path folder) {
        return ShareConductor.prepare(plan, share, judged, folder);
    }

    /**
     * Returns the tags that thresholds and objectives of a plan ask for, with their values: however many series there are,
     * samples with one of these keep it.
     */
    public static Map<String, Set<String>> judgedTags(TestPlan plan) {
        return JudgedTags.of(plan);
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

    /**
     * Returns what tells two plans apart for agents, line by line: what lambdas do aside, the seed, and everything secret.
     * The same on every machine.
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

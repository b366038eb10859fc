package dev.perf.engine.internal.run;

import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.Strategy;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Background;
import dev.perf.scenario.Block;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many records of a feeder a workload draws, by the arithmetic of its load: none of its users fails, and none of its
 * arrivals is dropped.
 *
 * @param perUser draws in the life of each user, beside its iterations
 * @param perIteration draws in each iteration
 * @param exact whether there are no more, as there may be where steps are chosen, repeated or left out
 */
record PlannedDraws(Workload workload, long perUser, long perIteration, boolean exact) {

    static PlannedDraws of(Workload workload, Feeder feeder) {
        long forLife = workload.scenario().feeders().stream()
                .filter(drawn -> drawn == feeder)
                .count();
        Count start = count(workload.scenario().onStart(), feeder);
        Count steps = count(workload.scenario().steps(), feeder);
        Count stop = count(workload.scenario().onStop(), feeder);
        return new PlannedDraws(
                workload,
                forLife + start.least(),
                steps.least(),
                start.exact() && steps.exact() && stop.exact() && stop.least() == 0);
    }

    private record Count(long least, boolean exact) {}

    private static Count count(List<? extends Step> steps, Feeder feeder) {
        long least = 0;
        boolean exact = true;
        for (Step step : steps) {
            Count in = count(step, feeder);
            least += in.least();
            exact &= in.exact();
        }
        return new Count(least, exact);
    }

    private static Count count(Step step, Feeder feeder) {
        if (step instanceof Step.Feed feed) {
            Integer records = feed.records();
            return new Count(feed.feeder() != feeder ? 0 : records == null ? 1 : records, true);
        }
        Count parts = count(step.parts(), feeder);
        if ((parts.exact() && parts.least() == 0) || isDoneOnce(step)) {
            return parts;
        }
        return step instanceof Loop.Times loop
                ? new Count(loop.times() * parts.least(), parts.exact())
                : new Count(0, false);
    }

    /** Tells whether all parts of {@code step} are done, once each. */
    private static boolean isDoneOnce(Step step) {
        return step instanceof Step.Group
                || step instanceof Step.InParallel
                || step instanceof Background.Started
                || step instanceof Block.Sequence;
    }

    boolean any() {
        return perUser + perIteration > 0 || !exact;
    }

    /** Returns how many records are drawn. */
    long records(Strategy strategy) {
        long users = users(workload.load());
        if (strategy == Strategy.PER_USER) {
            return users;
        }
        return switch (workload.load()) {
            case ClosedLoad ignored -> users * (perUser + perIteration);
            case IterationLoad load -> users * perUser + load.total() * perIteration;
            case OpenLoad ignored -> users * (perUser + perIteration);
        };
    }

    /** How many iterations users go through in a time, nobody knows beforehand. */
    boolean isExact() {
        return exact && !(workload.load() instanceof ClosedLoad && perIteration > 0);
    }

    /** Tells whether the number follows from chance. */
    boolean isRandom() {
        return workload.load() instanceof OpenLoad load && load.isPoisson();
    }

    /** Returns when, since the start of the load, the record after the first {@code records} is missed, if that is known. */
    @Nullable
    Duration missedAfter(long records) {
        if (!(workload.load() instanceof OpenLoad load) || load.isPoisson() || !exact) {
            return null;
        }
        long arrival = records / (perUser + perIteration);
        ArrivalSchedule schedule = ArrivalSchedule.of(load);
        return arrival < schedule.count() ? Duration.ofNanos(schedule.startOf(arrival)) : null;
    }

    /** Returns how many users a load starts. */
    private static long users(LoadProfile profile) {
        return switch (profile) {
            case OpenLoad load -> ArrivalSchedule.of(load).count();
            case IterationLoad load -> load.users();
            case ClosedLoad load -> {
                long started = 0;
                int running = 0;
                int users = load.startUsers();
                for (ClosedLoad.Stage stage : load.stages()) {
                    if (stage.duration().isPositive()) {
                        started += Math.max(0, users - running) + Math.max(0, stage.users() - users);
                        running = stage.users();
                    }
                    users = stage.users();
                }
                yield started;
            }
        };
    }
}

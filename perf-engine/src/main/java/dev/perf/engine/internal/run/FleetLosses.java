package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.journal.WorkloadEnd;
import dev.perf.engine.internal.journal.WorkloadEnd.Kind;
import dev.perf.engine.internal.measure.FleetAggregation;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.load.IterationLoad;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Knows how the load was divided, and keeps the account of agents that were lost: of what was due on one until others had
 * its share, what it has not told of is missing. Where the run is stopped, nothing is due any more. Belongs to the
 * conductor.
 */
final class FleetLosses {

    /**
     * A division of the load.
     *
     * @param weights by the places of the agents
     * @param from time of the run from which it holds
     */
    private record Division(List<Integer> weights, Duration from) {

        boolean has(int agent) {
            return agent < weights.size() && weights.get(agent) > 0;
        }
    }

    /**
     * An agent that was lost, and whose share nobody has so far.
     *
     * @param since time of the run from which its share is missing
     * @param noticedNanos when it was lost, by the clock
     */
    private record Lost(Duration since, long noticedNanos) {}

    /**
     * What was due on a lost agent is to be counted.
     *
     * @param to load time up to which it was missing
     */
    private record Gap(int agent, long to) {}

    private final TestPlan plan;
    private final List<WorkloadTurn> turns;
    private final LoadTime time;
    private final Clock clock;
    private final FleetMerge merge;
    private final FleetAggregation agents;
    private final KnownAgents known;
    private final List<Division> divisions = new ArrayList<>();
    private final List<PlanSums.Divided> divided = new ArrayList<>();
    private final Map<String, List<PlanSums.Level>> levels = new HashMap<>();
    private final Map<Integer, Lost> untaken = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long stoppedAt = Long.MAX_VALUE;

    /**
     * Creates the account of one run.
     *
     * @param turns the workloads, in the plan's order
     * @param weights the division at the start
     */
    FleetLosses(
            TestPlan plan,
            List<WorkloadTurn> turns,
            LoadTime time,
            Clock clock,
            FleetMerge merge,
            FleetAggregation agents,
            KnownAgents known,
            List<Integer> weights) {
        this.plan = plan;
        this.turns = turns;
        this.time = time;
        this.clock = clock;
        this.merge = merge;
        this.agents = agents;
        this.known = known;
        add(new Division(List.copyOf(weights), Duration.ZERO));
    }

    private void add(Division division) {
        divisions.add(division);
        divided.add(new PlanSums.Divided(
                division.weights(),
                Duration.ofNanos(time.elapsedAt(division.from().toNanos()))));
    }

    /** Returns the weights of the latest division. */
    List<Integer> weights() {
        return divisions.getLast().weights();
    }

    /** Returns the time of the run from which the latest division holds. */
    Duration dividedFrom() {
        return divisions.getLast().from();
    }

    /** A rate was set while the run was under way. */
    void rateSet(String scenario, PlanSums.Level level) {
        levels.computeIfAbsent(scenario, ignored -> new ArrayList<>()).add(level);
    }

    /** The run is stopped at a load time; only the first one counts. */
    void stopped(long at) {
        stoppedAt = Math.min(stoppedAt, at);
    }

    /** Returns until when a loss is so new that others may be about to have the share, by the clock. */
    long unsettledUntil(Duration patience) {
        return untaken.values().stream()
                .mapToLong(lost -> lost.noticedNanos() + patience.toNanos())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** An agent is lost; others may have its share already, where it was to leave. */
    void lost(int agent) {
        Division taken = null;
        boolean had = false;
        for (Division division : divisions) {
            taken = division.has(agent) ? null : had && taken == null ? division : taken;
            had |= division.has(agent);
        }
        if (!had) {
            return;
        }
        Lost lost = new Lost(missingSince(agent), clock.nanos());
        if (taken == null) {
            untaken.put(agent, lost);
        } else {
            takenOver(agent, lost, taken);
        }
    }

    /** One that was stopped has told when, and went on to measure after that. */
    private Duration missingSince(int agent) {
        return merge.workloadEnds(agent).stream()
                .filter(end -> end.kind() == Kind.CUT)
                .map(WorkloadEnd::at)
                .min(Duration::compareTo)
                .map(cut -> Duration.ofNanos(time.momentOf(cut.toNanos())))
                .orElseGet(() -> agents.heard(agent));
    }

    /**
     * The load is divided in another way.
     *
     * @return the lost agents whose shares others have from then on
     */
    List<Integer> share(List<Integer> weights, Duration from) {
        var division = new Division(List.copyOf(weights), from);
        add(division);
        List<Integer> replaced =
                untaken.keySet().stream().filter(agent -> !division.has(agent)).toList();
        for (int agent : replaced) {
            takenOver(agent, Objects.requireNonNull(untaken.remove(agent)), division);
        }
        return replaced;
    }

    private void takenOver(int agent, Lost lost, Division division) {
        Duration missing = division.from().minus(lost.since());
        agents.takenOver(
                agent,
                division.from(),
                known.sharing(division.weights()),
                missing.isNegative() ? Duration.ZERO : missing);
        gaps.add(new Gap(agent, time.elapsedAt(division.from().toNanos())));
    }

    /** Counts what was missing until now; a run that is stopped sooner than others take over has not missed all of it. */
    void count() {
        long now = time.elapsed();
        gaps.stream().filter(gap -> gap.to() <= now).forEach(this::count);
        gaps.removeIf(gap -> gap.to() <= now);
    }

    /** Tells whether something is not counted. */
    boolean isAnyOpen() {
        return !untaken.isEmpty() || !gaps.isEmpty();
    }

    /** Counts what is left when nobody takes over any more. */
    void countRest() {
        long now = time.elapsed();
        long end = Math.min(now, stoppedAt);
        untaken.forEach((agent, lost) -> {
            Duration missing = Duration.ofNanos(Math.min(time.sinceStart(), time.momentOf(end)))
                    .minus(lost.since());
            agents.takenOver(agent, null, List.of(), missing.isNegative() ? Duration.ZERO : missing);
            gaps.add(new Gap(agent, now));
        });
        untaken.clear();
        gaps.forEach(this::count);
        gaps.clear();
    }

    private void count(Gap gap) {
        for (int i = 0; i < turns.size(); i++) {
            Workload workload = plan.workloads().get(i);
            long start = turns.get(i).begunAt();
            if (start >= 0) {
                var held = new PlanSums.Held(
                        plan,
                        workload,
                        start,
                        gap.agent(),
                        divided,
                        Objects.requireNonNullElse(
                                levels.get(workload.scenario().name()), List.of()));
                count(gap, i, held);
            }
        }
    }

    /** Returns the load time at which an agent had begun all that it was to begin; {@link Long#MAX_VALUE} where it had not. */
    private long over(int agent, int workload) {
        return merge.workloadEnds(agent).stream()
                .filter(end -> end.workload() == workload && end.kind() == Kind.STOPPED)
                .mapToLong(end -> end.at().toNanos())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Of a number of iterations an agent has its part for good, from when the load begins. */
    private void count(Gap gap, int workload, PlanSums.Held held) {
        if (held.workload().load() instanceof IterationLoad) {
            long heard = time.elapsedAt(agents.heard(gap.agent()).toNanos());
            boolean isTold = over(gap.agent(), workload) <= heard;
            if (!isTold && gap.to() <= stoppedAt && held.start() < gap.to()) {
                long told = agents.scheduled(gap.agent(), workload, Phase.WARM_UP)
                        + agents.scheduled(gap.agent(), workload, Phase.LOAD);
                miss(gap.agent(), held, Phase.LOAD, held.iterations() - told);
            }
            return;
        }
        long warmUp = plan.warmUp().toNanos();
        long end = Math.min(Math.min(gap.to(), stoppedAt), over(gap.agent(), workload));
        miss(gap, workload, held, Phase.WARM_UP, 0, Math.min(warmUp, end));
        miss(gap, workload, held, Phase.LOAD, warmUp, end);
    }

    private void miss(Gap gap, int workload, PlanSums.Held held, Phase phase, long from, long to) {
        if (from < to) {
            long due = held.due(from, to).iterations();
            miss(gap.agent(), held, phase, due - agents.scheduled(gap.agent(), workload, phase));
        }
    }

    private void miss(int agent, PlanSums.Held held, Phase phase, long missing) {
        if (missing > 0) {
            agents.addMissing(agent, held.workload().scenario().name(), missing, phase);
        }
    }
}

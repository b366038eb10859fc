package dev.perf.engine.internal.run;

import dev.perf.engine.internal.journal.WorkloadEnd.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Has workloads that start after others begin at the same moment on all agents: when each agent has told that its part of
 * the other one is over. Agents that are lost, or have ended, have no such part any more. Belongs to the conductor.
 */
final class OrderedStarts {

    private static final long NOT_YET = -1;

    private final List<WorkloadTurn> turns;
    private final LiveControl control;
    private final FleetMerge merge;

    /**
     * Creates what gives the orders of one run.
     *
     * @param turns the workloads, in the plan's order
     * @param control gives the orders
     * @param merge knows what agents told
     */
    OrderedStarts(List<WorkloadTurn> turns, LiveControl control, FleetMerge merge) {
        this.turns = turns;
        this.control = control;
        this.merge = merge;
    }

    /**
     * Takes notice of what is over, and orders what begins after that.
     *
     * @param counting places of the agents that are not lost
     * @param notBefore time of the run before which nothing begins that was not ordered yet
     */
    void order(Collection<Integer> counting, Duration notBefore) {
        for (int i = 0; i < turns.size(); i++) {
            WorkloadTurn turn = turns.get(i);
            latest(i, Kind.STOPPED, counting).ifPresent(turn::stoppedElsewhere);
            latest(i, Kind.FINISHED, counting).ifPresent(turn::finishedElsewhere);
        }
        for (int i = 0; i < turns.size(); i++) {
            WorkloadTurn turn = turns.get(i);
            if (turn.begunAt() == NOT_YET && turn.awaitedPlace() >= 0) {
                OptionalLong event = latest(turn.awaitedPlace(), turn.awaitedEnd(), counting);
                if (event.isPresent()) {
                    order(i, event.getAsLong() + turn.delay(), notBefore);
                }
            }
        }
    }

    private void order(int workload, long due, Duration notBefore) {
        long begin = control.beginWorkload(workload, due, notBefore);
        if (begin != LiveControl.NOT_KNOWN) {
            turns.get(workload).begunElsewhere(begin);
        }
    }

    /** Returns when the last of the agents told that it is over; nothing while one of them has not. */
    private OptionalLong latest(int workload, Kind kind, Collection<Integer> counting) {
        OptionalLong latest = OptionalLong.empty();
        for (int agent : counting) {
            OptionalLong told = merge.workloadEnds(agent).stream()
                    .filter(end -> end.workload() == workload && end.kind() == kind)
                    .mapToLong(end -> Math.min(end.at().toNanos(), control.elapsed()))
                    .findFirst();
            if (told.isPresent()) {
                latest = OptionalLong.of(Math.max(told.getAsLong(), latest.orElse(0)));
            } else if (merge.end(agent) == null) {
                return OptionalLong.empty();
            }
        }
        return latest;
    }
}

package dev.perf.engine.internal.measure;

import dev.perf.result.AgentResult;
import dev.perf.result.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of one agent, and how far it was counted. Belongs to a {@link FleetAggregation}, under its lock. */
final class AgentStream {

    final int place;
    final IntervalReader reader = new IntervalReader();
    final CommonSeries common;
    final List<@Nullable Series> byAgent = new ArrayList<>();
    long lastNanos;
    long boundary;
    boolean isOver;
    int waiting;
    WrittenInterval.@Nullable End end;
    int users;
    int maxUsers;
    int peak;
    double offeredPerSecond;
    int wantedUsers;
    Ledger warmUp = Ledger.EMPTY;
    Ledger load = Ledger.EMPTY;
    Ledger readWarmUp = Ledger.EMPTY;
    Ledger readLoad = Ledger.EMPTY;
    List<Long> dueInWarmUp = List.of();
    List<Long> dueInLoad = List.of();
    List<String> warnings = List.of();
    AgentResult.@Nullable Loss loss;
    int late;
    long furthestBehind;
    boolean isBehind;

    AgentStream(int place, long fromNanos, SeriesRegistry registry) {
        this.place = place;
        this.lastNanos = fromNanos;
        this.boundary = fromNanos;
        this.common = new CommonSeries(registry);
    }

    /** What an agent has told of an interval, its samples aside. */
    record Part(
            AgentStream of,
            IntervalWriter.Setting setting,
            boolean isWarmUp,
            List<Boolean> stages,
            List<WrittenInterval.ErrorChange> errors,
            @Nullable List<String> warnings,
            AgentInterval own) {}

    /** An interval of the run that is not concluded. */
    static final class Pending {
        final Cells cells;
        final List<Part> parts = new ArrayList<>();
        final long sinceNanos;

        Pending(SeriesRegistry registry, long sinceNanos) {
            this.cells = new Cells(registry);
            this.sinceNanos = sinceNanos;
        }

        boolean isEmpty() {
            return parts.isEmpty() && cells.isEmpty();
        }
    }

    /** Counts what the agent has told of an interval, its samples aside. */
    void count(Part part) {
        IntervalWriter.Setting setting = part.setting();
        waiting--;
        users = setting.users();
        peak = Math.max(peak, setting.maxUsers() > maxUsers ? setting.maxUsers() : setting.users());
        maxUsers = Math.max(maxUsers, setting.maxUsers());
        offeredPerSecond = setting.offeredPerSecond();
        wantedUsers = setting.wantedUsers();
        if (part.isWarmUp()) {
            warmUp = setting.ledger();
        } else {
            load = setting.ledger();
        }
        warnings = part.warnings() == null ? warnings : part.warnings();
    }

    /** Tells whether an interval says nothing that was not counted. */
    boolean isNothing(WrittenInterval written) {
        return written.cells().isEmpty()
                && written.errors().isEmpty()
                && written.setting().ledger().equals(written.isWarmUp() ? warmUp : load);
    }

    /** Returns how many iterations of a workload the agent has told of that it began or dropped. */
    long scheduled(int workload, Phase phase) {
        List<Long> due = phase.isReported() ? dueInLoad : dueInWarmUp;
        return workload < due.size() ? due.get(workload) : 0;
    }

    /**
     * Nothing comes any more of an agent that is lost, and all was counted: what was under way was cut off, which the loss that is
     * returned says.
     */
    AgentResult.Loss closed(AgentResult.Loss lost) {
        long before = warmUp.interrupted() + load.interrupted();
        warmUp = AgentCourse.closed(warmUp);
        load = AgentCourse.closed(load);
        users = 0;
        return Losses.interrupted(lost, warmUp.interrupted() + load.interrupted() - before);
    }
}

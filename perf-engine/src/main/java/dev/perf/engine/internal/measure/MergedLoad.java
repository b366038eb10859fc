package dev.perf.engine.internal.measure;

import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for at the end of an interval, over all agents together. Belongs to one thread. */
final class MergedLoad implements LoadView {

    private final @Nullable ConductedLoad conducted;
    private final Deque<Boolean> stages = new ArrayDeque<>();
    private Duration end = Duration.ZERO;
    private Duration paused = Duration.ZERO;
    private double offeredPerSecond;
    private int wantedUsers;

    /** @param conducted who conducts the run; null where nobody does any more, and agents are all that is known */
    MergedLoad(@Nullable ConductedLoad conducted) {
        this.conducted = conducted;
    }

    /** An interval has ended. */
    void at(Duration when, double offered, int wanted) {
        end = when;
        offeredPerSecond = offered;
        wantedUsers = wanted;
        stages.clear();
    }

    void paused(Duration time) {
        paused = time;
    }

    /**
     * Each agent has answered the same questions of its judges in the same order: a stage is on where one agent says so.
     */
    void answers(List<List<Boolean>> ofAgents) {
        var answers = new ArrayList<Boolean>();
        for (List<Boolean> those : ofAgents) {
            for (int i = 0; i < those.size(); i++) {
                if (i == answers.size()) {
                    answers.add(those.get(i));
                } else if (those.get(i)) {
                    answers.set(i, true);
                }
            }
        }
        stages.addAll(answers);
    }

    @Override
    public double offeredPerSecond() {
        return offeredPerSecond;
    }

    @Override
    public int wantedUsers() {
        return wantedUsers;
    }

    @Override
    public Snapshot.Iterations iterations() {
        return conducted == null ? Snapshot.Iterations.NONE : conducted.iterations();
    }

    @Override
    public Duration planned() {
        return conducted == null ? Duration.ZERO : conducted.planned();
    }

    @Override
    public Duration paused() {
        return paused;
    }

    @Override
    public List<RunEvent> news() {
        return conducted == null ? List.of() : conducted.news();
    }

    @Override
    public boolean isOn(String stage, Duration ago) {
        return conducted == null ? Boolean.TRUE.equals(stages.pollFirst()) : conducted.isOn(stage, end.minus(ago));
    }

    @Override
    public String phase() {
        return conducted == null ? "load" : conducted.phase(end);
    }
}

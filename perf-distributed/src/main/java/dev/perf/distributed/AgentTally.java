package dev.perf.distributed;

import dev.perf.distributed.internal.job.JobFleet.AgentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what an agent has done. */
final class AgentTally {

    private final String name;
    private final List<String> runningJobs = new ArrayList<>();
    private int passed;
    private int failed;
    private int invalid;
    private int aborted;
    private int lost;

    /** The agent; null if it is not there any more. */
    @Nullable
    AgentView view;

    AgentTally(String name) {
        this.name = name;
    }

    void count(String job, Attempt attempt) {
        Outcome outcome = attempt.outcome();
        if (outcome == null) {
            runningJobs.add(job);
        } else if (attempt.lost().containsKey(name)) {
            lost++;
        } else {
            switch (outcome) {
                case PASSED -> passed++;
                case FAILED -> failed++;
                case INVALID -> invalid++;
                case ABORTED -> aborted++;
                case LOST -> {
                    if (attempt.lost().isEmpty()) {
                        lost++; // nobody knows which agent it was
                    } else {
                        aborted++;
                    }
                }
            }
        }
    }

    AgentSummary summary() {
        int running = Math.max(runningJobs.size(), view == null ? 0 : view.running());
        return new AgentSummary(
                name,
                view == null ? "" : view.address(),
                view == null ? Map.of() : view.labels(),
                state(running),
                runningJobs,
                running,
                view == null ? 0 : view.maxRuns(),
                view == null ? -1 : view.cpu(),
                passed,
                failed,
                invalid,
                aborted,
                lost);
    }

    private AgentSummary.State state(int running) {
        if (view == null) {
            return AgentSummary.State.GONE;
        }
        return running == 0
                ? AgentSummary.State.IDLE
                : running < view.maxRuns() ? AgentSummary.State.RUNNING : AgentSummary.State.FULL;
    }
}

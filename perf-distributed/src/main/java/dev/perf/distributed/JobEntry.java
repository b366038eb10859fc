package dev.perf.distributed;

import dev.perf.distributed.internal.job.Attempts.Handle;
import dev.perf.distributed.internal.job.JobClock.Alarm;
import dev.perf.distributed.internal.job.Scheduling.Waiting;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A job and where it is; guarded by the lock of its board. */
final class JobEntry {

    final JobTerms terms;
    final List<Attempt> attempts = new ArrayList<>();

    /** Results by the number of their attempt, as far as they are kept. */
    final Map<Integer, RunResult> results = new HashMap<>();

    /** Agents to be avoided by further attempts. */
    final Set<String> avoided = new HashSet<>();

    JobState state = JobState.QUEUED;
    String reason = "";

    /** Null for a job that is over, and was read from its file. */
    @Nullable
    TestPlan plan;

    @Nullable
    Instant retryAt;

    @Nullable
    Instant endedAt;

    /** What the scheduling has of it; null unless it is queued. */
    @Nullable
    Waiting waiting;

    /** Since when the fleet has not had the agents that it needs; null while it has. */
    @Nullable
    Instant unfitSince;

    /** Its run; null unless it is running or stopping. */
    @Nullable
    Handle handle;

    /** Why its run was stopped; null unless it was. */
    @Nullable
    String stopReason;

    /** Will bring the next change that time brings about. */
    @Nullable
    Alarm alarm;

    JobEntry(JobTerms terms) {
        this.terms = terms;
    }

    static JobEntry of(StoredJob stored) {
        var entry = new JobEntry(stored.terms());
        entry.attempts.addAll(stored.attempts());
        entry.state = stored.state();
        entry.reason = stored.reason();
        entry.retryAt = stored.retryAt();
        entry.endedAt = stored.endedAt();
        stored.attempts().forEach(entry::avoidAfter);
        return entry;
    }

    String id() {
        return terms.id();
    }

    boolean isActive() {
        return state == JobState.RUNNING || state == JobState.STOPPING;
    }

    Attempt lastAttempt() {
        return attempts.getLast();
    }

    /** Where nobody knows which agent it was, it may have been any of them. */
    void avoidAfter(Attempt attempt) {
        if (!attempt.lost().isEmpty()) {
            avoided.addAll(attempt.lost().keySet());
        } else if (attempt.outcome() == Outcome.INVALID
                || attempt.outcome() == Outcome.LOST && !attempt.reason().equals(JobBoard.PROCESS_ENDED)) {
            avoided.addAll(attempt.agents());
        }
    }

    /** Returns the agents that were lost to any of its attempts. */
    Set<String> lostAgents() {
        var lost = new TreeSet<String>();
        attempts.forEach(attempt -> lost.addAll(attempt.lost().keySet()));
        return lost;
    }

    void silenceAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    StoredJob stored() {
        return new StoredJob(terms, state, reason, retryAt, endedAt, attempts);
    }

    JobStatus status() {
        return new JobStatus(
                terms.id(),
                terms.name(),
                terms.priority(),
                terms.tags(),
                state,
                reason,
                terms.submittedAt(),
                endedAt,
                attempts);
    }
}

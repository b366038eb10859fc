package dev.perf.distributed;

import dev.perf.distributed.internal.job.JobClock;
import dev.perf.distributed.internal.job.JobFleet.AgentView;
import dev.perf.distributed.internal.job.Placing;
import dev.perf.distributed.internal.job.Scheduling;
import dev.perf.distributed.internal.job.Scheduling.Busy;
import dev.perf.distributed.internal.job.Scheduling.Start;
import dev.perf.distributed.internal.job.Scheduling.Waiting;
import dev.perf.load.LoadProfile;
import dev.perf.plan.TestPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jobs that wait for their turn, those for which the fleet has not the agents among them. Guarded by the lock of the board. */
final class WaitingLine {

    /** How long a run may take beyond its load and graceful stop: preparing its agents, and the report. */
    private static final Duration PREPARATION = Duration.ofMinutes(2);

    private final QueueOptions options;
    private final Duration patience;
    private final JobClock clock;
    private final Function<String, JobEntry> jobs;
    private final Runnable wake;
    private final BiConsumer<JobEntry, String> refuse;
    private final Scheduling scheduling;
    private final Set<JobEntry> unfit = new HashSet<>();
    private final TreeSet<Waiting> waiting = new TreeSet<>();
    private Map<String, Map<String, String>> seen = new HashMap<>();

    /**
     * Creates a line without anybody in it.
     *
     * @param patience how long jobs wait for a fleet to have the agents that they need, unless they say otherwise
     * @param jobs finds jobs by their ids
     * @param wake is done when a time has come that a job waits for
     * @param refuse ends a job that has waited in vain, with the reason
     */
    WaitingLine(
            QueueOptions options,
            Duration patience,
            JobClock clock,
            Function<String, JobEntry> jobs,
            Runnable wake,
            BiConsumer<JobEntry, String> refuse) {
        this.options = options;
        this.patience = patience;
        this.clock = clock;
        this.jobs = jobs;
        this.wake = wake;
        this.refuse = refuse;
        this.scheduling = new Scheduling(placing(options.placement()), options.mostAtOnce());
    }

    private static Placing placing(Placement placement) {
        return switch (placement) {
            case Placement.LeastLoaded every -> Placing.leastLoaded();
            case Placement.RoundRobin every -> Placing.roundRobin();
            case Placement.Random chance -> Placing.random(chance.seed());
        };
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Returns which jobs begin now, and on which agents. */
    List<Start> decide(Collection<JobEntry> active, List<AgentView> agents, Instant now) {
        var busy = active.stream()
                .map(entry -> new Busy(entry.lastAttempt().agents(), soonestEnd(entry)))
                .toList();
        return scheduling.decide(waiting, busy, agents, now);
    }

    private static Instant soonestEnd(JobEntry entry) {
        return entry.lastAttempt().startedAt().plus(entry.terms.planned());
    }

    /** Has a job wait for its turn, from the time on at which it may begin; it may be refused at once. */
    void add(JobEntry entry, List<AgentView> agents) {
        entry.state = JobState.QUEUED;
        Instant now = clock.now();
        Instant since = entry.terms.submittedAt();
        Instant from = Stream.of(entry.terms.notBefore(), entry.retryAt)
                .filter(each -> each != null)
                .max(Comparator.naturalOrder())
                .orElse(since);
        // The time in which it must not begin is no waiting.
        Instant age = entry.terms.notBefore() == null || entry.terms.notBefore().isBefore(since)
                ? since
                : entry.terms.notBefore();
        var next = new Waiting(
                entry.id(),
                Scheduling.rank(age, entry.terms.priority().ordinal() - Priority.NORMAL.ordinal(), options.ageing()),
                entry.terms.sequence(),
                entry.terms.required(),
                entry.terms.leastAgents(),
                entry.terms.mostAgents(),
                entry.avoided,
                entry.terms.planned(),
                longest(entry),
                from);
        entry.waiting = next;
        waiting.add(next);
        if (from.isAfter(now)) {
            wakeAt(entry, from);
        }
        endIfUnfit(entry, agents, now);
    }

    private static Duration longest(JobEntry entry) {
        Duration all = entry.terms.planned().plus(gracefulStop(entry)).plus(PREPARATION);
        return all.compareTo(entry.terms.timeout()) < 0 ? all : entry.terms.timeout();
    }

    /** Returns how long the test of a job may take to end once it is stopped. */
    static Duration gracefulStop(JobEntry entry) {
        TestPlan plan = entry.plan;
        return plan == null
                ? LoadProfile.DEFAULT_GRACEFUL_STOP
                : plan.workloads().stream()
                        .map(workload -> workload.load().gracefulStop())
                        .max(Comparator.naturalOrder())
                        .orElse(LoadProfile.DEFAULT_GRACEFUL_STOP);
    }

    private void wakeAt(JobEntry entry, Instant time) {
        entry.silenceAlarm();
        entry.alarm = clock.at(time, wake);
    }

    /** Refuses jobs that have waited too long for a fleet to have their agents. */
    void endUnfit(List<AgentView> agents, Instant now) {
        Map<String, Map<String, String>> there =
                agents.stream().collect(Collectors.toMap(AgentView::name, AgentView::labels, (one, other) -> one));
        Collection<JobEntry> doubtful = List.copyOf(unfit);
        if (!there.equals(seen)) {
            seen = there;
            doubtful = waiting.stream().map(next -> jobs.apply(next.id())).toList();
        }
        for (JobEntry entry : doubtful) {
            endIfUnfit(entry, agents, now);
        }
    }

    private void endIfUnfit(JobEntry entry, List<AgentView> agents, Instant now) {
        String lacking = JobWords.lacking(entry.terms, agents);
        if (lacking == null) {
            if (unfit.remove(entry)) {
                entry.unfitSince = null;
                entry.reason = "waits for its turn";
                if (entry.waiting != null && entry.waiting.notBefore().isAfter(now)) {
                    wakeAt(entry, entry.waiting.notBefore());
                }
            }
            return;
        }
        if (entry.unfitSince == null) {
            entry.unfitSince = now;
            entry.reason = lacking;
            unfit.add(entry);
        }
        Duration time = entry.terms.patience() == null ? patience : entry.terms.patience();
        Instant deadline = entry.unfitSince.plus(time);
        if (!deadline.isAfter(now)) {
            refuse.accept(entry, lacking + ", after " + JobWords.shown(time) + " of waiting for others");
        } else {
            wakeAt(entry, deadline);
        }
    }

    /** A job waits no more: it begins, or is over. */
    void remove(JobEntry entry) {
        if (entry.waiting != null) {
            waiting.remove(entry.waiting);
            entry.waiting = null;
        }
        unfit.remove(entry);
        entry.unfitSince = null;
        entry.silenceAlarm();
    }
}

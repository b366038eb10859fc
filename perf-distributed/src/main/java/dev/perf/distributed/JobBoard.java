package dev.perf.distributed;

import dev.perf.distributed.internal.job.Attempts;
import dev.perf.distributed.internal.job.Attempts.Ending;
import dev.perf.distributed.internal.job.JobClock;
import dev.perf.distributed.internal.job.JobFleet;
import dev.perf.distributed.internal.job.JobFleet.AgentView;
import dev.perf.distributed.internal.job.Scheduling.Start;
import dev.perf.fleet.FleetException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All jobs of a queue, and what happens to them. One lock guards everything; nothing that blocks is done under it. */
final class JobBoard {

    static final String PROCESS_ENDED = "the process of the queue ended while it ran";

    /** How long a run that was aborted may take to end before nobody waits for it any more. */
    static final Duration ABORT_PATIENCE = Duration.ofSeconds(60);

    /** How long a run may take to end beyond the graceful stop of its test, before it is aborted. */
    static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    /** Results have megabytes. */
    static final int KEPT_RESULTS = 100;

    private static final int MOST_WARNINGS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(JobBoard.class);

    /** A result that is kept, and may be read from the report instead. */
    private record Kept(JobEntry entry, int attempt) {}

    private final JobFleet fleet;
    private final Attempts attempts;
    private final JobClock clock;
    private final RunOptions runs;
    private final @Nullable JobFolder folder;
    private final Retrying retrying;
    private final WaitingLine line;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, JobEntry> jobs = new LinkedHashMap<>();
    private final Map<String, JobEntry> active = new LinkedHashMap<>();
    private final Set<String> takenIds = new HashSet<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();
    private long lastSequence;
    private boolean isDraining;
    private boolean isClosed;

    /**
     * Creates a board.
     *
     * @param patience how long jobs wait for a fleet to have the agents that they need, unless they say otherwise
     * @param folder where jobs are kept; null for nowhere
     */
    JobBoard(
            JobFleet fleet,
            Attempts attempts,
            JobClock clock,
            QueueOptions options,
            Duration patience,
            @Nullable JobFolder folder) {
        this.fleet = fleet;
        this.attempts = attempts;
        this.clock = clock;
        this.folder = folder;
        RunOptions chosen = options.runs();
        runs = chosen != null
                ? chosen
                : folder == null ? RunOptions.DEFAULTS : RunOptions.DEFAULTS.reportsTo(folder.reports());
        retrying = new Retrying(options.mostAgentsLost());
        line = new WaitingLine(options, patience, clock, this::find, this::tick, this::refuse);
    }

    /** Takes up the jobs of the folder, and begins. */
    void open() throws IOException {
        lock.lock();
        try {
            if (folder != null) {
                restore(folder);
            }
        } finally {
            lock.unlock();
        }
        fleet.listen(this::tick);
        tick();
    }

    private void restore(JobFolder from) throws IOException {
        JobFolder.Content content = from.read();
        content.warnings().forEach(this::warn);
        content.takenIds().forEach(id -> takenIds.add(id.toLowerCase(Locale.ROOT)));
        for (StoredJob stored : content.jobs()) {
            JobEntry entry = JobEntry.of(stored);
            jobs.put(entry.id(), entry);
            lastSequence = Math.max(lastSequence, entry.terms.sequence());
            if (!entry.state.isOver()) {
                restore(entry);
            }
        }
    }

    private void restore(JobEntry entry) {
        if (entry.isActive() && !entry.attempts.isEmpty()) {
            boolean wasStopped = entry.state == JobState.STOPPING;
            Outcome outcome = wasStopped ? Outcome.ABORTED : Outcome.LOST;
            String why = wasStopped ? entry.reason : PROCESS_ENDED;
            endAttempt(entry, outcome, why, Map.of());
            if (!isTriedAgain(entry, outcome, wasStopped)) {
                finish(entry, outcome.last(), why + retrying.exhausted(entry, outcome, wasStopped));
                return;
            }
        }
        try {
            entry.plan = RemadeTest.plan(entry.terms);
        } catch (FleetException impossible) {
            warn(impossible.getMessage());
            finish(entry, JobState.LOST, impossible.getMessage() + "; submit it anew");
            return;
        }
        if (entry.isActive()) {
            queueAgain(entry, PROCESS_ENDED);
        } else {
            line.add(entry, fleet.agents());
        }
    }

    // What users ask for.

    JobStatus submit(JobRequest request) {
        lock.lock();
        try {
            requireOpen();
            Instant now = clock.now();
            String id = request.id() == null ? newId(request.name()) : request.id();
            if (takenIds.contains(id.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the queue has a job \"" + id
                        + "\" already, in whatever case; choose another id, or forget that one when it is over");
            }
            JobTerms terms = JobTerms.of(request, id, lastSequence + 1, now);
            var entry = new JobEntry(terms);
            entry.plan = request.test().plan();
            String lacking = JobWords.lacking(terms, fleet.agents());
            if (lacking != null && !fleet.mayGrow()) {
                throw new FleetException(lacking + "; start such agents, or ask for less");
            }
            entry.reason = "waits for its turn";
            if (folder != null) {
                try {
                    folder.write(entry.stored());
                } catch (IOException failure) {
                    throw new UncheckedIOException(
                            "job \"" + id + "\" is not taken, for it cannot be kept: " + failure.getMessage(), failure);
                }
            }
            lastSequence++;
            jobs.put(id, entry);
            takenIds.add(id.toLowerCase(Locale.ROOT));
            line.add(entry, fleet.agents());
            tick();
            return entry.status();
        } finally {
            lock.unlock();
        }
    }

    private String newId(String name) {
        String base = name.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-+", "");
        base = base.substring(0, Math.min(base.length(), 80));
        for (long number = lastSequence + 1; ; number++) {
            String id = (base.isEmpty() ? "job" : base) + "-" + number;
            if (!takenIds.contains(id.toLowerCase(Locale.ROOT))) {
                return id;
            }
        }
    }

    boolean cancel(String id, String reason) {
        lock.lock();
        try {
            JobEntry entry = find(id);
            if (entry.state == JobState.QUEUED) {
                finish(entry, JobState.ABORTED, reason);
                tick();
                return true;
            }
            if (entry.state != JobState.RUNNING) {
                return false;
            }
            stop(entry, reason);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void forget(String id) {
        lock.lock();
        try {
            JobEntry entry = find(id);
            if (!entry.state.isOver()) {
                throw new IllegalStateException(
                        "job \"" + id + "\" is " + entry.state + "; only what is over can be forgotten");
            }
            if (folder != null) {
                try {
                    folder.delete(id);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
            jobs.remove(id);
            takenIds.remove(id.toLowerCase(Locale.ROOT));
            kept.removeIf(one -> one.entry() == entry);
        } finally {
            lock.unlock();
        }
    }

    JobStatus status(String id) {
        lock.lock();
        try {
            return find(id).status();
        } finally {
            lock.unlock();
        }
    }

    List<JobStatus> statuses() {
        lock.lock();
        try {
            return jobs.values().stream().map(JobEntry::status).toList();
        } finally {
            lock.unlock();
        }
    }

    List<AttemptResult> results(String id) {
        lock.lock();
        try {
            JobEntry entry = find(id);
            return entry.attempts.stream()
                    .filter(attempt -> attempt.outcome() != null)
                    .map(attempt -> new AttemptResult(attempt, entry.results.get(attempt.number())))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    List<String> warnings() {
        lock.lock();
        try {
            return List.copyOf(warnings);
        } finally {
            lock.unlock();
        }
    }

    QueueSummary summary() {
        lock.lock();
        try {
            return JobStatistics.summary(jobs.values(), active.size());
        } finally {
            lock.unlock();
        }
    }

    List<AgentSummary> agents() {
        lock.lock();
        try {
            return JobStatistics.agents(fleet.agents(), jobs.values());
        } finally {
            lock.unlock();
        }
    }

    // Waiting.

    JobStatus await(String id) throws InterruptedException {
        lock.lock();
        try {
            JobEntry entry = find(id);
            while (!isSettled(entry)) {
                changed.await();
            }
            return entry.status();
        } finally {
            lock.unlock();
        }
    }

    JobStatus await(String id, Duration time) throws InterruptedException, TimeoutException {
        lock.lock();
        try {
            JobEntry entry = find(id);
            if (!awaited(() -> isSettled(entry), time)) {
                throw new TimeoutException(
                        "job \"" + id + "\" is " + entry.state + " after " + time.toMillis() + " ms: " + entry.reason);
            }
            return entry.status();
        } finally {
            lock.unlock();
        }
    }

    void awaitAll() throws InterruptedException {
        lock.lock();
        try {
            while (!active.isEmpty() || !isDraining && !line.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing begins any more; waits for what runs. */
    void drain() throws InterruptedException {
        lock.lock();
        try {
            isDraining = true;
            changed.signalAll();
            while (!active.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettled(JobEntry entry) {
        return entry.state.isOver() || isDraining && entry.state == JobState.QUEUED;
    }

    private boolean awaited(BooleanSupplier condition, Duration time) throws InterruptedException {
        long left = time.toNanos();
        while (!condition.getAsBoolean()) {
            if (left <= 0) {
                return false;
            }
            left = changed.awaitNanos(left);
        }
        return true;
    }

    /** Aborts what runs, and waits for it as long as that may take; what waits stays in the folder, if there is one. */
    void close() {
        List<Attempts.Handle> handles = new ArrayList<>();
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            isClosed = true;
            isDraining = true;
            for (JobEntry entry : List.copyOf(jobs.values())) {
                if (entry.state == JobState.QUEUED && folder == null) {
                    finish(entry, JobState.ABORTED, "the queue was closed");
                } else if (entry.isActive()) {
                    stopping(entry, "the queue was closed");
                    handles.add(handle(entry));
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        handles.forEach(handle -> handle.abort("the queue was closed"));
        awaitAborted();
    }

    private void awaitAborted() {
        boolean isInterrupted = false;
        lock.lock();
        try {
            try {
                awaited(active::isEmpty, ABORT_PATIENCE);
            } catch (InterruptedException interruption) {
                isInterrupted = true;
            }
            List.copyOf(active.values()).forEach(this::giveUp);
            jobs.values().forEach(JobEntry::silenceAlarm);
        } finally {
            lock.unlock();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOpen() {
        if (isDraining) {
            throw new IllegalStateException(
                    "the queue is " + (isClosed ? "closed" : "drained") + " and takes no jobs; open another one");
        }
    }

    private JobEntry find(String id) {
        JobEntry entry = jobs.get(id);
        if (entry == null) {
            throw new NoSuchElementException("the queue has no job \"" + id + "\"");
        }
        return entry;
    }

    // What happens by itself.

    /** Begins what can begin, and ends what has waited in vain. Called whenever anything has changed. */
    private void tick() {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            Instant now = clock.now();
            List<AgentView> agents = fleet.agents();
            line.endUnfit(agents, now);
            if (!isDraining) {
                for (Start start : line.decide(active.values(), agents, now)) {
                    begin(find(start.id()), start.agents(), now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(JobEntry entry, List<String> agents, Instant now) {
        line.remove(entry);
        var attempt = Attempt.begun(entry.attempts.size() + 1, agents, now);
        entry.attempts.add(attempt);
        entry.state = JobState.RUNNING;
        entry.reason = "runs on " + String.join(", ", agents);
        entry.retryAt = null;
        entry.stopReason = null;
        active.put(entry.id(), entry);
        save(entry);
        entry.handle =
                attempts.begin(entry.id(), plan(entry), agents, runs, ending -> ended(entry, attempt.number(), ending));
        Duration timeout = entry.terms.timeout();
        alarmAt(
                entry,
                now.plus(timeout),
                () -> stop(entry, "it took longer than its timeout of " + JobWords.shown(timeout)));
    }

    private static TestPlan plan(JobEntry entry) {
        if (entry.plan == null) {
            throw new IllegalStateException("job \"" + entry.id() + "\" waits without a plan");
        }
        return entry.plan;
    }

    private static Attempts.Handle handle(JobEntry entry) {
        if (entry.handle == null) {
            throw new IllegalStateException("job \"" + entry.id() + "\" runs without a run");
        }
        return entry.handle;
    }

    /** What comes when the attempt is over, or another one has begun, is not done. */
    private void alarmAt(JobEntry entry, Instant time, Runnable task) {
        entry.silenceAlarm();
        int attempt = entry.attempts.size();
        entry.alarm = clock.at(time, () -> {
            lock.lock();
            try {
                if (entry.isActive() && entry.attempts.size() == attempt && !isClosed) {
                    task.run();
                }
            } finally {
                lock.unlock();
            }
        });
    }

    private void stop(JobEntry entry, String reason) {
        if (entry.state != JobState.RUNNING) {
            return;
        }
        stopping(entry, reason);
        handle(entry).stop(reason);
        Instant end = clock.now().plus(WaitingLine.gracefulStop(entry)).plus(STOP_PATIENCE);
        alarmAt(entry, end, () -> {
            handle(entry).abort(reason);
            alarmAt(entry, clock.now().plus(ABORT_PATIENCE), () -> {
                giveUp(entry);
                tick();
            });
        });
    }

    private void stopping(JobEntry entry, String reason) {
        if (entry.stopReason == null) {
            entry.stopReason = reason;
        }
        entry.state = JobState.STOPPING;
        entry.reason = entry.stopReason;
        save(entry);
    }

    private void giveUp(JobEntry entry) {
        handle(entry).abandon();
        String why = entry.stopReason + "; its run has not ended " + JobWords.shown(ABORT_PATIENCE)
                + " after it was aborted, on "
                + String.join(", ", entry.lastAttempt().agents());
        warn("job \"" + entry.id() + "\": " + why);
        endAttempt(entry, Outcome.ABORTED, why, Map.of());
        finish(entry, JobState.ABORTED, why);
    }

    private void ended(JobEntry entry, int number, Ending ending) {
        lock.lock();
        try {
            if (!entry.isActive() || entry.attempts.size() != number) {
                return; // nobody waits for it any more
            }
            entry.silenceAlarm();
            settle(entry, ending);
            tick();
        } finally {
            lock.unlock();
        }
    }

    private void settle(JobEntry entry, Ending ending) {
        String stop = entry.stopReason;
        boolean wasStopped = stop != null;
        if (ending instanceof Ending.Finished finished) {
            keep(entry, finished.result());
        }
        AttemptEnd end = AttemptEnd.of(ending, stop);
        endAttempt(entry, end.outcome(), end.reason(), end.lost());
        if (isTriedAgain(entry, end.outcome(), wasStopped)) {
            queueAgain(entry, end.reason());
        } else {
            finish(entry, end.outcome().last(), end.reason() + retrying.exhausted(entry, end.outcome(), wasStopped));
        }
    }

    private void endAttempt(JobEntry entry, Outcome outcome, String reason, Map<String, String> lost) {
        Attempt over = entry.lastAttempt().ended(clock.now(), outcome, reason, lost);
        entry.attempts.set(entry.attempts.size() - 1, over);
        entry.avoidAfter(over);
        entry.handle = null;
        active.remove(entry.id());
        changed.signalAll();
    }

    private void keep(JobEntry entry, RunResult result) {
        Path report = result.report();
        int number = entry.attempts.size();
        entry.attempts.set(number - 1, entry.lastAttempt().withRun(result.runId(), report));
        entry.results.put(number, result);
        if (report == null) {
            return; // there is no other copy
        }
        kept.add(new Kept(entry, number));
        if (kept.size() > KEPT_RESULTS) {
            Kept oldest = kept.remove();
            oldest.entry().results.remove(oldest.attempt());
        }
    }

    private boolean isTriedAgain(JobEntry entry, Outcome outcome, boolean wasStopped) {
        return !wasStopped && !isClosed && retrying.isTriedAgain(entry, outcome);
    }

    private void queueAgain(JobEntry entry, String why) {
        Duration pause = entry.terms.retries().before(entry.attempts.size() + 1);
        entry.retryAt = clock.now().plus(pause);
        entry.reason = "is tried again in " + JobWords.shown(pause) + ": " + why;
        line.add(entry, fleet.agents());
        if (entry.state == JobState.QUEUED) {
            save(entry);
        }
    }

    private void refuse(JobEntry entry, String reason) {
        finish(entry, JobState.REFUSED, reason);
    }

    private void finish(JobEntry entry, JobState state, String reason) {
        line.remove(entry);
        entry.state = state;
        entry.reason = reason;
        entry.retryAt = null;
        entry.endedAt = clock.now();
        entry.plan = null;
        save(entry);
        changed.signalAll();
    }

    /** A job whose file cannot be written goes on; what is lost is what is known of it after the process. */
    private void save(JobEntry entry) {
        if (folder == null) {
            return;
        }
        try {
            folder.write(entry.stored());
        } catch (IOException failure) {
            warn("job \"" + entry.id() + "\" is " + entry.state + ", which cannot be written down: " + failure);
        }
    }

    private void warn(@Nullable String warning) {
        LOG.warn("{}", warning);
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(String.valueOf(warning));
        }
    }
}

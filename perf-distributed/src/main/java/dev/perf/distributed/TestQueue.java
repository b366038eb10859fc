package dev.perf.distributed;

import static dev.perf.source.Given.given;

import dev.perf.distributed.internal.ConnectedFleet;
import dev.perf.distributed.internal.job.AttemptThreads;
import dev.perf.distributed.internal.job.Attempts;
import dev.perf.distributed.internal.job.JobClock;
import dev.perf.distributed.internal.job.JobFleet;
import dev.perf.distributed.internal.job.SteadyClock;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs several tests on one fleet: each as soon as it is its turn and the agents that it needs are free.
 *
 * <pre>{@code
 * try (TestQueue queue = TestQueue.on(Fleet.of("load1:7900", "load2:7900"), Path.of("queue"))) {
 *     Job job = queue.submit(JobRequest.of(ShopLoadTest.test()).priority(Priority.HIGH).require("os", "linux"));
 *     JobStatus status = job.await();
 * }
 * }</pre>
 *
 * <p><b>Order.</b> Jobs begin by their priority, then by the time that they have waited; a {@linkplain Priority level} is
 * worth 30 minutes of waiting, so that none waits for ever. A job that needs several agents begins when all of them are free
 * at once. While the first of those that wait does so, those behind it may begin if that does not delay it: on agents that
 * it does not need, or if by their plans they end before.
 *
 * <p><b>Failures.</b> An attempt that the fleet has failed is made again, after a pause and on other agents if there are
 * enough; see {@link JobRequest.Retries}. A verdict stands.
 *
 * <p><b>Folder.</b> In a folder each job has a file, which outlives the process. A queue that is opened on the folder again
 * goes on with what waits, makes another attempt at what ran, and knows what came of the rest. Tests are made again as agents
 * make them: by calling the method that has made them.
 *
 * <p>Thread-safe. Methods that do not say so do not wait for jobs or agents.
 */
public final class TestQueue implements AutoCloseable {

    private final JobBoard board;
    private final JobFleet fleet;
    private final JobClock clock;
    private final @Nullable JobFolder folder;

    private TestQueue(
            JobFleet fleet,
            Attempts attempts,
            JobClock clock,
            QueueOptions options,
            Duration patience,
            @Nullable JobFolder folder) {
        this.fleet = fleet;
        this.clock = clock;
        this.folder = folder;
        board = new JobBoard(fleet, attempts, clock, options, patience, folder);
    }

    /** Returns a queue whose jobs end with it; see {@link #on(Fleet, QueueOptions)}. */
    public static TestQueue on(Fleet fleet) throws InterruptedException {
        return on(fleet, QueueOptions.DEFAULTS);
    }

    /**
     * Returns a queue whose jobs end with it. Blocks until as many agents are there as the fleet asks for.
     *
     * @throws FleetException if they are not there within the fleet's {@link Fleet#joinTimeout()}
     */
    public static TestQueue on(Fleet fleet, QueueOptions options) throws InterruptedException {
        return connected(given(fleet, "fleet"), null, given(options, "options"));
    }

    /** Returns a queue whose jobs outlive it; see {@link #on(Fleet, Path, QueueOptions)}. */
    public static TestQueue on(Fleet fleet, Path folder) throws InterruptedException {
        return on(fleet, folder, QueueOptions.DEFAULTS);
    }

    /**
     * Returns a queue whose jobs outlive it, and goes on with those in the folder. Blocks until as many agents are there as
     * the fleet asks for.
     *
     * @param folder made if missing; of one queue at a time
     * @throws FleetException if the agents are not there within the fleet's {@link Fleet#joinTimeout()}, or another queue has
     *     the folder
     * @throws UncheckedIOException if the folder cannot be made or read. A file in it that is no job does no harm: see
     *     {@link #warnings}
     */
    public static TestQueue on(Fleet fleet, Path folder, QueueOptions options) throws InterruptedException {
        given(fleet, "fleet");
        given(options, "options");
        JobFolder opened;
        try {
            opened = JobFolder.open(given(folder, "folder"));
        } catch (IOException failure) {
            throw new UncheckedIOException("folder " + folder + " cannot hold a queue: " + failure, failure);
        }
        try {
            return connected(fleet, opened, options);
        } catch (InterruptedException | RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    private static TestQueue connected(Fleet fleet, @Nullable JobFolder folder, QueueOptions options)
            throws InterruptedException {
        JobFleet agents = ConnectedFleet.connect(fleet);
        var clock = new SteadyClock("perf-queue");
        return open(agents, new AttemptThreads(agents), clock, options, fleet.joinTimeout(), folder);
    }

    /** Opens a queue; closes fleet and clock if that fails. */
    static TestQueue open(
            JobFleet fleet,
            Attempts attempts,
            JobClock clock,
            QueueOptions options,
            Duration patience,
            @Nullable JobFolder folder) {
        var queue = new TestQueue(fleet, attempts, clock, options, patience, folder);
        try {
            queue.board.open();
            return queue;
        } catch (IOException failure) {
            queue.close();
            throw new UncheckedIOException("the jobs of the queue cannot be read: " + failure, failure);
        } catch (RuntimeException failure) {
            queue.close();
            throw failure;
        }
    }

    /**
     * Takes a job.
     *
     * @throws FleetException if the fleet does not have the agents that it needs, and none can join; the message says what
     *     it needs and what there is. Where agents may still join, the job waits for them for its {@link JobRequest#patience()}
     * @throws IllegalArgumentException if there is a job of that id
     * @throws IllegalStateException if the queue is drained or closed
     * @throws UncheckedIOException if it cannot be kept in the folder
     */
    public Job submit(JobRequest request) {
        return new Job(this, board.submit(given(request, "request")).id());
    }

    /**
     * Returns a job, one that was read from the folder among them.
     *
     * @throws NoSuchElementException if there is none of that id
     */
    public Job job(String id) {
        return new Job(this, board.status(given(id, "id")).id());
    }

    /**
     * Returns how a job is.
     *
     * @throws NoSuchElementException if there is none of that id
     */
    public JobStatus status(String id) {
        return board.status(given(id, "id"));
    }

    /** Returns how all jobs are, in the order in which they were submitted. */
    public List<JobStatus> jobs() {
        return board.statuses();
    }

    /**
     * Cancels a job: one that waits is over at once; the run of one that runs gets the graceful stop of its test, and is
     * aborted if it has not ended 30 s after that. Either way the job is {@link JobState#ABORTED}, unless its run has come to
     * its verdict before.
     *
     * @param reason why, for those who read its status
     * @return whether that had an effect; not if the job is over, or is being stopped
     * @throws NoSuchElementException if there is none of that id
     */
    public boolean cancel(String id, String reason) {
        return board.cancel(given(id, "id"), given(reason, "reason"));
    }

    /**
     * Returns what came of each attempt at a job that has ended, in order. The latest hundred results are kept whole; of those
     * before, and of those of an earlier queue on the folder, there is the report.
     *
     * @throws NoSuchElementException if there is none of that id
     */
    public List<AttemptResult> results(String id) {
        return board.results(given(id, "id"));
    }

    /**
     * Waits until a job is over. In a queue that is being drained, that a job waits is the end of it, too.
     *
     * @throws NoSuchElementException if there is none of that id
     */
    public JobStatus await(String id) throws InterruptedException {
        return board.await(given(id, "id"));
    }

    /**
     * Waits until a job is over, as {@link #await(String)} does, but not for ever.
     *
     * @throws TimeoutException if it is not over in that time; the message says where it is
     * @throws NoSuchElementException if there is none of that id
     */
    public JobStatus await(String id, Duration time) throws InterruptedException, TimeoutException {
        return board.await(given(id, "id"), given(time, "time"));
    }

    /** Waits until all jobs are over, those submitted meanwhile among them. */
    public QueueSummary awaitAll() throws InterruptedException {
        board.awaitAll();
        return board.summary();
    }

    /** Returns what all jobs came to so far. */
    public QueueSummary summary() {
        return board.summary();
    }

    /** Returns the agents by name, with what they do and have done; those among them that have gone. */
    public List<AgentSummary> agents() {
        return board.agents();
    }

    /** Returns what went wrong beside the jobs themselves, such as files of the folder that cannot be read; the first 1,000. */
    public List<String> warnings() {
        return board.warnings();
    }

    /**
     * Removes a job that is over, and its file; its reports stay. The id is free again.
     *
     * @throws IllegalStateException if it is not over
     * @throws NoSuchElementException if there is none of that id
     * @throws UncheckedIOException if its file cannot be deleted
     */
    public void forget(String id) {
        board.forget(given(id, "id"));
    }

    /**
     * Takes no job any more, begins none, and waits until those that run have ended. Those that wait stay in the folder, if
     * there is one, for the next queue on it; {@link #awaitAll} before this waits for them, too.
     */
    public void drain() throws InterruptedException {
        board.drain();
    }

    /**
     * Aborts what runs, waits for at most a minute for it to end, and lets the agents go. Jobs that ran are {@link
     * JobState#ABORTED}; those that wait stay in the folder for the next queue on it, and are ABORTED where there is none.
     */
    @Override
    public void close() {
        try {
            board.close();
        } finally {
            try {
                fleet.close();
            } finally {
                clock.close();
                if (folder != null) {
                    folder.close();
                }
            }
        }
    }
}

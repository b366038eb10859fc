package dev.perf.distributed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A job in a queue. Thread-safe. */
public final class Job {

    private final TestQueue queue;
    private final String id;

    Job(TestQueue queue, String id) {
        this.queue = queue;
        this.id = id;
    }

    /** Returns its id, unique in the queue. */
    public String id() {
        return id;
    }

    /** Returns how it is; see {@link TestQueue#status}. */
    public JobStatus status() {
        return queue.status(id);
    }

    /** Cancels it; see {@link TestQueue#cancel}. */
    public boolean cancel(String reason) {
        return queue.cancel(id, reason);
    }

    /** Waits until it is over; see {@link TestQueue#await(String)}. */
    public JobStatus await() throws InterruptedException {
        return queue.await(id);
    }

    /** Waits until it is over, or for that long; see {@link TestQueue#await(String, Duration)}. */
    public JobStatus await(Duration time) throws InterruptedException, TimeoutException {
        return queue.await(id, time);
    }

    /** Returns what came of it; see {@link TestQueue#results}. */
    public List<AttemptResult> results() {
        return queue.results(id);
    }

    @Override
    public String toString() {
        return "job \"" + id + "\"";
    }
}

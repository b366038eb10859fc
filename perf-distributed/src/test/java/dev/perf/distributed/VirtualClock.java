package dev.perf.distributed;

import dev.perf.distributed.internal.job.JobClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class VirtualClock implements JobClock {

    private record Task(Instant at, long number, Runnable what) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::number));
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private long count;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Alarm at(Instant time, Runnable task) {
        var one = new Task(time.isBefore(now) ? now : time, count++, task);
        tasks.add(one);
        return () -> tasks.remove(one);
    }

    void advance(Duration time) {
        Instant end = now.plus(time);
        while (!tasks.isEmpty() && !tasks.element().at().isAfter(end)) {
            Task next = tasks.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    int pending() {
        return tasks.size();
    }

    @Override
    public void close() {
        tasks.clear();
    }
}

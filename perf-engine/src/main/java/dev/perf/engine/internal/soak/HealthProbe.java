package dev.perf.engine.internal.soak;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.result.ThresholdResult;
import dev.perf.soak.Soak;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One health check of one run: a timing thread waits for the next time and watches the limit, and each call of the
 * user's code has a thread of its own, for it may block.
 */
final class HealthProbe {

    private final Soak.Check check;
    private final Clock clock;
    private final Measurement measurement;

    /** Guards the counts, which the timing thread writes and the end of the run reads. */
    private final ReentrantLock lock = new ReentrantLock();

    private long calls;
    private long failures;
    private @Nullable Duration firstFailure;
    private String lastReason = "";
    private volatile boolean over;
    private volatile @Nullable Thread timer;
    private volatile @Nullable Call last;

    HealthProbe(Soak.Check check, Clock clock, Measurement measurement) {
        this.check = check;
        this.clock = clock;
        this.measurement = measurement;
    }

    void start() {
        timer = clock.startTimer("perf-health-" + check.name(), this::watch);
    }

    /** No check begins any more, and one under way is interrupted and forgotten. Returns at once. */
    void end() {
        over = true;
        Thread waiting = timer;
        if (waiting != null) {
            clock.wake(waiting);
        }
    }

    private void watch() {
        timer = Thread.currentThread();
        long start = measurement.startNanos();
        long step = check.every().interval().toNanos();
        try {
            for (long due = start + step; !over; due = next(start, step)) {
                clock.awaitUntil(due, () -> over);
                if (!over) {
                    look();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was due meanwhile is left out. */
    private long next(long start, long step) {
        return start + ((clock.nanos() - start) / step + 1) * step;
    }

    private void look() throws InterruptedException {
        Call before = last;
        if (before != null && !before.isDone()) {
            note("the check before took no notice of its interruption and still runs");
            return;
        }
        var call = new Call(Thread.currentThread());
        last = call;
        Thread thread = clock.startTimer("perf-health-" + check.name() + "-call", call);
        Duration limit = check.every().limit();
        clock.awaitUntil(clock.nanos() + limit.toNanos(), () -> over || call.isDone());
        String reason = call.outcome.get();
        if (reason == null) {
            clock.interrupt(thread);
            if (!over) {
                note("took longer than " + DurationText.of(limit));
            }
        } else {
            note(reason);
        }
    }

    /** Counts a check; an empty reason is none. */
    private void note(String reason) {
        Duration at = Duration.ofNanos(clock.nanos() - measurement.startNanos());
        lock.lock();
        try {
            calls++;
            if (!reason.isEmpty()) {
                failures++;
                lastReason = reason;
                if (firstFailure == null) {
                    firstFailure = at;
                }
            }
        } finally {
            lock.unlock();
        }
        if (!reason.isEmpty()) {
            measurement.error(Phase.LOAD, "health check", check.name(), reason);
        }
    }

    boolean onlyWarns() {
        return check.every().onlyWarns();
    }

    /** Returns what came of the check, in the form of a threshold on the number of its failures. */
    ThresholdResult result() {
        lock.lock();
        try {
            String expression = "health_check{name:" + check.name() + "}: count == 0";
            return calls == 0
                    ? new ThresholdResult(
                            expression, false, null, 0, null, 0, null, "the run ended before the first check")
                    : new ThresholdResult(
                            expression,
                            failures == 0,
                            (double) failures,
                            0,
                            0.0 - failures,
                            calls,
                            firstFailure,
                            message());
        } finally {
            lock.unlock();
        }
    }

    private String message() {
        return failures == 0
                ? "all " + Figures.count(calls) + " checks were well"
                : Figures.count(failures) + " of " + Figures.count(calls) + " checks failed, the last: " + lastReason;
    }

    /** Returns the warning of a check that only warns; null where there is none. */
    @Nullable
    String warning() {
        lock.lock();
        try {
            return failures == 0 ? null : "Health check \"" + check.name() + "\": " + message();
        } finally {
            lock.unlock();
        }
    }

    /** A call of the user's code. */
    private final class Call implements Runnable {

        /** What came of it: null while it runs, empty where all is well. */
        private final AtomicReference<@Nullable String> outcome = new AtomicReference<>();

        private final Thread waiting;

        Call(Thread waiting) {
            this.waiting = waiting;
        }

        boolean isDone() {
            return outcome.get() != null;
        }

        @Override
        public void run() {
            String reason = "";
            try {
                check.check().check();
            } catch (Exception | AssertionError | LinkageError unwell) {
                String message = unwell.getMessage();
                reason =
                        message == null || message.isBlank() ? unwell.getClass().getName() : message;
            } finally {
                outcome.set(reason);
                clock.wake(waiting);
            }
        }
    }
}

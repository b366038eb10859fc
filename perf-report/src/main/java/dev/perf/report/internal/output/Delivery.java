package dev.perf.report.internal.output;

import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a slow or missing server away from the run: batches wait in a bounded queue, from which a thread of its own carries
 * them. Where the queue is full the oldest make room. Every point is accounted for: written, dropped, refused, or left.
 *
 * <p>A batch that does not arrive is tried again until it does, with pauses that double, so a server that restarts misses
 * nothing that the queue can hold. One that arrives and is not taken is tried again three times at most, and not at all
 * where the server would refuse it for ever: it must not keep those behind it from arriving.
 */
public final class Delivery implements AutoCloseable {

    /**
     * How much is borne.
     *
     * @param waitingBytes how much may wait, without what is carried at the moment
     * @param retries how often a batch that was refused is tried again
     * @param firstPause pause before the first of them
     * @param longestPause pause that it is doubled to
     * @param patience how long the run waits at its end for what is not written yet
     */
    public record Limits(
            long waitingBytes, int retries, Duration firstPause, Duration longestPause, Duration patience) {

        /** What outputs bear unless they say otherwise. */
        public static final Limits DEFAULTS =
                new Limits(16_000_000, 3, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    /** How long an interrupted thread may take to notice. */
    private static final Duration LAST_PATIENCE = Duration.ofMillis(500);

    private final String name;
    private final Carrier carrier;
    private final Consumer<String> warnings;
    private final Limits limits;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Batch> waiting = new ArrayDeque<>(); // this and what follows: guarded by lock
    private long waitingBytes;
    private boolean ending;
    private boolean warned;
    private long offered;
    private long written;
    private long dropped;
    private long refused;
    private long batches;
    private long batchesRefused;
    private @Nullable String refusal;
    private @Nullable String trouble;

    /**
     * Creates a delivery and starts its thread.
     *
     * @param name of the output, for messages
     * @param warnings told of the first trouble, at once
     */
    public Delivery(String name, Carrier carrier, Consumer<String> warnings, Limits limits) {
        this.name = name;
        this.carrier = carrier;
        this.warnings = warnings;
        this.limits = limits;
        this.thread = Thread.ofPlatform().daemon().name("perf-output " + name).unstarted(this::run);
        thread.start();
    }

    /** Takes a batch, and returns at once. */
    public void offer(Batch batch) {
        lock.lock();
        try {
            offered += batch.points();
            waiting.addLast(batch);
            waitingBytes += batch.text().length;
            while (waitingBytes > limits.waitingBytes()) {
                Batch oldest = waiting.removeFirst();
                waitingBytes -= oldest.text().length;
                dropped += oldest.points();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Batch batch = take(); batch != null; batch = take()) {
                if (!deliver(batch)) {
                    return;
                }
            }
        } catch (InterruptedException given) {
            // The run waits no longer: what is left is counted.
            return;
        } finally {
            carrier.close();
        }
    }

    /** Returns the next batch; null where there is none and none will come. */
    private @Nullable Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !ending) {
                changed.await();
            }
            Batch next = waiting.pollFirst();
            waitingBytes -= next == null ? 0 : next.text().length;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether it makes sense to go on with the next batch. */
    private boolean deliver(Batch batch) throws InterruptedException {
        long pause = limits.firstPause().toNanos();
        int refusals = 0;
        while (true) {
            boolean last = isEnding();
            try {
                carrier.carry(batch);
                written(batch);
                return true;
            } catch (RefusedException no) {
                warn(messageOf(no));
                if (no.isForGood() || last || ++refusals > limits.retries()) {
                    refused(batch, messageOf(no));
                    return true;
                }
            } catch (IOException unreachable) {
                failed(messageOf(unreachable));
                if (last) {
                    return false;
                }
            } catch (RuntimeException | LinkageError fault) {
                warn(fault.toString());
                refused(batch, fault.toString());
                return true;
            }
            pause(pause);
            pause = Math.min(2 * pause, limits.longestPause().toNanos());
        }
    }

    private static String messageOf(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Shorter where the run ends meanwhile. */
    private void pause(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && !ending) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnding() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    private void written(Batch batch) {
        lock.lock();
        try {
            written += batch.points();
            batches++;
            trouble = null;
        } finally {
            lock.unlock();
        }
    }

    private void refused(Batch batch, String reason) {
        lock.lock();
        try {
            refused += batch.points();
            batches++;
            batchesRefused++;
            refusal = refusal == null ? reason : refusal;
        } finally {
            lock.unlock();
        }
    }

    private void failed(String reason) {
        warn(reason);
        lock.lock();
        try {
            trouble = reason;
        } finally {
            lock.unlock();
        }
    }

    private void warn(String reason) {
        lock.lock();
        try {
            if (warned) {
                return;
            }
            warned = true;
        } finally {
            lock.unlock();
        }
        warnings.accept("Output " + name + ": " + reason + "; the run goes on");
    }

    /**
     * Waits until all is written, as long as the patience lasts.
     *
     * @return what was not written, and why; empty if all was
     */
    public List<String> end() {
        signalEnd();
        if (!joined(limits.patience())) {
            thread.interrupt();
            joined(LAST_PATIENCE);
        }
        lock.lock();
        try {
            return account();
        } finally {
            lock.unlock();
        }
    }

    private void signalEnd() {
        lock.lock();
        try {
            ending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean joined(Duration patience) {
        try {
            return thread.join(patience);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> account() {
        long left = offered - written - dropped - refused;
        var losses = new ArrayList<String>();
        if (dropped > 0) {
            losses.add(Figures.count(dropped) + " were dropped, for more came than it took"
                    + (trouble == null ? "" : " (" + trouble + ")"));
        }
        if (refused > 0) {
            losses.add(Figures.count(refused) + " were refused, in " + Figures.count(batchesRefused) + " of "
                    + Figures.count(batches) + (batches == 1 ? " batch (" : " batches (") + refusal + ")");
        }
        if (left > 0) {
            losses.add(Figures.count(left) + " were left when the run ended ("
                    + (trouble == null ? "not done after " + DurationText.of(limits.patience()) : trouble)
                    + ")");
        }
        return losses.isEmpty()
                ? List.of()
                : List.of("Output " + name + ": of " + Figures.count(offered, "point") + ", "
                        + String.join(", and ", losses) + ".");
    }

    /** Ends at once. */
    @Override
    public void close() {
        signalEnd();
        thread.interrupt();
    }
}

package dev.perf.distributed.internal.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How an agent joins: a membership counts once a coordinator has taken it up; one that nobody takes up is closed, and tried
 * anew after a moment. So it does not matter who was there first, and no agent founds a cluster of its own.
 */
public final class Joining {

    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 700;

    private Joining() {}

    /** Makes whoever listens to one try. */
    @FunctionalInterface
    public interface Attempt {

        /**
         * Returns who listens to a membership.
         *
         * @param taken to be counted down when a coordinator has taken this member up
         */
        Transport.Listener listener(Transport transport, CountDownLatch taken);
    }

    /**
     * Joins a cluster, and waits to be taken up.
     *
     * @param patience how long each try may take to be taken up, after becoming a member
     * @param deadline how long all of it may take
     * @throws TimeoutException if no coordinator took this member up in time; the last failure is the cause
     * @throws SecurityException if this process is refused
     */
    public static Transport join(Cluster cluster, Attempt attempt, Duration patience, Duration deadline)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + deadline.toNanos();
        @Nullable IOException last = null;
        do {
            try {
                Transport taken = once(cluster, attempt, Math.min(patience.toNanos(), end - System.nanoTime()));
                if (taken != null) {
                    return taken;
                }
                last = null;
            } catch (IOException failure) {
                last = failure;
            }
            long pause = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
            TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.MILLISECONDS.toNanos(pause), end - System.nanoTime()));
        } while (System.nanoTime() - end < 0);
        var late = new TimeoutException("no coordinator at " + cluster.where() + " took this agent up within "
                + deadline.toMillis() + " ms"
                + (last == null ? "; is it running, and of the same fleet?" : ": " + last.getMessage()));
        late.initCause(last);
        throw late;
    }

    private static @Nullable Transport once(Cluster cluster, Attempt attempt, long patienceNanos)
            throws IOException, InterruptedException {
        Transport transport = cluster.join();
        CountDownLatch taken = new CountDownLatch(1);
        boolean isTaken = false;
        try {
            transport.start(attempt.listener(transport, taken));
            isTaken = taken.await(patienceNanos, TimeUnit.NANOSECONDS);
            return isTaken ? transport : null;
        } finally {
            if (!isTaken) {
                transport.close();
            }
        }
    }
}

package dev.perf.report.internal.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches: a bounded number of messages wait for a connection of its own. Where it does not keep up with them,
 * they are thrown away, and it gets all that there is as soon as it can take it, which is less than what it missed.
 */
final class Watcher {

    /** How many messages may wait. */
    static final int MOST_WAITING = 8;

    /** What a dead connection is noticed by. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> waiting = new ArrayDeque<>();
    private boolean isBehind;
    private boolean isClosed;

    /** When it began to write what it writes; 0 while it does not. */
    private volatile long writingSince;

    private volatile @Nullable Thread writer;

    /** Asked for by a watcher that has fallen behind; offers it all that there is. */
    @FunctionalInterface
    interface CatchUp {
        void offerWhole();
    }

    /**
     * Gives it a message; does not wait.
     *
     * @return how many messages it will not get because of it
     */
    int offer(Message message) {
        lock.lock();
        try {
            if (isBehind || isClosed) {
                return 1;
            }
            int lost = 0;
            if (waiting.size() >= MOST_WAITING) {
                lost = waiting.size() + 1;
                waiting.clear();
                isBehind = true;
            } else {
                waiting.add(message);
            }
            changed.signalAll();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Gives it all that there is, in place of what it has missed. */
    void offerWhole(Message whole) {
        lock.lock();
        try {
            waiting.clear();
            waiting.add(whole);
            isBehind = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what comes, on the calling thread, until the last message, a broken connection or {@link #close}. */
    void write(OutputStream out, CatchUp catchUp) throws IOException, InterruptedException {
        writer = Thread.currentThread();
        Message message = null;
        while (!isClosed() && (message == null || !message.isLast())) {
            message = next(catchUp);
            writingSince = Math.max(1, System.nanoTime());
            out.write(message == null ? COMMENT : message.text());
            out.flush();
            writingSince = 0;
        }
    }

    private @Nullable Message next(CatchUp catchUp) throws InterruptedException {
        if (isBehind()) {
            catchUp.offerWhole();
        }
        lock.lock();
        try {
            long left = SIGN_OF_LIFE.toNanos();
            while (waiting.isEmpty() && !isBehind && !isClosed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isBehind() {
        lock.lock();
        try {
            return isBehind;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether it has taken nothing for that long. */
    boolean isStuck(Duration patience) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > TimeUnit.NANOSECONDS.convert(patience);
    }

    /** Ends it, whatever it is doing: to interrupt who writes to a connection closes the connection. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread busy = writer;
        if (busy != null) {
            busy.interrupt();
        }
    }
}

package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.clock.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the server has sent over a stream and the user has not taken yet; bounded, the oldest messages make room. The
 * client's thread writes, the user's thread reads, under one lock.
 */
public final class Inbox {

    /** Counts since they were last asked for. */
    record Counts(long received, long dropped) {}

    private final Clock clock;
    private final int maxMessages;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private long bytes;
    private long numbered;
    private long firstNanos;
    private long received;
    private long dropped;
    private @Nullable Ending ending;

    Inbox(Clock clock, int maxMessages, long maxBytes) {
        this.clock = clock;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    /** A message has come. */
    public void add(Message.Content content) {
        change(() -> {
            long now = clock.nanos();
            if (numbered == 0) {
                firstNanos = now;
            }
            messages.addLast(new Message(++numbered, content, now));
            bytes += content.bytes().length;
            received++;
            while (messages.size() > maxMessages || (bytes > maxBytes && messages.size() > 1)) {
                bytes -= messages.removeFirst().length();
                dropped++;
            }
        });
    }

    /** Nothing more will come; only the first end counts. */
    public void end(Ending.Way way, String kind, String message) {
        change(() -> {
            if (ending == null) {
                ending = new Ending(way, kind, message, clock.nanos());
            }
        });
    }

    /** Changes something that is awaited, under the lock. */
    public void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how the stream came to its end, or null while it is open. */
    public @Nullable Ending ending() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what has come and what was dropped since the last call. */
    Counts takeCounts() {
        lock.lock();
        try {
            Counts counts = new Counts(received, dropped);
            received = 0;
            dropped = 0;
            return counts;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the first message came, or -1 where none has. */
    long firstNanos() {
        lock.lock();
        try {
            return numbered == 0 ? -1 : firstNanos;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many messages there are that nobody has taken. */
    int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest message that is wanted; waits for one until {@code deadline} or the stream's end.
     *
     * @param wanted is asked once about each message, without the lock
     * @return null where none came
     */
    @Nullable
    Message take(Predicate<Message> wanted, long deadline) throws InterruptedException {
        long seen = 0;
        while (true) {
            List<Message> unseen = awaitAfter(seen, deadline);
            if (unseen.isEmpty()) {
                return null;
            }
            for (Message message : unseen) {
                if (wanted.test(message)) {
                    remove(message);
                    return message;
                }
            }
            seen = unseen.getLast().number();
        }
    }

    private List<Message> awaitAfter(long seen, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            await(
                    () -> numbered > seen
                            && !messages.isEmpty()
                            && messages.getLast().number() > seen,
                    deadline);
            var unseen = new ArrayList<Message>();
            Iterator<Message> newest = messages.descendingIterator();
            while (newest.hasNext()) {
                Message message = newest.next();
                if (message.number() <= seen) {
                    break;
                }
                unseen.addFirst(message);
            }
            return unseen;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Message message) {
        lock.lock();
        try {
            if (messages.remove(message)) {
                bytes -= message.length();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a condition, which is read under the lock, holds; false where it does not in time. */
    public boolean awaitThat(BooleanSupplier condition, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            await(condition, deadline);
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the stream's end; returns null where it has not come. */
    public @Nullable Ending awaitEnding(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            await(() -> false, deadline);
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock: waits until a condition holds, the stream has ended, or the deadline has passed. */
    private void await(BooleanSupplier condition, long deadline) throws InterruptedException {
        while (!condition.getAsBoolean() && ending == null) {
            long left = deadline - clock.nanos();
            if (left <= 0) {
                return;
            }
            changed.await(left, TimeUnit.NANOSECONDS);
        }
    }
}

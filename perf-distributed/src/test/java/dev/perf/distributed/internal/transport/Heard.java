package dev.perf.distributed.internal.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What a member was told: "joined a", "left a: left", "a says text". Messages begin with a text up to a zero byte. */
final class Heard implements Transport.Listener {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();

    @Override
    public void received(Member from, byte[] message) {
        int end = 0;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        add(from.id() + " says " + new String(message, 0, end, StandardCharsets.UTF_8), message);
    }

    @Override
    public void joined(Member member) {
        add("joined " + member.id(), new byte[0]);
    }

    @Override
    public void left(Member member, String cause) {
        add("left " + member.id() + ": " + cause, new byte[0]);
    }

    /** Waits for what is told to fit, at most 20 s, and returns it. */
    List<String> await(Predicate<List<String>> expected) throws InterruptedException {
        long left = Duration.ofSeconds(20).toNanos();
        lock.lock();
        try {
            while (!expected.test(lines)) {
                if (left <= 0) {
                    throw new AssertionError("after 20 s only this was told: " + lines);
                }
                left = more.awaitNanos(left);
            }
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for that line. */
    List<String> await(String line) throws InterruptedException {
        return await(all -> all.contains(line));
    }

    List<String> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    byte[] lastMessage() {
        lock.lock();
        try {
            return messages.getLast();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps what is told to this one waiting until the returned is closed. */
    AutoCloseable hold() {
        // Whoever tells waits for the lock in the middle of its call.
        lock.lock();
        return lock::unlock;
    }

    /** Whether something is being told that waits until the hold is over. */
    boolean isHeldUp() {
        return lock.hasQueuedThreads();
    }

    private void add(String line, byte[] message) {
        lock.lock();
        try {
            lines.add(line);
            messages.add(message);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

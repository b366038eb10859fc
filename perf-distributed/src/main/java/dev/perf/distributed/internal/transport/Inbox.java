package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.transport.ClusterSettings.Limits;
import dev.perf.distributed.internal.transport.Transport.Listener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has come in and waits to be told, urgent things first, by a thread of its own; and who the members are, as far as told.
 * Puts urgent messages in order, keeps messages back that come before their sender is known as a member, drops those of members
 * that left, and cuts off who sends too much. Thread-safe; no call waits for the listener.
 */
final class Inbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int MOST_EARLY = 1_000;
    /** Nothing comes from anybody who left so long ago. */
    private static final int MOST_GONE = 10_000;

    private static final long BURST_SECONDS = 4;

    private final Member self;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Queue<Call> urgent = new ArrayDeque<>();
    private final Queue<Call> calls = new ArrayDeque<>();
    private final Map<Member, Sender> senders = new LinkedHashMap<>();
    private final Set<Member> gone = new LinkedHashSet<>();
    private final List<Early> early = new ArrayList<>();
    private @Nullable Listener listener;
    private boolean isClosed;

    Inbox(Member self, Limits limits) {
        this.self = self;
        this.limits = limits;
        senders.put(self, new Sender(limits));
    }

    private interface Call {
        void to(Listener listener);
    }

    private record Early(Member from, byte[] message, long urgency) {}

    /** What is known of a member. */
    private static final class Sender {

        private final Limits limits;
        private final Map<Long, byte[]> ahead = new HashMap<>();
        private long nextUrgent = 1;
        private long unread;
        private double messages;
        private double bytes;
        private long filled = System.nanoTime();

        Sender(Limits limits) {
            this.limits = limits;
            messages = (double) limits.messagesPerSecond() * BURST_SECONDS;
            bytes = (double) limits.bytesPerSecond() * BURST_SECONDS;
        }

        /** Returns what it sent too much of, or null. */
        @Nullable
        String excess(int length) {
            long now = System.nanoTime();
            double seconds = (now - filled) / 1e9;
            filled = now;
            messages = Math.min(
                            messages + seconds * limits.messagesPerSecond(),
                            (double) limits.messagesPerSecond() * BURST_SECONDS)
                    - 1;
            bytes = Math.min(
                            bytes + seconds * limits.bytesPerSecond(), (double) limits.bytesPerSecond() * BURST_SECONDS)
                    - length;
            if (messages < 0) {
                return "it sent more than " + limits.messagesPerSecond() + " messages per second";
            }
            if (bytes < 0) {
                return "it sent more than " + limits.bytesPerSecond() + " bytes per second";
            }
            if (unread + length > limits.unreadBytes()) {
                return "it sent more than could be read: " + limits.unreadBytes() + " bytes";
            }
            return length > Transport.MOST_BYTES ? "it sent a message of " + length + " bytes" : null;
        }
    }

    void start(Listener to) {
        lock.lock();
        try {
            if (listener != null) {
                throw new IllegalStateException("started already");
            }
            listener = to;
        } finally {
            lock.unlock();
        }
        Thread.ofPlatform().daemon().name("perf-cluster-told").start(() -> tell(to));
    }

    Set<Member> members() {
        lock.lock();
        try {
            return isClosed ? Set.of(self) : new LinkedHashSet<>(senders.keySet());
        } finally {
            lock.unlock();
        }
    }

    boolean isMember(Member member) {
        lock.lock();
        try {
            return !isClosed && senders.containsKey(member);
        } finally {
            lock.unlock();
        }
    }

    /** Whether an urgent message waits to be told. */
    boolean isUrgent() {
        lock.lock();
        try {
            return !urgent.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void joined(Member member) {
        lock.lock();
        try {
            if (gone.contains(member) || senders.containsKey(member)) {
                return;
            }
            senders.put(member, new Sender(limits));
            // Before any message of it, urgent ones among them.
            add(urgent, to -> to.joined(member));
            List<Early> waiting = early.stream()
                    .filter(message -> message.from().equals(member))
                    .toList();
            early.removeAll(waiting);
            waiting.forEach(message -> received(member, message.message(), message.urgency()));
        } finally {
            lock.unlock();
        }
    }

    void left(Member member, String cause) {
        lock.lock();
        try {
            early.removeIf(message -> message.from().equals(member));
            gone.add(member);
            if (gone.size() > MOST_GONE) {
                gone.remove(gone.iterator().next());
            }
            if (senders.remove(member) != null) {
                add(calls, to -> to.left(member, cause));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a message.
     *
     * @param urgency number of the sender's urgent message, from 1; 0 for one that is not
     * @return whether its sender has just been cut off
     */
    boolean received(Member from, byte[] message, long urgency) {
        lock.lock();
        try {
            Sender sender = senders.get(from);
            if (sender == null) {
                if (!gone.contains(from) && early.size() < MOST_EARLY) {
                    early.add(new Early(from, message, urgency));
                }
                return false;
            }
            String excess = from.equals(self) ? null : sender.excess(message.length);
            if (excess != null) {
                LOG.warn("cut off the member {}: {}", from.id(), excess);
                left(from, "cut off: " + excess);
                return true;
            }
            if (urgency == 0) {
                add(calls, from, sender, message);
            } else if (urgency >= sender.nextUrgent) {
                sender.ahead.put(urgency, message);
                for (byte[] next = sender.ahead.remove(sender.nextUrgent);
                        next != null;
                        next = sender.ahead.remove(sender.nextUrgent)) {
                    sender.nextUrgent++;
                    add(urgent, from, sender, next);
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void add(Queue<Call> queue, Member from, Sender sender, byte[] message) {
        sender.unread += message.length;
        add(queue, to -> {
            lock.lock();
            try {
                sender.unread -= message.length;
            } finally {
                lock.unlock();
            }
            to.received(from, message);
        });
    }

    private void add(Queue<Call> queue, Call call) {
        queue.add(call);
        some.signal();
    }

    private void tell(Listener to) {
        while (true) {
            Call call;
            lock.lock();
            try {
                while (urgent.isEmpty() && calls.isEmpty() && !isClosed) {
                    // Each of those three signals.
                    some.await(1, TimeUnit.MINUTES);
                }
                if (isClosed) {
                    return;
                }
                call = urgent.isEmpty() ? calls.remove() : urgent.remove();
            } catch (InterruptedException stopped) {
                return;
            } finally {
                lock.unlock();
            }
            try {
                call.to(to);
            } catch (RuntimeException mistake) {
                LOG.error("what came from the cluster could not be handled", mistake);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            urgent.clear();
            calls.clear();
            early.clear();
            some.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

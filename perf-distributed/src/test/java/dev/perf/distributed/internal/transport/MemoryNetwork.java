package dev.perf.distributed.internal.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory, whose members can be cut off, slowed down, frozen and killed. Stepped, it does nothing but in
 * {@link #settle} and {@link #advance}, on the caller's thread and in the same order each time; running, it follows the clock
 * of the machine, and each listener has a thread of its own.
 *
 * <p>As on a real network, a message that cannot get through is kept and arrives when the line is mended, unless one of the
 * two has come to count as lost before: after the time given to {@link #stepped} or {@link #running}. Who is silent because
 * it is frozen or cut off does not know that it counts as lost: it notices in turn that the others say nothing any more.
 */
public final class MemoryNetwork implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::due).thenComparingLong(Event::order));
    private final Map<Member, Node> nodes = new LinkedHashMap<>();
    private final Map<Line, Way> ways = new HashMap<>();
    private final long timeoutNanos;
    private final @Nullable Thread thread;
    private final long began = System.nanoTime();

    private long now;
    private long order;
    private int joins;
    private boolean isClosed;

    private MemoryNetwork(Duration nodeTimeout, boolean isRunning) {
        timeoutNanos = nodeTimeout.toNanos();
        thread = isRunning ? Thread.ofPlatform().daemon().name("memory-network").start(this::run) : null;
    }

    /** Returns a network that moves only when told to, in a time of its own that begins at zero. */
    public static MemoryNetwork stepped(Duration nodeTimeout) {
        return new MemoryNetwork(nodeTimeout, false);
    }

    /** Returns a network that moves by itself. */
    public static MemoryNetwork running(Duration nodeTimeout) {
        return new MemoryNetwork(nodeTimeout, true);
    }

    /** Returns the cluster as a process of that name sees it; the first member has the name as id, later ones a number more. */
    public Cluster cluster(String name) {
        return new Cluster() {
            @Override
            public Transport join() {
                return MemoryNetwork.this.join(name);
            }

            @Override
            public String where() {
                return "memory";
            }
        };
    }

    /** Becomes a member, as {@link Cluster#join}. */
    public Transport join(String name) {
        lock.lock();
        try {
            Member self = new Member(nodes.containsKey(new Member(name)) ? name + "#" + ++joins : name);
            Node node = new Node(self);
            nodes.put(self, node);
            for (Node other : List.copyOf(nodes.values())) {
                if (other != node && other.isUp()) {
                    meet(other, node);
                    meet(node, other);
                }
            }
            changed.signalAll();
            return node;
        } finally {
            lock.unlock();
        }
    }

    /** Cuts the lines from and to a member. */
    public void cutOff(Member member) {
        change(() -> nodes.keySet().forEach(other -> {
            way(member, other).isCut = true;
            way(other, member).isCut = true;
        }));
    }

    /** Cuts one direction. */
    public void cut(Member from, Member to) {
        change(() -> way(from, to).isCut = true);
    }

    /** Mends all lines. */
    public void heal() {
        change(() -> ways.values().forEach(way -> way.isCut = false));
    }

    /** Lets everything that is sent from one member to another from now on take that long. */
    public void delay(Member from, Member to, Duration time) {
        change(() -> way(from, to).delayNanos = time.toNanos());
    }

    /** Stops a member without it noticing: it is told nothing, and what it sends leaves when it is thawed. */
    public void freeze(Member member) {
        change(() -> node(member).isFrozen = true);
    }

    /** Lets a frozen member go on. */
    public void thaw(Member member) {
        change(() -> node(member).isFrozen = false);
    }

    /** Whether an urgent message has come to a member and waits to be told. */
    public boolean isUrgent(Member member) {
        lock.lock();
        try {
            return !node(member).urgent.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a member as a crash does: it sends and is told nothing any more, and the others are told at once. */
    public void kill(Member member) {
        change(() -> node(member).end("its connection was closed"));
    }

    /** Does all that is due, and whatever comes of it without time passing; stepped networks only. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Lets time pass, and does all that becomes due meanwhile; stepped networks only. */
    public void advance(Duration time) {
        if (thread != null) {
            throw new IllegalStateException("a running network moves by itself");
        }
        long until = now + time.toNanos();
        while (step(until)) {
            // the next one
        }
        now = until;
    }

    /** Returns the time of a stepped network. */
    public Duration time() {
        return Duration.ofNanos(now);
    }

    /** Ends the network; its members are told nothing any more. */
    @Override
    public void close() {
        change(() -> {
            isClosed = true;
            events.clear();
            for (Node node : nodes.values()) {
                if (node.caller != null) {
                    node.caller.shutdown();
                }
            }
        });
    }

    private void run() {
        while (true) {
            lock.lock();
            try {
                now = System.nanoTime() - began;
                Event next = events.peek();
                while (!isClosed && (next == null || next.due() > now)) {
                    if (next == null) {
                        changed.awaitUninterruptibly();
                    } else {
                        changed.awaitNanos(next.due() - now);
                    }
                    now = System.nanoTime() - began;
                    next = events.peek();
                }
                if (isClosed) {
                    return;
                }
            } catch (InterruptedException stopped) {
                return;
            } finally {
                lock.unlock();
            }
            step(now);
        }
    }

    private boolean step(long until) {
        @Nullable Runnable call;
        lock.lock();
        try {
            Event next = events.peek();
            if (isClosed || next == null || next.due() > until) {
                return false;
            }
            events.remove();
            now = Math.max(now, next.due());
            call = next.action().get();
        } finally {
            lock.unlock();
        }
        // Outside the lock, as the listener may send.
        if (call != null) {
            call.run();
        }
        return true;
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            review();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void schedule(long delayNanos, Action action) {
        events.add(new Event((thread == null ? now : System.nanoTime() - began) + delayNanos, order++, action));
        changed.signalAll();
    }

    private void meet(Node who, Node other) {
        who.members.add(other.self);
        // Before anything of the other's, which may be urgent.
        who.tellUrgently(listener -> listener.joined(other.self));
    }

    private Node node(Member member) {
        Node node = nodes.get(member);
        if (node == null) {
            throw new IllegalArgumentException("no member " + member);
        }
        return node;
    }

    private Way way(Member from, Member to) {
        return ways.computeIfAbsent(new Line(from, to), line -> new Way());
    }

    /** Sends on what can get through now, and begins to count where silence begins. */
    private void review() {
        for (Node from : nodes.values()) {
            for (Node to : nodes.values()) {
                if (from != to) {
                    way(from.self, to.self).review(from, to);
                }
            }
            if (!from.isFrozen) {
                from.wake();
            }
        }
    }

    /** What happens at a time; returns the call of a listener that comes of it. */
    private interface Action {
        @Nullable
        Runnable get();
    }

    private interface Call {
        void to(Transport.Listener listener);
    }

    private record Event(long due, long order, Action action) {}

    private record Line(Member from, Member to) {}

    private record Letter(byte[] message, boolean isUrgent) {}

    /** One direction between two members. */
    private final class Way {

        boolean isCut;
        long delayNanos;
        private final Queue<Letter> held = new ArrayDeque<>();
        private long silence;
        private boolean isSilent;

        void send(Node from, Node to, Letter letter) {
            if (isCut || from.isFrozen || !held.isEmpty()) {
                held.add(letter);
            } else {
                carry(from, to, letter);
            }
        }

        void review(Node from, Node to) {
            while (!isCut && !from.isFrozen && !held.isEmpty()) {
                carry(from, to, held.remove());
            }
            boolean isKnown = to.members.contains(from.self);
            boolean isNowSilent = isKnown && (isCut || from.isFrozen || !from.members.contains(to.self));
            if (isNowSilent && !isSilent) {
                expect(from, to, ++silence);
            } else if (!isNowSilent && isSilent) {
                silence++;
            }
            isSilent = isNowSilent;
        }

        private void expect(Node from, Node to, long number) {
            schedule(timeoutNanos, () -> {
                if (silence == number && isSilent && to.isUp()) {
                    if (to.isFrozen) {
                        expect(from, to, number);
                    } else {
                        to.lose(from, "silent for " + timeoutNanos / 1_000_000 + " ms");
                        MemoryNetwork.this.review();
                    }
                }
                return null;
            });
        }

        private void carry(Node from, Node to, Letter letter) {
            schedule(delayNanos, () -> {
                if (to.members.contains(from.self)) {
                    to.receive(from.self, letter);
                }
                return null;
            });
        }
    }

    private final class Node implements Transport {

        private final Member self;
        private final Set<Member> members = new TreeSet<>(Comparator.comparing(Member::id));
        private final Queue<Call> urgent = new ArrayDeque<>();
        private final Queue<Call> calls = new ArrayDeque<>();
        private final @Nullable ExecutorService caller;
        private @Nullable Listener listener;
        private boolean isFrozen;
        private boolean isOver;

        Node(Member self) {
            this.self = self;
            caller = thread == null
                    ? null
                    : Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name(self.id()).factory());
            members.add(self);
        }

        boolean isUp() {
            return !isOver;
        }

        @Override
        public void start(Listener listener) {
            change(() -> {
                if (this.listener != null) {
                    throw new IllegalStateException("started already");
                }
                this.listener = listener;
            });
        }

        @Override
        public Member self() {
            return self;
        }

        @Override
        public Set<Member> members() {
            lock.lock();
            try {
                return Set.copyOf(members);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void send(Member to, byte[] message) {
            post(to, message, false);
        }

        @Override
        public void sendUrgently(Member to, byte[] message) {
            post(to, message, true);
        }

        @Override
        public void close() {
            change(() -> end("left"));
        }

        private void post(Member to, byte[] message, boolean isUrgent) {
            if (message.length > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "a message has " + message.length + " bytes; at most " + MOST_BYTES + " are allowed");
            }
            lock.lock();
            try {
                if (isUp() && members.contains(to)) {
                    Letter letter = new Letter(message.clone(), isUrgent);
                    if (to.equals(self)) {
                        receive(self, letter);
                    } else {
                        way(self, to).send(this, node(to), letter);
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        private void receive(Member from, Letter letter) {
            Call call = to -> to.received(from, letter.message());
            if (letter.isUrgent()) {
                tellUrgently(call);
            } else {
                tell(call);
            }
        }

        /** In the order of what happened; told when it is this one's turn, listened to, and not frozen. */
        private void tell(Call call) {
            calls.add(call);
            prompt();
        }

        private void tellUrgently(Call call) {
            urgent.add(call);
            prompt();
        }

        private void wake() {
            for (int i = 0; i < urgent.size() + calls.size(); i++) {
                prompt();
            }
        }

        private @Nullable Runnable next() {
            Listener to = listener;
            if (to == null || isFrozen || isOver) {
                return null;
            }
            Call call = urgent.peek() != null ? urgent.remove() : calls.poll();
            return call == null ? null : () -> call.to(to);
        }

        /** Lets the next call be made: in its turn when stepped, else by the member's own thread. */
        private void prompt() {
            if (caller == null) {
                schedule(0, this::next);
            } else if (!caller.isShutdown()) {
                caller.execute(() -> {
                    @Nullable Runnable call;
                    lock.lock();
                    try {
                        call = next();
                    } finally {
                        lock.unlock();
                    }
                    if (call != null) {
                        call.run();
                    }
                });
            }
        }

        private void lose(Node other, String cause) {
            if (members.remove(other.self)) {
                tell(to -> to.left(other.self, cause));
            }
        }

        private void end(String cause) {
            if (isOver) {
                return;
            }
            isOver = true;
            if (caller != null) {
                caller.shutdown();
            }
            members.removeIf(member -> !member.equals(self));
            for (Node other : new ArrayList<>(nodes.values())) {
                Way way = way(self, other.self);
                if (other != this && !way.isCut && !isFrozen) {
                    schedule(way.delayNanos, () -> {
                        other.lose(this, cause);
                        return null;
                    });
                }
            }
        }
    }
}

package dev.perf.distributed.internal.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory that never fails, for so many members that {@link MemoryNetwork} would be what is measured: all know
 * the one in the middle, and only that one knows all. Each listener has a thread with the name of its member.
 */
public final class StarNetwork implements Meeting {

    private final Node middle;

    /** Begins with the member in the middle. */
    public StarNetwork(String name) {
        middle = new Node(name);
    }

    @Override
    public Transport middle() {
        return middle;
    }

    @Override
    public Cluster cluster(String name) {
        return new Cluster() {
            @Override
            public Transport join() {
                return new Node(name);
            }

            @Override
            public String where() {
                return "memory";
            }
        };
    }

    @Override
    public void close() {
        middle.close();
    }

    private final class Node implements Transport {

        private final Member self;
        private final ExecutorService caller;
        private final Set<Node> others = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Listener listener;

        Node(String name) {
            self = new Member(name);
            caller = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name(name).factory());
        }

        private void meet(Node other) {
            others.add(other);
            call(to -> to.joined(other.self));
        }

        private void call(Consumer<Listener> what) {
            try {
                caller.execute(() -> {
                    Listener told = listener;
                    if (told != null) {
                        what.accept(told);
                    }
                });
            } catch (RejectedExecutionException closed) {
                others.clear();
            }
        }

        @Override
        public void start(Listener told) {
            listener = told;
            if (this != middle) {
                meet(middle);
                middle.meet(this);
            }
        }

        @Override
        public Member self() {
            return self;
        }

        @Override
        public Set<Member> members() {
            Set<Member> members = ConcurrentHashMap.newKeySet();
            members.add(self);
            others.forEach(other -> members.add(other.self));
            return members;
        }

        @Override
        public void send(Member to, byte[] message) {
            for (Node other : others) {
                if (other.self.equals(to)) {
                    other.call(listener -> listener.received(self, message));
                }
            }
        }

        @Override
        public void sendUrgently(Member to, byte[] message) {
            send(to, message);
        }

        @Override
        public void close() {
            for (Node other : others) {
                other.others.remove(this);
                other.call(listener -> listener.left(self, "it left"));
            }
            others.clear();
            caller.shutdown();
        }
    }
}

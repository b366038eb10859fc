package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.GuardedServerSocket;
import dev.perf.distributed.internal.transport.ClusterSettings.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Message.Flag;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A membership of a cluster of JGroups. */
public final class JGroupsTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(JGroupsTransport.class);

    private final JChannel channel;
    private final GuardedServerSocket server;
    private final InetSocketAddress address;
    private final Departures departures;
    private final Limits limits;
    private final Map<Member, Peer> peers = new ConcurrentHashMap<>();
    private final ExecutorService urgentSenders = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("perf-cluster-urgent").factory());
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final ReentrantLock views = new ReentrantLock();
    private Set<Address> viewed = Set.of();

    @SuppressWarnings("NullAway.Init") // by connect, before anybody else sees this
    private volatile Member self;

    @SuppressWarnings("NullAway.Init") // by connect
    private volatile Inbox inbox;

    JGroupsTransport(
            JChannel channel,
            GuardedServerSocket server,
            InetSocketAddress address,
            Departures departures,
            Limits limits) {
        this.channel = channel;
        this.server = server;
        this.address = address;
        this.departures = departures;
        this.limits = limits;
    }

    /** A member as JGroups knows it, and the urgent messages on their way to it. */
    private static final class Peer {

        private static final int MOST_WAITING = 10_000;

        private final Address address;
        private final ReentrantLock lock = new ReentrantLock();
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private boolean isSending;
        private long sent;

        Peer(Address address) {
            this.address = address;
        }

        /** Returns whether somebody has to begin sending. */
        boolean enqueue(byte[] message) {
            lock.lock();
            try {
                if (waiting.size() < MOST_WAITING) {
                    waiting.add(message);
                }
                // Else it has read nothing for so long that it will never read this either.
                boolean isFirst = !isSending;
                isSending = true;
                return isFirst;
            } finally {
                lock.unlock();
            }
        }

        /** Returns the next message with its number before it, or null if that was all. */
        byte @Nullable [] next() {
            lock.lock();
            try {
                byte[] message = waiting.poll();
                if (message == null) {
                    isSending = false;
                    return null;
                }
                return ByteBuffer.allocate(Long.BYTES + message.length)
                        .putLong(++sent)
                        .put(message)
                        .array();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns where this member listens, with the port that it has in fact. */
    public InetSocketAddress address() {
        return address;
    }

    void connect(String cluster) throws IOException {
        // Known before the first message can come.
        UUID id = UUID.randomUUID();
        channel.addAddressGenerator(() -> id);
        self = new Member(id.toStringLong());
        inbox = new Inbox(self, limits);
        peers.put(self, new Peer(id));
        channel.setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                take(message);
            }

            @Override
            public void viewAccepted(View view) {
                accept(view);
            }
        });
        try {
            channel.connect(cluster);
        } catch (Exception failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SecurityException refused) {
                    throw new SecurityException(
                            "refused by the coordinator: the join secret is another (" + refused.getMessage() + ")",
                            failure);
                }
            }
            throw new IOException("the cluster cannot be joined: " + failure.getMessage(), failure);
        }
    }

    /** Whether this member founded the cluster, or is the oldest that is left. */
    boolean isFirst() {
        View view = channel.getView();
        return view == null || view.getMembers().getFirst().equals(channel.getAddress());
    }

    private void accept(View view) {
        views.lock();
        try {
            Set<Address> now = new HashSet<>(view.getMembers());
            List<Address> gone = new ArrayList<>(viewed);
            gone.removeAll(now);
            for (Address member : view.getMembers()) {
                Member known = member(member);
                if (!viewed.contains(member) && !known.equals(self)) {
                    peers.put(known, new Peer(member));
                    inbox.joined(known);
                }
            }
            for (Address member : gone) {
                peers.remove(member(member));
                inbox.left(member(member), departures.cause(member));
            }
            viewed = now;
        } finally {
            views.unlock();
        }
    }

    private void take(Message message) {
        if (!(message instanceof BytesMessage) || message.getSrc() == null) {
            // No other kind is ever sent, and others could hold objects.
            return;
        }
        byte[] bytes = new byte[message.getLength()];
        if (bytes.length > 0) {
            System.arraycopy(message.getArray(), message.getOffset(), bytes, 0, bytes.length);
        }
        long urgency = 0;
        if (message.isFlagSet(Flag.OOB)) {
            if (bytes.length < Long.BYTES) {
                return;
            }
            ByteBuffer numbered = ByteBuffer.wrap(bytes);
            urgency = numbered.getLong();
            bytes = new byte[numbered.remaining()];
            numbered.get(bytes);
        }
        if (inbox.received(member(message.getSrc()), bytes, urgency)) {
            peers.remove(member(message.getSrc()));
            departures.expel(message.getSrc());
        }
    }

    private static Member member(Address address) {
        return new Member(address instanceof UUID id ? id.toStringLong() : address.toString());
    }

    @Override
    public void start(Listener listener) {
        inbox.start(listener);
    }

    @Override
    public Member self() {
        return self;
    }

    @Override
    public Set<Member> members() {
        return inbox.members();
    }

    @Override
    public void send(Member to, byte[] message) {
        Peer peer = peer(to, message);
        if (peer != null) {
            post(new BytesMessage(peer.address, message.clone()));
        }
    }

    @Override
    public void sendUrgently(Member to, byte[] message) {
        Peer peer = peer(to, message);
        if (peer == null) {
            return;
        }
        if (peer.enqueue(message.clone())) {
            try {
                urgentSenders.execute(() -> sendAllUrgent(peer));
            } catch (RejectedExecutionException closing) {
                LOG.trace("closed while a message was sent", closing);
            }
        }
    }

    /** On a thread that no other member waits for, as this one may wait for a member that reads nothing. */
    private void sendAllUrgent(Peer peer) {
        for (byte[] next = peer.next(); next != null; next = peer.next()) {
            post(new BytesMessage(peer.address, next).setFlag(Flag.OOB, Flag.DONT_BUNDLE));
        }
    }

    private @Nullable Peer peer(Member to, byte[] message) {
        if (message.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a message has " + message.length + " bytes; at most " + MOST_BYTES + " are allowed");
        }
        return isClosed.get() || !inbox.isMember(to) ? null : peers.get(to);
    }

    private void post(Message message) {
        try {
            channel.send(message);
        } catch (Exception failure) {
            // Only when this membership is being closed; as for anybody who is no member.
            if (!isClosed.get() && channel.isConnected()) {
                throw new IllegalStateException("a message cannot be sent: " + failure.getMessage(), failure);
            }
        }
    }

    /** Whether an urgent message has come and waits to be told. */
    boolean isUrgent() {
        return inbox.isUrgent();
    }

    /** Returns what is beneath. */
    JChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            inbox.close();
            urgentSenders.shutdown();
            channel.close();
            try {
                server.close();
            } catch (IOException closedAlready) {
                throw new IllegalStateException(closedAlready);
            }
        }
    }
}

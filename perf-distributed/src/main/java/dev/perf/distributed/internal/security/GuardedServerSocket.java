package dev.perf.distributed.internal.security;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server socket that gives out only connections whose other end has proved who it is. Each is let in by a thread of its own,
 * in at most 3 s, so nobody who connects and says nothing keeps others waiting; when more than 64 are at it, whoever has been
 * for longest is hung up on.
 */
public final class GuardedServerSocket extends ServerSocket {

    /** How long somebody has to prove who it is. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    static final int MOST_PENDING = 64;

    private static final Logger LOG = LoggerFactory.getLogger(GuardedServerSocket.class);
    private static final int MOST_READY = 1024;
    private static final int LOOK_MILLIS = 250;

    private final ServerSocket listening;
    private final Gate gate;
    private final Set<Role> roles;
    private final RareLog refusals = new RareLog(LOG);
    private final BlockingQueue<Socket> ready = new ArrayBlockingQueue<>(MOST_READY);
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Socket> pending = new LinkedHashSet<>();
    private final ScheduledExecutorService clock;
    private volatile boolean isClosed;
    private volatile int timeoutMillis;

    private GuardedServerSocket(ServerSocket listening, Gate gate, Set<Role> roles) throws IOException {
        this.listening = listening;
        this.gate = gate;
        this.roles = roles;
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("perf-guard-clock").factory());
    }

    /**
     * Listens.
     *
     * @param address where; port 0 for any that is free
     * @param more how many of the next ports are tried when that one is in use
     * @param roles who is let in
     * @throws BindException if all those ports are in use, or the address is not one of this machine; the message says so
     * @throws dev.perf.fleet.FleetException if the gate does not allow that address
     */
    public static GuardedServerSocket open(InetSocketAddress address, int more, Gate gate, Set<Role> roles)
            throws IOException {
        if (address.isUnresolved()) {
            throw new BindException("unknown host " + address.getHostString() + " cannot be listened on");
        }
        gate.requireAllowed(address.getAddress());
        GuardedServerSocket guard = new GuardedServerSocket(bound(address, more), gate, roles);
        Thread.ofPlatform().daemon().name("perf-guard-" + guard.getLocalPort()).start(guard::listen);
        return guard;
    }

    private static ServerSocket bound(InetSocketAddress address, int more) throws IOException {
        int last = Math.min(address.getPort() + more, 65_535);
        for (int port = address.getPort(); ; port++) {
            ServerSocket socket = new ServerSocket();
            try {
                // Else a port that was given up a moment ago counts as in use.
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address.getAddress(), port), MOST_READY);
                return socket;
            } catch (IOException taken) {
                socket.close();
                if (port == last || !String.valueOf(taken.getMessage()).contains("in use")) {
                    throw unbound(address, last, taken);
                }
            }
        }
    }

    private static BindException unbound(InetSocketAddress address, int last, IOException failure) {
        String ports = last == address.getPort() ? "port " + last : "ports " + address.getPort() + " to " + last;
        String host = address.getAddress().getHostAddress();
        BindException explained = new BindException(
                String.valueOf(failure.getMessage()).contains("in use")
                        ? ports + " of " + host + (last == address.getPort() ? " is" : " are")
                                + " in use; end what listens there, or choose another"
                        : host + " cannot be listened on: " + failure.getMessage());
        explained.initCause(failure);
        return explained;
    }

    private void listen() {
        while (!isClosed) {
            try {
                Socket raw = listening.accept();
                makeRoomFor(raw);
                Thread.ofPlatform().daemon().name("perf-guard-in").start(() -> admit(raw));
            } catch (IOException | OutOfMemoryError failure) {
                // Out of files or threads for a moment; those who wait go away in 3 s.
                if (!isClosed && !pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private void makeRoomFor(Socket raw) {
        @Nullable Socket oldest = null;
        lock.lock();
        try {
            if (pending.size() >= MOST_PENDING) {
                Iterator<Socket> first = pending.iterator();
                oldest = first.next();
                first.remove();
            }
            pending.add(raw);
        } finally {
            lock.unlock();
        }
        if (oldest != null) {
            close(oldest);
        }
    }

    private void admit(Socket raw) {
        SocketAddress from = raw.getRemoteSocketAddress();
        ScheduledFuture<?> end = null;
        try {
            // A peer that sends a byte now and then never lets a read time out.
            end = clock.schedule(() -> close(raw), LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            Socket proved = gate.admit(raw, roles, LIMIT);
            if (!end.cancel(false) || isClosed || !ready.offer(proved)) {
                close(proved);
            }
        } catch (IOException | RuntimeException refused) {
            refusals.warn("hung up on " + from + ": " + refused.getMessage());
        } finally {
            if (end != null) {
                end.cancel(false);
            }
            lock.lock();
            try {
                pending.remove(raw);
            } finally {
                lock.unlock();
            }
            if (isClosed) {
                close(raw);
            }
        }
    }

    @Override
    public Socket accept() throws IOException {
        long begin = System.nanoTime();
        try {
            while (!isClosed) {
                Socket next = ready.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    return next;
                }
                int limit = timeoutMillis;
                if (limit > 0 && System.nanoTime() - begin > limit * 1_000_000L) {
                    throw new SocketTimeoutException("nobody came in " + limit + " ms");
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new SocketException("closed");
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        clock.shutdownNow();
        listening.close();
        Set<Socket> open;
        lock.lock();
        try {
            open = Set.copyOf(pending);
        } finally {
            lock.unlock();
        }
        open.forEach(GuardedServerSocket::close);
        for (Socket next = ready.poll(); next != null; next = ready.poll()) {
            close(next);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            LOG.trace("closing {}", socket, gone);
        }
    }

    @Override
    public void bind(@Nullable SocketAddress endpoint) {
        // Bound already.
    }

    @Override
    public void bind(@Nullable SocketAddress endpoint, int backlog) {
        // Bound already.
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public int getLocalPort() {
        return listening.getLocalPort();
    }

    @Override
    public InetAddress getInetAddress() {
        return listening.getInetAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return listening.getLocalSocketAddress();
    }

    @Override
    public void setSoTimeout(int timeout) {
        timeoutMillis = timeout;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public void setReuseAddress(boolean on) {
        // Set already.
    }

    @Override
    public boolean getReuseAddress() {
        return true;
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        listening.setReceiveBufferSize(size);
    }

    @Override
    public String toString() {
        return "guarded " + listening.getLocalSocketAddress();
    }
}

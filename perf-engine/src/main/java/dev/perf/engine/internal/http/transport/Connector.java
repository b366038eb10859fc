package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Looks up, connects and shakes hands.
 *
 * <p>Through a proxy, connecting includes asking it for a tunnel. Of several addresses, those of the family that the
 * resolver names first are taken in turn, so that connections spread evenly over them. What fails goes to the next
 * address, each with an equal share of the time left, so that one that swallows packets cannot use up the time of the
 * next; those of the other family come last.
 */
final class Connector {

    /** Whom a connection is being made for. */
    interface Owner {

        /**
         * Makes a socket known to whoever aborts.
         *
         * @throws IOException if the work has been aborted already
         */
        void opening(Socket socket) throws IOException;

        /** The TLS context with which the owner proves who it is; null where it is the one of all. */
        @Nullable
        SSLContext identity();

        /**
         * TCP is connected, tunnel included, and the TLS handshake begins.
         *
         * @throws IOException if the time to connect is over
         */
        void shakingHands(long now) throws IOException;
    }

    private static final long FIRST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long MOST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final TransportSettings settings;
    private final Buffers buffers;
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<String, AtomicInteger> turnsOfHosts = new ConcurrentHashMap<>();

    Connector(TransportSettings settings, Buffers buffers) {
        this.settings = settings;
        this.buffers = buffers;
    }

    /**
     * Opens a connection and stamps the phases.
     *
     * @param deadline when TCP must be connected; the handshake is left to the owner's watchdog
     */
    Connection open(Origin origin, Timing timing, long deadline, Owner owner) throws IOException {
        timing.opening(now());
        SSLContext identity = origin.scheme() == Scheme.HTTPS ? owner.identity() : null;
        ProxySettings proxy = settings.proxy() != null && settings.proxy().isFor(origin) ? settings.proxy() : null;
        Origin peer = proxy == null ? origin : proxy.origin();
        Socket raw;
        if (settings.unixSocket() != null) {
            timing.lookedUp(now());
            raw = connect(UnixDomainSocketAddress.of(settings.unixSocket()), deadline, owner);
        } else {
            InetAddress[] addresses = inTurn(peer.host(), settings.resolver().resolve(peer.host()));
            timing.lookedUp(now());
            raw = connect(addresses, peer, deadline, owner);
        }
        try {
            if (proxy != null && !proxy.forwards(origin)) {
                Tunnel.open(proxy, origin, raw);
            }
            long connected = now();
            boolean plain = origin.scheme() == Scheme.HTTP;
            if (!plain) {
                owner.shakingHands(connected);
            }
            timing.connected(connected);
            Socket speaking = plain ? raw : handshake(raw, origin, identity);
            timing.secured(plain ? connected : now());
            return new Connection(origin, proxy, raw, speaking, buffers, settings.nanoClock());
        } catch (IOException | RuntimeException e) {
            Connection.close(raw);
            throw e;
        }
    }

    private InetAddress[] inTurn(String host, InetAddress[] addresses) {
        int preferred = 1;
        while (preferred < addresses.length && addresses[preferred].getClass() == addresses[0].getClass()) {
            preferred++;
        }
        if (preferred == 1) {
            return addresses;
        }
        int first = Math.floorMod(
                turnsOfHosts
                        .computeIfAbsent(host, ignored -> new AtomicInteger())
                        .getAndIncrement(),
                preferred);
        InetAddress[] turned = addresses.clone();
        for (int i = 0; i < preferred; i++) {
            turned[i] = addresses[(first + i) % preferred];
        }
        return turned;
    }

    private Socket connect(InetAddress[] addresses, Origin origin, long deadline, Owner owner) throws IOException {
        IOException failure = new UnknownHostException(origin.host());
        for (int i = 0; i < addresses.length; i++) {
            long share = (deadline - now()) / (addresses.length - i);
            if (share <= 0) {
                throw new SocketTimeoutException("no time left for " + addresses[i]);
            }
            // Not "new Socket()": that asks the system's proxy selector at every connect.
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                owner.opening(socket);
                bind(socket);
                socket.connect(new InetSocketAddress(addresses[i], origin.port()), millisRoundedUp(share));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException | RuntimeException e) {
                Connection.close(socket);
                if (!(e instanceof IOException) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                failure = (IOException) e;
            }
        }
        throw failure;
    }

    /** Where too many connections wait to be accepted, tries again: TCP would do so by itself. */
    private Socket connect(UnixDomainSocketAddress address, long deadline, Owner owner) throws IOException {
        long wait = FIRST_WAIT_NANOS;
        while (true) {
            UnixSocket socket = new UnixSocket();
            try {
                owner.opening(socket);
                if (socket.reach(address)) {
                    return socket;
                }
                Connection.close(socket);
            } catch (IOException | RuntimeException e) {
                Connection.close(socket);
                throw e;
            }
            long left = deadline - now();
            if (left <= 0) {
                throw new SocketTimeoutException("no room in the backlog of " + address);
            }
            LockSupport.parkNanos(Math.min(left, wait));
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            wait = Math.min(MOST_WAIT_NANOS, wait * 2);
        }
    }

    private void bind(Socket socket) throws IOException {
        List<InetAddress> own = settings.localAddresses();
        if (!own.isEmpty()) {
            int turn = Math.floorMod(turns.getAndIncrement(), own.size());
            socket.bind(new InetSocketAddress(own.get(turn), 0));
        }
    }

    private SSLSocket handshake(Socket raw, Origin origin, @Nullable SSLContext identity) throws IOException {
        SSLContext context = identity == null ? settings.tls().context() : identity;
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, origin.host(), origin.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        if (!settings.tls().versions().isEmpty()) {
            parameters.setProtocols(settings.tls().versions().toArray(String[]::new));
        }
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        if (settings.tls().verification() == TlsSettings.Verification.FULL) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        nameServer(parameters, origin.host());
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The JDK names the server only where the name has a dot; curl and browsers name "localhost" too. */
    private static void nameServer(SSLParameters parameters, String host) {
        boolean address = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        if (!address) {
            try {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            } catch (IllegalArgumentException notAName) {
                parameters.setServerNames(List.of()); // such as one with an underscore: DNS may still know it
            }
        }
    }

    private static int millisRoundedUp(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1);
    }

    private long now() {
        return settings.nanoClock().getAsLong();
    }
}

package dev.perf.distributed.internal.security;

import dev.perf.fleet.FleetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * How connections of a fleet begin, at both ends: with TLS 1.3 and a certificate of either side, or, on loopback only, with
 * nothing. What comes out is ready for use, and known to be of the fleet. Immutable.
 */
public final class Gate {

    /** So that whoever connects and says nothing, or something else, is told from one of ours without TLS as well. */
    private static final byte[] GREETING = "PERF/1\n".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable FleetIdentity identity;
    private final boolean checksHosts;

    private Gate(@Nullable FleetIdentity identity, boolean checksHosts) {
        this.identity = identity;
        this.checksHosts = checksHosts;
    }

    /**
     * Returns a gate for members of one fleet.
     *
     * @param checksHosts whether who is called must have the host it was called by in its certificate, too
     */
    public static Gate secured(FleetIdentity identity, boolean checksHosts) {
        return new Gate(identity, checksHosts);
    }

    /** Returns a gate without certificates, which opens on loopback alone. */
    public static Gate insecure() {
        return new Gate(null, false);
    }

    /** Whether both sides have to prove who they are. */
    public boolean isSecured() {
        return identity != null;
    }

    /**
     * Refuses to listen where strangers could call without proof of who they are.
     *
     * @throws FleetException if this gate is insecure and the address is not loopback
     */
    public void requireAllowed(InetAddress listening) {
        if (identity == null && !listening.isLoopbackAddress()) {
            throw new FleetException("without certificates only loopback can be listened on, not "
                    + listening.getHostAddress()
                    + ": whoever reaches an agent has code run there; make certificates with perf fleet init");
        }
    }

    /**
     * Connects to somebody in one of the roles.
     *
     * @param limit of all of it
     * @throws IOException if nobody answers, or who answers is none of those; the message says which
     */
    public Socket connect(InetSocketAddress to, Set<Role> roles, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        if (to.isUnresolved()) {
            throw new UnknownHostException("unknown host " + to.getHostString());
        }
        if (identity == null && !to.getAddress().isLoopbackAddress()) {
            throw new IOException("without certificates only loopback can be called, not " + to.getHostString());
        }
        Socket raw = new Socket();
        try {
            raw.connect(to, millis(limit));
            raw.setTcpNoDelay(true);
            Socket ready = identity == null ? raw : greetSecurely(raw, to, identity, roles, end);
            ready.getOutputStream().write(GREETING);
            ready.getOutputStream().flush();
            ready.setSoTimeout(0);
            return ready;
        } catch (IOException failure) {
            raw.close();
            throw explained(failure, limit);
        } catch (RuntimeException failure) {
            raw.close();
            throw failure;
        }
    }

    private Socket greetSecurely(Socket raw, InetSocketAddress to, FleetIdentity self, Set<Role> roles, long end)
            throws IOException {
        SSLSocket socket = (SSLSocket)
                self.tls(roles).getSocketFactory().createSocket(raw, to.getHostString(), to.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        if (checksHosts) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(millis(Duration.ofNanos(end - System.nanoTime())));
        socket.startHandshake();
        return socket;
    }

    /**
     * Takes a connection that was accepted from somebody in one of the roles; closed if it is from anybody else. Each read of it
     * takes at most the limit, so whoever calls this closes it in the end when all of it takes too long.
     */
    Socket admit(Socket raw, Set<Role> roles, Duration limit) throws IOException {
        try {
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(millis(limit));
            Socket ready = raw;
            if (identity != null) {
                SSLSocket socket = (SSLSocket) identity.tls(roles)
                        .getSocketFactory()
                        .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setProtocols(new String[] {"TLSv1.3"});
                parameters.setNeedClientAuth(true);
                socket.setSSLParameters(parameters);
                socket.setUseClientMode(false);
                socket.startHandshake();
                ready = socket;
            } else if (!raw.getInetAddress().isLoopbackAddress()) {
                throw new IOException("it calls from elsewhere, without a certificate");
            }
            readGreeting(ready.getInputStream());
            ready.setSoTimeout(0);
            return ready;
        } catch (IOException failure) {
            raw.close();
            throw explained(failure, limit);
        } catch (RuntimeException failure) {
            raw.close();
            throw failure;
        }
    }

    private static void readGreeting(InputStream in) throws IOException {
        byte[] greeting = in.readNBytes(GREETING.length);
        if (greeting.length == 0) {
            throw new EOFException("it hung up");
        }
        if (!Arrays.equals(greeting, GREETING)) {
            throw new IOException("it does not speak Perf's language");
        }
    }

    private static IOException explained(IOException failure, Duration limit) {
        return switch (failure) {
            case SocketTimeoutException late ->
                new SocketTimeoutException("no answer within " + limit.toSeconds() + " s");
            case ConnectException closed ->
                new ConnectException(
                        String.valueOf(closed.getMessage()).contains("refused")
                                ? "nobody listens there"
                                : "cannot be reached: " + closed.getMessage());
            case SSLException refused -> new SSLException("certificate refused: " + rootMessage(refused), refused);
            default -> failure;
        };
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static int millis(Duration limit) {
        return Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
    }
}

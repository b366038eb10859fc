package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.security.GuardedServerSocket;
import dev.perf.distributed.internal.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import org.jgroups.util.DefaultSocketFactory;
import org.jspecify.annotations.Nullable;

/** Gives JGroups sockets that have gone through the gate, and nothing else. */
final class GateSocketFactory extends DefaultSocketFactory {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final GuardedServerSocket server;
    private final Gate gate;
    private final @Nullable InetSocketAddress coordinator;
    private volatile @Nullable IOException lastFailure;

    GateSocketFactory(GuardedServerSocket server, Gate gate, @Nullable InetSocketAddress coordinator) {
        this.server = server;
        this.gate = gate;
        this.coordinator = coordinator;
    }

    /** Returns why the coordinator was not reached the last time, or null. */
    @Nullable
    IOException lastFailure() {
        return lastFailure;
    }

    @Override
    public Socket createSocket(String service) {
        return new LateSocket();
    }

    @Override
    public ServerSocket createServerSocket(String service) {
        return server;
    }

    /** Connects through the gate when told where to. JGroups makes sockets in no other way than this. */
    private final class LateSocket extends Socket {

        private @Nullable Socket socket;

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            InetSocketAddress to = (InetSocketAddress) endpoint;
            boolean isCoordinator = to.equals(coordinator);
            try {
                // An agent in the coordinator's place is refused before anything is said to it.
                Socket ready = gate.connect(to, isCoordinator ? Set.of(Role.COORDINATOR) : Role.ANY, LIMIT);
                ready.setKeepAlive(true);
                socket = ready;
                if (isCoordinator) {
                    lastFailure = null;
                }
            } catch (IOException failure) {
                if (isCoordinator) {
                    lastFailure = failure;
                }
                throw failure;
            }
        }

        private Socket connected() throws SocketException {
            Socket ready = socket;
            if (ready == null) {
                throw new SocketException("not connected");
            }
            return ready;
        }

        @Override
        public void bind(@Nullable SocketAddress from) {
            // Goes out from any address of this machine.
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return connected().getInputStream();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return connected().getOutputStream();
        }

        @Override
        public void close() throws IOException {
            super.close();
            Socket ready = socket;
            if (ready != null) {
                // A peer that reads nothing would keep the last words of TLS, and with them this thread, waiting.
                ready.setSoLinger(true, 1);
                ready.close();
            }
        }

        @Override
        public boolean isConnected() {
            return socket != null;
        }

        @Override
        public @Nullable InetAddress getInetAddress() {
            return socket == null ? null : socket.getInetAddress();
        }

        @Override
        public int getPort() {
            return socket == null ? 0 : socket.getPort();
        }

        @Override
        public InetAddress getLocalAddress() {
            return socket == null ? InetAddress.getLoopbackAddress() : socket.getLocalAddress();
        }

        @Override
        public int getLocalPort() {
            return socket == null ? -1 : socket.getLocalPort();
        }

        @Override
        public @Nullable SocketAddress getLocalSocketAddress() {
            return socket == null ? null : socket.getLocalSocketAddress();
        }

        @Override
        public @Nullable SocketAddress getRemoteSocketAddress() {
            return socket == null ? null : socket.getRemoteSocketAddress();
        }

        @Override
        public void setSoTimeout(int timeout) throws SocketException {
            connected().setSoTimeout(timeout);
        }

        @Override
        public int getSoTimeout() throws SocketException {
            return connected().getSoTimeout();
        }

        @Override
        public void setKeepAlive(boolean on) {
            // Set once connected.
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // The gate has set it.
        }

        @Override
        public void setSoLinger(boolean on, int seconds) {
            // Set in the end.
        }

        @Override
        public String toString() {
            return "through the gate: " + socket;
        }
    }
}

package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a Unix domain socket in the shape of one over TCP, which is all that the rest of the transport, and
 * the JDK's TLS, know. The JDK itself has these sockets as channels only.
 *
 * <p>Its blocking reads park a virtual thread and do not pin its carrier; closing ends them from any thread. A timeout
 * is not waited for: a read then takes what is there.
 */
final class UnixSocket extends Socket {

    private final SocketChannel channel;
    private final Input in = new Input();
    private final Output out = new Output();
    private volatile int timeout;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;

    /** One that is yet to be connected. */
    UnixSocket() throws IOException {
        this(SocketChannel.open(StandardProtocolFamily.UNIX));
    }

    /** Over {@code channel}, which is in blocking mode. */
    UnixSocket(SocketChannel channel) throws SocketException {
        super((@Nullable SocketImpl) null); // nothing of TCP's is to be used
        this.channel = channel;
    }

    /**
     * Connects.
     *
     * @return false if more connections wait to be accepted than the server lets wait: then, unlike with TCP, the
     *     system does not try again by itself, and this socket is of no more use
     * @throws IOException if there is no such socket, or nobody listens
     */
    boolean reach(UnixDomainSocketAddress address) throws IOException {
        try {
            channel.connect(address);
            return true;
        } catch (ClosedChannelException aborted) {
            throw aborted;
        } catch (SocketException refused) {
            String reason = String.valueOf(refused.getMessage());
            if (reason.contains("temporarily unavailable")) {
                return false;
            }
            if (refused.getClass() == SocketException.class) {
                refused = new SocketException(address + ": " + reason);
            }
            throw refused;
        }
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
        inputShutdown = true;
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
        outputShutdown = true;
    }

    @Override
    public void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    /** There is nothing to linger for: what was written is with the peer. */
    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return "UnixSocket[" + channel + "]";
    }

    /** One thread's at a time. */
    private final class Input extends InputStream {

        private static final int NOTHING = -1;

        private final byte[] one = new byte[1];
        private int ahead = NOTHING; // a byte that was read to see whether there is one

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            if (most == 0) {
                return 0;
            }
            if (ahead != NOTHING) {
                to[from] = (byte) ahead;
                ahead = NOTHING;
                return 1;
            }
            ByteBuffer room = ByteBuffer.wrap(to, from, most);
            if (timeout == 0) {
                return channel.read(room);
            }
            int count = readWhatIsThere(room);
            if (count == 0) {
                throw new SocketTimeoutException("nothing is there");
            }
            return count;
        }

        /** 1 or 0: how much more there is cannot be told. */
        @Override
        public int available() throws IOException {
            if (ahead == NOTHING && readWhatIsThere(ByteBuffer.wrap(one)) > 0) {
                ahead = one[0] & 0xff;
            }
            return ahead == NOTHING ? 0 : 1;
        }

        private int readWhatIsThere(ByteBuffer room) throws IOException {
            channel.configureBlocking(false);
            try {
                return channel.read(room);
            } finally {
                channel.configureBlocking(true);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

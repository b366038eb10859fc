package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server that does what a script says, well-behaved or not, on a free port of loopback. */
final class RawServer implements AutoCloseable {

    /** Serves one connection; it is closed afterwards. */
    interface Script {

        void serve(Peer peer) throws IOException, InterruptedException;
    }

    /** Waits for the next client. */
    private interface Acceptor {

        Socket accept() throws IOException;
    }

    private final Closeable server;
    private final Acceptor acceptor;
    private final int port;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch deaf = new CountDownLatch(1);
    private final @Nullable SSLContext tls;

    RawServer(Script script) {
        this(null, script);
    }

    /** Speaks TLS where {@code tls} is not null; the client's handshake is part of the script's first read. */
    RawServer(@Nullable SSLContext tls, Script script) {
        this.tls = tls;
        try {
            ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server = tcp;
            acceptor = () -> {
                Socket socket = tcp.accept();
                socket.setTcpNoDelay(true); // else a reset may overtake what was written before it
                return socket;
            };
            port = tcp.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(script));
    }

    /** Listens on a new Unix domain socket. */
    RawServer(Path path, @Nullable SSLContext tls, Script script) {
        this.tls = tls;
        try {
            ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            unix.bind(UnixDomainSocketAddress.of(path), 50);
            server = unix;
            acceptor = () -> new UnixSocket(unix.accept());
            port = 80;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(script));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Answers every request with the same bytes, over kept connections. */
    static RawServer answering(String response) {
        return new RawServer(peer -> {
            while (peer.readHead()) {
                peer.write(response);
            }
        });
    }

    /** Answers one request per connection with these bytes and closes. */
    static RawServer answeringOnce(String response) {
        return new RawServer(peer -> {
            peer.readHead();
            peer.write(response);
        });
    }

    private void accept(Script script) {
        while (true) {
            try {
                Socket socket = acceptor.accept();
                open.add(socket);
                Peer peer = new Peer(socket, speaking(socket), accepted.incrementAndGet());
                Thread.ofVirtual().start(() -> serve(script, peer));
            } catch (IOException closed) {
                deaf.countDown();
                return;
            }
        }
    }

    private Socket speaking(Socket socket) throws IOException {
        return tls == null ? socket : tls.getSocketFactory().createSocket(socket, (InputStream) null, true);
    }

    private void serve(Script script, Peer peer) {
        try (peer.raw;
                peer.socket) {
            script.serve(peer);
        } catch (IOException | InterruptedException gone) {
            // the client has closed first: the test sees that from its own side
        }
    }

    Origin origin() {
        return new Origin(tls == null ? Scheme.HTTP : Scheme.HTTPS, "127.0.0.1", port);
    }

    String hostAndPort() {
        return origin().hostAndPort();
    }

    int connections() {
        return accepted.get();
    }

    /** Heads that came and were not taken. */
    int headsLeft() {
        return heads.size();
    }

    /** Heads of the requests that came, in order; waits for the next. */
    String takeHead() throws InterruptedException {
        return heads.take();
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        server.close();
        awaitDeaf();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** As long as a thread is accepting, a closed channel listens, and who connects then is not refused. */
    private void awaitDeaf() {
        try {
            assertThat(deaf.await(10, TimeUnit.SECONDS)).as("accepting ends").isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server's end of one connection. */
    final class Peer {

        private final Socket raw;
        private final Socket socket;
        private final int number;
        private final InputStream in;
        private final OutputStream out;
        private String path = "";

        private Peer(Socket raw, Socket socket, int number) throws IOException {
            this.raw = raw;
            this.socket = socket;
            this.number = number;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** 1 for the first connection. */
        int number() {
            return number;
        }

        /** Reads up to and with the empty line; false if the client closed instead. */
        boolean readHead() throws IOException {
            return head() != null;
        }

        /** The same; null if the client closed instead. */
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return null;
                }
                head.append((char) c);
            }
            path = head.substring(head.indexOf(" ") + 1).split(" ", 2)[0];
            heads.add(head.toString());
            return head.toString();
        }

        /** What the latest request asked for. */
        String path() {
            return path;
        }

        void skip(int bytes) throws IOException {
            in.readNBytes(bytes);
        }

        void write(String text) throws IOException {
            write(bytes(text), 0, text.length());
        }

        void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        /** Writes under TLS, past it. */
        void writeRaw(byte[] bytes) throws IOException {
            raw.getOutputStream().write(bytes);
        }

        /** Reads under TLS, past it. */
        void skipRaw(int bytes) throws IOException {
            raw.getInputStream().readNBytes(bytes);
        }

        /** Returns when something has come, under TLS, and leaves it there. */
        void awaitBytesRaw() throws IOException {
            InputStream came = raw.getInputStream();
            while (came.available() == 0) {
                LockSupport.parkNanos(100_000);
            }
        }

        void awaitCloseRaw() throws IOException {
            raw.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        /** Neither reads nor writes until the server is closed. */
        void hold() throws InterruptedException {
            over.await();
        }

        /** Writes a text each millisecond, as slow servers do, until the client has gone. */
        void trickle(String text) throws IOException {
            while (true) {
                write(text);
                LockSupport.parkNanos(1_000_000);
            }
        }

        SSLSocket tls() {
            return (SSLSocket) socket;
        }

        void close() throws IOException {
            socket.close();
        }

        void reset() throws IOException {
            raw.setSoLinger(true, 0);
            raw.close();
        }

        /** Ends the TCP connection, and under TLS does not say so beforehand. */
        void hangUp() throws IOException {
            raw.close();
        }

        /** What the client sends, for scripts that read it by themselves. */
        InputStream input() {
            return in;
        }

        /** Returns when the client has closed. */
        void awaitClose() throws IOException {
            while (in.read() >= 0) {
                continue;
            }
        }
    }
}

package dev.perf.samples.lines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers {@code PING x} with {@code PONG x}, {@code BYE} by closing, {@code DRIP} with a line that does not end, byte by
 * byte, and anything else with {@code WHAT}.
 */
final class LineServer implements AutoCloseable {

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final ServerSocket server;

    LineServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException ended) {
            // The test has ended.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null && !line.equals("BYE"); line = in.readLine()) {
                while (line.equals("DRIP")) {
                    out.write('.');
                    LockSupport.parkNanos(20_000_000);
                }
                String answer = line.startsWith("PING") ? "PONG" + line.substring(4) : "WHAT";
                out.write((answer + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException broken) {
            // The user has gone.
        } finally {
            closed.incrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

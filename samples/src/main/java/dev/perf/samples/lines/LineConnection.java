package dev.perf.samples.lines;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection over which lines travel. Belongs to its user. */
final class LineConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private LineConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static LineConnection open(String host, int port, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            socket.setTcpNoDelay(true);
            return new LineConnection(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** @param deadline how long the whole answer may take from now on */
    String exchange(String line, Deadline deadline) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        var answer = new StringBuilder();
        for (int next = read(deadline); next != '\n'; next = read(deadline)) {
            answer.append((char) next);
        }
        return answer.toString();
    }

    private int read(Deadline deadline) throws IOException {
        socket.setSoTimeout((int) deadline.left().toMillis());
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the server closed the connection");
        }
        return next;
    }

    /** Tells what is left of the time for a request. */
    @FunctionalInterface
    interface Deadline {
        Duration left() throws IOException;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

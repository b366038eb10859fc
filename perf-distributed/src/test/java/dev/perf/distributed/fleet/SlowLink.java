package dev.perf.distributed.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands connections on to a port of this machine, bytes in either direction later than they came, as over a long way.
 * Stands for the delay of {@code netem}, which few kernels of virtual machines have.
 */
final class SlowLink implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 16;

    /** Bytes on their way; none are the end. */
    private record Piece(long due, byte[] bytes) {}

    private final ServerSocket here;
    private final InetSocketAddress to;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicLong carried = new AtomicLong();
    private volatile Duration delay;

    SlowLink(String host, int to, Duration delay) throws IOException {
        this.here = new ServerSocket(0, 50, InetAddress.getByName(host));
        this.to = new InetSocketAddress(host, to);
        this.delay = delay;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return here.getLocalPort();
    }

    /** From now on bytes take that long in each direction. */
    void delay(Duration time) {
        delay = time;
    }

    /** Returns how many bytes came to the end of their way. */
    long carried() {
        return carried.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = here.accept();
                sockets.add(from);
                Socket on = new Socket();
                sockets.add(on);
                on.connect(to);
                from.setTcpNoDelay(true);
                on.setTcpNoDelay(true);
                carry(from, on);
                carry(on, from);
            }
        } catch (IOException closed) {
            closeAll();
        }
    }

    private void carry(Socket from, Socket on) {
        BlockingQueue<Piece> way = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> read(from, way));
        Thread.ofVirtual().start(() -> write(way, on));
    }

    private void read(Socket from, BlockingQueue<Piece> way) {
        byte[] buffer = new byte[MOST_BYTES];
        try {
            for (int count = from.getInputStream().read(buffer); count >= 0; ) {
                way.add(new Piece(System.nanoTime() + delay.toNanos(), Arrays.copyOf(buffer, count)));
                count = from.getInputStream().read(buffer);
            }
        } catch (IOException closed) {
            // Whoever is at the other end learns it as late as everything else.
        }
        way.add(new Piece(System.nanoTime() + delay.toNanos(), new byte[0]));
    }

    private void write(BlockingQueue<Piece> way, Socket on) {
        try (on) {
            for (Piece next = way.take(); next.bytes().length > 0; next = way.take()) {
                TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                on.getOutputStream().write(next.bytes());
                carried.addAndGet(next.bytes().length);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException closed) {
            way.clear();
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException closed) {
                // It is closed.
            }
        }
    }

    @Override
    public void close() throws IOException {
        here.close();
        closeAll();
    }
}

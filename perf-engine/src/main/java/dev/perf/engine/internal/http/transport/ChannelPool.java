package dev.perf.engine.internal.http.transport;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lends channels to users that live for one iteration, so that a fresh user travels on a warm connection.
 *
 * <p>Last in, first out: the most recently used connection is the least likely to have been closed by the server,
 * and a quiet time leaves the others idle. Unbounded; whoever starts users bounds their number. Thread-safe and
 * lock-free (a Treiber stack; nodes are never reused, so there is no ABA).
 */
public final class ChannelPool implements AutoCloseable {

    private record Node(Channel channel, @Nullable Node next) {}

    private final Transport transport;
    private final AtomicReference<@Nullable Node> top = new AtomicReference<>();
    private volatile boolean closed;

    /** A pool of channels of {@code transport}, which stays the caller's to close, after the pool. */
    public ChannelPool(Transport transport) {
        this.transport = transport;
    }

    /**
     * The channel released last, or a new one when none is idle. Never blocks.
     *
     * @throws IllegalStateException if the pool is closed
     */
    public Channel acquire() {
        if (closed) {
            throw new IllegalStateException("channel pool is closed");
        }
        Channel idle = pop();
        return idle != null ? idle : transport.open();
    }

    /**
     * Gives a channel back; its connections stay open. Do so after failures too: a channel drops broken connections
     * by itself. A closed pool closes the channel.
     */
    public void release(Channel channel) {
        Node node;
        do {
            node = new Node(channel, top.get());
        } while (!top.compareAndSet(node.next, node));
        if (closed) {
            closeIdle(); // close() may have emptied the stack before this push
        }
    }

    /** Closes the idle channels now and lent ones when they come back. Idempotent. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (Channel channel = pop(); channel != null; channel = pop()) {
            channel.close();
        }
    }

    private @Nullable Channel pop() {
        Node node;
        do {
            node = top.get();
            if (node == null) {
                return null;
            }
        } while (!top.compareAndSet(node, node.next));
        return node.channel;
    }
}

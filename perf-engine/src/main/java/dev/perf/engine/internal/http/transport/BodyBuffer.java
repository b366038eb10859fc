package dev.perf.engine.internal.http.transport;

import java.nio.ByteBuffer;

/** Grows with a body that is kept; begins with a pooled array and leaves the pool when it outgrows it. */
final class BodyBuffer {

    /** Longest length that is believed before its bytes have come. */
    private static final int BELIEVED = 1 << 20;

    private final Buffers buffers;
    private byte[] bytes;
    private int length;

    /** For a body of unknown length. */
    BodyBuffer(Buffers buffers) {
        this.buffers = buffers;
        this.bytes = buffers.small.take();
    }

    /** For a body that is said to be {@code expected} bytes long. */
    BodyBuffer(Buffers buffers, int expected) {
        this.buffers = buffers;
        this.bytes = expected <= buffers.large.size() ? buffers.large.take() : new byte[Math.min(expected, BELIEVED)];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Free bytes after {@link #length}, at least one. */
    int room() {
        if (length == bytes.length) {
            grow(length + 1);
        }
        return bytes.length - length;
    }

    /** Bytes were written at {@link #length}. */
    void advance(int count) {
        length += count;
    }

    void append(byte[] from, int offset, int count) {
        if (length + count > bytes.length) {
            grow(length + count);
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void append(ByteBuffer from) {
        int count = from.remaining();
        if (length + count > bytes.length) {
            grow(length + count);
        }
        from.get(bytes, length, count);
        length += count;
    }

    /** Gives the array back unread. */
    void discard() {
        buffers.give(bytes);
    }

    private void grow(int least) {
        byte[] larger = least <= buffers.large.size()
                ? buffers.large.take()
                : new byte[Math.max(least, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8L))];
        System.arraycopy(bytes, 0, larger, 0, length);
        buffers.give(bytes);
        bytes = larger;
    }
}

package dev.perf.engine.internal.http.transport;

/** The arrays that the exchanges of one transport share: at most 6 MB kept, however many users there are. */
final class Buffers {

    /** A usual request, then the response's head and often its body. */
    final BufferPool small = new BufferPool(8 * 1024, 256);
    /** The stream of a larger body. */
    final BufferPool large = new BufferPool(64 * 1024, 64);

    /** An array of at least {@code least} bytes. */
    byte[] take(int least) {
        if (least <= small.size()) {
            return small.take();
        }
        return least <= large.size() ? large.take() : new byte[least];
    }

    boolean isSmall(byte[] buffer) {
        return buffer.length == small.size();
    }

    /** Takes back an array of either size; others are left to the garbage collector. */
    void give(byte[] buffer) {
        small.give(buffer);
        large.give(buffer);
    }
}

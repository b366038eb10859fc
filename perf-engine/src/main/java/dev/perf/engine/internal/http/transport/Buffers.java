package dev.perf.engine.internal.http.transport;

/** The arrays that the exchanges of one transport share: at most 6 MB kept, however many users there are. */
final class Buffers {

    static final int SMALL = 8 * 1024;
    static final int LARGE = 64 * 1024;

    /** A usual request, then the response's head and often its body. */
    final BufferPool small;
    /** The stream of a larger body. */
    final BufferPool large;

    Buffers() {
        this(new BufferPool(SMALL, 256), new BufferPool(LARGE, 64));
    }

    /** With pools of {@link #SMALL} and {@link #LARGE} arrays. */
    Buffers(BufferPool small, BufferPool large) {
        this.small = small;
        this.large = large;
    }

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

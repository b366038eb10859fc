package dev.perf.engine.internal.http.transport;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Byte arrays of one size, lent to exchanges so that an idle user holds none.
 *
 * <p>Slots are probed from one that depends on the thread, so that threads seldom meet. Nobody waits: with no array
 * in the probed slots a new one is made, with no room in them an array is left to the garbage collector.
 * Thread-safe and lock-free. Not final so that a test can count what is lent.
 */
class BufferPool {

    private static final int PROBES = 4;
    private static final int STRIDE = 16; // references of 4 bytes: a cache line to each slot

    private final int size;
    private final int mask;
    private final AtomicReferenceArray<byte @Nullable []> slots;

    /**
     * @param size bytes of each array
     * @param slots arrays kept at most; a power of two
     */
    BufferPool(int size, int slots) {
        this.size = size;
        this.mask = slots - 1;
        this.slots = new AtomicReferenceArray<>(slots * STRIDE);
    }

    /** Bytes of each array. */
    int size() {
        return size;
    }

    byte[] take() {
        int home = home();
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = slot(home + probe);
            if (slots.getPlain(slot) != null) {
                byte[] buffer = slots.getAndSet(slot, null);
                if (buffer != null) {
                    return buffer;
                }
            }
        }
        return new byte[size];
    }

    /** Takes back an array; one of another size is ignored. The caller must not touch it again. */
    void give(byte[] buffer) {
        if (buffer.length != size) {
            return;
        }
        int home = home();
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = slot(home + probe);
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, buffer)) {
                return;
            }
        }
    }

    private int slot(int index) {
        return (index & mask) * STRIDE;
    }

    private static int home() {
        return (int) (Thread.currentThread().threadId() * 0x9E3779B97F4A7C15L >>> 40);
    }
}

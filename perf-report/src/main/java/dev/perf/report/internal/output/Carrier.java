package dev.perf.report.internal.output;

import java.io.IOException;

/** Brings batches to where they belong, on the thread of a {@link Delivery}, which may be interrupted meanwhile. */
public interface Carrier {

    /**
     * Carries a batch, and returns when it has arrived.
     *
     * @throws RefusedException if it has arrived and was not taken
     * @throws IOException if it has not arrived; it is carried again after a while
     * @throws InterruptedException if nobody waits for it any more
     */
    void carry(Batch batch) throws IOException, InterruptedException;

    /** Releases what it holds. Nothing is carried any more. */
    void close();
}

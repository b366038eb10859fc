package dev.perf.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A virtual thread that computes until it is closed, in code that is not Perf's own. */
public final class Spinning implements AutoCloseable {

    private final AtomicBoolean ended = new AtomicBoolean();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().start(this::spin);

    /** Begins, and returns when the thread runs. */
    public Spinning() throws InterruptedException {
        begun.await();
    }

    private void spin() {
        begun.countDown();
        while (!ended.get()) {
            Thread.onSpinWait();
        }
    }

    /** Returns the thread. */
    public Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        ended.set(true);
    }
}

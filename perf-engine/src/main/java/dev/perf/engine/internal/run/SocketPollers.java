package dev.perf.engine.internal.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JDK make what virtual threads wait for sockets with. It needs descriptors for it and makes it when the first
 * thread waits; where a burst of connections has taken all of them by then, it fails, and remembers that for good.
 */
final class SocketPollers {

    private static final Logger LOG = LoggerFactory.getLogger(SocketPollers.class);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicBoolean MADE = new AtomicBoolean();

    private SocketPollers() {}

    /** Has them made, once per JVM: a virtual thread waits for a byte that then comes. */
    static void make() {
        if (!MADE.compareAndSet(false, true)) {
            return;
        }
        try {
            Pipe pipe = Pipe.open();
            try (Pipe.SourceChannel source = pipe.source();
                    Pipe.SinkChannel sink = pipe.sink()) {
                Thread reader = Thread.ofVirtual().name("perf-pollers").start(() -> read(source));
                long deadline = System.nanoTime() + PATIENCE_NANOS;
                while (reader.getState() != Thread.State.WAITING && System.nanoTime() - deadline < 0) {
                    Thread.yield();
                }
                sink.write(ByteBuffer.allocate(1));
                reader.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
            }
        } catch (IOException scarce) {
            LOG.debug("no pipe to wait on", scarce);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void read(Pipe.SourceChannel source) {
        try {
            source.read(ByteBuffer.allocate(1));
        } catch (IOException scarce) {
            LOG.debug("no wait on a pipe", scarce);
        }
    }
}

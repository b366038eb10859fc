package dev.perf.engine.internal.measure;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What virtual users met that should never happen: a mistake of Perf, or a JVM that has run out of something. */
final class EngineFaults {

    private static final Logger LOG = LoggerFactory.getLogger(EngineFaults.class);

    private final LongAdder count = new LongAdder();
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    void add(Throwable fault) {
        count.increment();
        if (first.compareAndSet(null, fault)) {
            LOG.error("a virtual user met a fault of the engine; further ones are only counted", fault);
        }
    }

    List<String> warnings() {
        Throwable fault = first.get();
        return fault == null
                ? List.of()
                : List.of("Virtual users met " + count.sum() + " faults of the engine, the first: " + fault
                        + ". Their iterations count as failed, and the numbers should not be relied on; see the log for"
                        + " the stack, and report it unless the JVM ran out of memory, threads or files.");
    }
}

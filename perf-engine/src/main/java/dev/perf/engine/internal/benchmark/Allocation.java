package dev.perf.engine.internal.benchmark;

import com.sun.management.ThreadMXBean;
import dev.perf.benchmark.BenchmarkPlan.ThreadKind;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** How much the calling thread has allocated, as HotSpot counts it. Thread-safe. */
final class Allocation {

    private final @Nullable ThreadMXBean threads;

    private Allocation(@Nullable ThreadMXBean threads) {
        this.threads = threads;
    }

    /** HotSpot counts for platform threads; of a virtual thread it tells nothing. */
    static Allocation on(ThreadKind kind) {
        boolean counted = kind == ThreadKind.PLATFORM
                && ManagementFactory.getThreadMXBean() instanceof ThreadMXBean hotSpot
                && hotSpot.isThreadAllocatedMemorySupported()
                && hotSpot.isThreadAllocatedMemoryEnabled();
        return new Allocation(counted ? (ThreadMXBean) ManagementFactory.getThreadMXBean() : null);
    }

    boolean isMeasured() {
        return threads != null;
    }

    /** Returns the bytes since the thread's start; 0 where nobody counts them. */
    long ofThisThread() {
        return threads == null ? 0 : threads.getCurrentThreadAllocatedBytes();
    }
}

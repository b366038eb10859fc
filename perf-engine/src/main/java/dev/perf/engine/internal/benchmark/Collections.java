package dev.perf.engine.internal.benchmark;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * How often and for how long garbage collectors have stopped this process so far.
 *
 * @param count how often
 * @param millis for how long
 */
record Collections(long count, long millis) {

    static Collections soFar() {
        // Those of ZGC and Shenandoah count cycles, which stop nothing, beside pauses.
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().endsWith("Cycles"))
                .toList();
        return new Collections(
                collectors.stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
                        .sum(),
                collectors.stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                        .sum());
    }

    Collections since(Collections before) {
        return new Collections(count - before.count, millis - before.millis);
    }

    Duration time() {
        return Duration.ofMillis(millis);
    }
}

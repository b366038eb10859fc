package dev.perf.engine.internal.health;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** How much of the time the garbage collector stopped the generator, the longest stop, and what it left on the heap. */
final class GarbageCollection implements Sensor, NotificationListener {

    private final List<GarbageCollectorMXBean> collectors;
    private final AtomicLong longestMillis = new AtomicLong();
    private final AtomicLong heapAfter = new AtomicLong(-1);
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private long before;

    GarbageCollection(List<GarbageCollectorMXBean> collectors) {
        // Those of ZGC and Shenandoah count cycles, which stop nothing, beside pauses.
        this.collectors = collectors.stream()
                .filter(collector -> !collector.getName().endsWith("Cycles"))
                .toList();
        for (GarbageCollectorMXBean collector : this.collectors) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, null);
            }
        }
    }

    static GarbageCollection ofThisProcess() {
        return new GarbageCollection(ManagementFactory.getGarbageCollectorMXBeans());
    }

    @Override
    public void handleNotification(Notification notification, @Nullable Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            GcInfo info = GarbageCollectionNotificationInfo.from(data).getGcInfo();
            longestMillis.accumulateAndGet(info.getDuration(), Math::max);
            heapAfter.set(info.getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> heapPools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum());
        }
    }

    @Override
    public void read(Reading reading) {
        List<Long> times = collectors.stream()
                .map(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis >= 0)
                .toList();
        if (times.isEmpty()) {
            return;
        }
        long now = times.stream().mapToLong(Long::longValue).sum();
        reading.put(Vital.GC_SHARE, (now - before) / 1e3 / reading.seconds());
        reading.put(Vital.GC_PAUSE, longestMillis.getAndSet(0));
        reading.heapAfterGc(heapAfter.get());
        before = now;
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : collectors) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(this);
                } catch (ListenerNotFoundException removed) {
                    // What this is to bring about is so already.
                }
            }
        }
    }
}

package dev.perf.engine.internal.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** CPU time that listeners to requests take from the load. Reads nothing where the JVM does not tell it of a thread. */
final class RequestListeners implements Sensor {

    private final LongSupplier cpuNanos;
    private final ListeningThread listeners;
    private long last;

    /** @param cpuNanos CPU time of the thread until now; less than 0 where it has ended */
    RequestListeners(LongSupplier cpuNanos, ListeningThread listeners) {
        this.cpuNanos = cpuNanos;
        this.listeners = listeners;
    }

    static Sensor of(ListeningThread listeners) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isThreadCpuTimeSupported()
                ? new RequestListeners(() -> threads.getThreadCpuTime(listeners.threadId()), listeners)
                : reading -> {};
    }

    @Override
    public void read(Reading reading) {
        long now = cpuNanos.getAsLong();
        if (now < 0) {
            return;
        }
        if (reading.seconds() > 0) {
            reading.put(Vital.LISTENERS, Math.min(1, (now - last) / 1e9 / reading.seconds() / Carriers.count()));
        }
        last = now;
        String slowest = listeners.slowest();
        if (slowest != null) {
            reading.note(Vital.LISTENERS, slowest);
        }
    }
}

package dev.perf.engine.internal.health;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * CPU time of this process as a share of the processors that it may really use: those of its affinity and cpuset, or
 * the quota of its cgroup where that is less.
 */
final class ProcessCpu implements Sensor {

    private final LongSupplier cpuNanos;
    private final Seldom<Double> processors;
    private long before;

    ProcessCpu(LongSupplier cpuNanos, DoubleSupplier processors) {
        this.cpuNanos = cpuNanos;
        this.processors = new Seldom<>(processors::getAsDouble);
    }

    static ProcessCpu ofThisProcess(Cgroup cgroup) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new ProcessCpu(
                system::getProcessCpuTime, () -> Math.min(Runtime.getRuntime().availableProcessors(), cgroup.quota()));
    }

    @Override
    public void read(Reading reading) {
        long now = cpuNanos.getAsLong();
        if (now < 0) {
            return;
        }
        double usable = processors.get();
        reading.put(Vital.PROCESS_CPU, (now - before) / 1e9 / reading.seconds() / usable);
        reading.note(
                Vital.PROCESS_CPU,
                "of " + String.format(Locale.ROOT, usable == Math.rint(usable) ? "%.0f" : "%.2f", usable)
                        + (usable == 1 ? " processor" : " processors"));
        before = now;
    }
}

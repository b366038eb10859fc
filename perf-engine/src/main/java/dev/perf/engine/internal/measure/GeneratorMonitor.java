package dev.perf.engine.internal.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import dev.perf.result.Ledger;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the process that generates the load, once per interval. What cannot be read is left out of the signals, never
 * reported as good. Belongs to one thread.
 */
final class GeneratorMonitor {

    private static final double CPU_WARNING = 0.8;
    private static final double GC_WARNING = 0.05;
    private static final double LAG_WARNING_MILLIS = 10;
    private static final double LAG_INVALID_MILLIS = 100;
    private static final double LATE_SHARE_INVALID = 0.2;

    private final @Nullable OperatingSystemMXBean system;
    private final long startMillis = System.currentTimeMillis();
    private final long startGcMillis = gcMillis();
    private double cpuSum;
    private double cpuMax;
    private int cpuSamples;
    private int intervals;
    private int lateIntervals;

    GeneratorMonitor() {
        this.system = systemBean();
    }

    /** The bean's constructor is known to throw in some containers. */
    private static @Nullable OperatingSystemMXBean systemBean() {
        try {
            OperatingSystemMXBean bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            bean.getProcessCpuLoad();
            return bean;
        } catch (RuntimeException | LinkageError unavailable) {
            return null;
        }
    }

    /** Looks at the process at the end of an interval. */
    void observe(Cells interval) {
        double cpu = system == null ? -1 : system.getProcessCpuLoad();
        if (cpu >= 0) {
            cpuSum += cpu;
            cpuMax = Math.max(cpuMax, cpu);
            cpuSamples++;
        }
        intervals++;
        if (lagP99(interval) > LAG_INVALID_MILLIS) {
            lateIntervals++;
        }
    }

    /** Returns the verdict on the generator, given the whole run. */
    GeneratorHealth health(Cells total, Ledger ledger) {
        var signals = new ArrayList<Signal>();
        addLag(signals, total);
        addDropped(signals, ledger);
        signals.addAll(ResourceLimits.signals(total));
        if (cpuSamples > 0) {
            double mean = cpuSum / cpuSamples;
            signals.add(new Signal(
                    "process CPU",
                    percent(mean) + " on average, " + percent(cpuMax) + " at most",
                    percent(CPU_WARNING) + " on average",
                    mean > CPU_WARNING ? State.WARNING : State.GOOD));
        }
        double gcShare = (double) (gcMillis() - startGcMillis) / Math.max(1, System.currentTimeMillis() - startMillis);
        signals.add(new Signal(
                "garbage collection",
                percent(gcShare) + " of the time",
                percent(GC_WARNING),
                gcShare > GC_WARNING ? State.WARNING : State.GOOD));
        return summarise(signals);
    }

    private void addLag(List<Signal> signals, Cells total) {
        if (!(total.read("schedule_lag", Map.of()) instanceof MetricValue.Trend lag)
                || lag.distribution().isEmpty()) {
            return;
        }
        double p99 = lag.distribution().p99().toNanos() / 1e6;
        double lateShare = (double) lateIntervals / Math.max(1, intervals);
        State state =
                lateShare > LATE_SHARE_INVALID ? State.INVALID : p99 > LAG_WARNING_MILLIS ? State.WARNING : State.GOOD;
        signals.add(new Signal(
                "schedule lag p99",
                String.format(Locale.ROOT, "%.2f ms", p99),
                String.format(
                        Locale.ROOT,
                        "%.0f ms; invalid above %.0f ms in %s of the intervals",
                        LAG_WARNING_MILLIS,
                        LAG_INVALID_MILLIS,
                        percent(LATE_SHARE_INVALID)),
                state));
    }

    private static void addDropped(List<Signal> signals, Ledger ledger) {
        double share = ledger.scheduled() == 0 ? 0 : (double) ledger.dropped() / ledger.scheduled();
        signals.add(new Signal(
                "dropped iterations",
                ledger.dropped() + " of " + ledger.scheduled(),
                "none",
                share > 0 ? State.WARNING : State.GOOD));
    }

    private static GeneratorHealth summarise(List<Signal> signals) {
        State worst = signals.stream()
                .map(Signal::state)
                .max(Comparator.naturalOrder())
                .orElse(State.GOOD);
        String evidence = signals.stream()
                .filter(signal -> signal.state() == worst)
                .map(signal -> signal.name() + " " + signal.value())
                .reduce((first, second) -> first + "; " + second)
                .orElse("nothing measured");
        String advice = signals.stream()
                .filter(signal -> signal.state() == worst)
                .map(ResourceLimits::advice)
                .distinct()
                .collect(Collectors.joining(" "));
        String summary = switch (worst) {
            case GOOD -> "The generator was not the limit: " + evidence + ".";
            case WARNING -> "The generator was near a limit: " + evidence + ".";
            case INVALID ->
                "The generator was the limit, so the numbers say nothing about the target: " + evidence + ". " + advice;
        };
        return new GeneratorHealth(worst, summary, signals);
    }

    private static double lagP99(Cells cells) {
        return cells.read("schedule_lag", Map.of()) instanceof MetricValue.Trend lag
                        && !lag.distribution().isEmpty()
                ? lag.distribution().p99().toNanos() / 1e6
                : 0;
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}

package dev.perf.report.internal.html;

import dev.perf.result.Distribution;
import dev.perf.result.GeneratorReading;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the generator read of itself over time, on the time axis of the other charts, with the limits that worry. */
final class GeneratorCharts {

    // The limits are those of docs/validity.md.
    private static final double MUCH_CPU = 0.85;
    private static final double MUCH_STOPPED = 0.05;
    private static final double LONG_PAUSE = 100e6;
    private static final double LATE = 2e6;
    private static final double NEARLY_ALL = 0.8;
    private static final double MANY_RETRANSMITS = 0.01;

    private final List<Interval> shown;
    private final double measuredFrom;
    private final Plot.Marks marks;
    private final long heap;

    /** What was read in each interval, by its start. */
    private final Map<Duration, GeneratorReading> readings;

    private GeneratorCharts(RunResult result, List<Interval> shown, double measuredFrom, Plot.Marks marks) {
        this.shown = shown;
        this.measuredFrom = measuredFrom;
        this.marks = marks;
        this.heap = result.environment().maxHeapBytes();
        this.readings = byInterval(shown, result.generator().course());
    }

    /**
     * Returns the charts of what was read; none where nothing was.
     *
     * @param shown the points of the charts
     * @param measuredFrom the end of the warm-up, in seconds
     * @param marks what stands behind the lines
     */
    static List<TimeChart> of(RunResult result, List<Interval> shown, double measuredFrom, Plot.Marks marks) {
        return result.generator().course().isEmpty()
                ? List.of()
                : new GeneratorCharts(result, shown, measuredFrom, marks).charts();
    }

    /** Readings that an interval holds the middle of are its own; a shorter interval has the one that it lies in. */
    private static Map<Duration, GeneratorReading> byInterval(List<Interval> shown, List<GeneratorReading> course) {
        var found = new HashMap<Duration, GeneratorReading>();
        int next = 0;
        for (Interval interval : shown) {
            Duration end = interval.start().plus(interval.length());
            GeneratorReading read = null;
            while (next < course.size() && middle(course.get(next)).compareTo(end) < 0) {
                GeneratorReading reading = course.get(next++);
                if (middle(reading).compareTo(interval.start()) >= 0) {
                    read = read == null ? reading : read.plus(reading);
                }
            }
            for (int i = Math.max(0, next - 1); read == null && i < Math.min(next + 1, course.size()); i++) {
                read = holds(course.get(i), interval) ? course.get(i) : null;
            }
            if (read != null) {
                found.put(interval.start(), read);
            }
        }
        return found;
    }

    private static Duration middle(GeneratorReading reading) {
        return reading.start().plus(reading.length().dividedBy(2));
    }

    private static boolean holds(GeneratorReading reading, Interval interval) {
        Duration middle = interval.start().plus(interval.length().dividedBy(2));
        return reading.start().compareTo(middle) <= 0
                && reading.start().plus(reading.length()).compareTo(middle) > 0;
    }

    private List<TimeChart> charts() {
        var charts = new ArrayList<TimeChart>();
        if (isRead(GeneratorReading::processCpu)) {
            charts.add(cpu());
        }
        charts.add(lateness());
        if (isRead(GeneratorReading::heapAfterGcBytes)) {
            charts.add(heap());
        }
        if (isRead(GeneratorReading::longestGcPause)) {
            charts.add(pauses());
        }
        if (isRead(GeneratorReading::gcShare)) {
            charts.add(stops());
        }
        if (isRead(GeneratorReading::openFiles)) {
            charts.add(descriptors());
        }
        if (readings.values().stream()
                .anyMatch(reading -> reading.retransmits() != null && reading.retransmits() > 0)) {
            charts.add(retransmits());
        }
        return charts;
    }

    private TimeChart cpu() {
        TimeChart chart = chart("chart-cpu", "CPU", Measure.SHARE)
                .note("of the processors that the generator may use")
                .line("process", Ink.BLUE, read(GeneratorReading::processCpu))
                .line("machine", Ink.TEAL, read(GeneratorReading::machineCpu))
                .line("busiest core", Ink.GREY, read(GeneratorReading::busiestCore))
                .limits(List.of(new Plot.Limit(MUCH_CPU, "process: doubtful from 85\u00A0%")));
        return chart.summary(
                "Of its processors the process used " + most(GeneratorReading::processCpu, Format::percent) + ".");
    }

    private TimeChart lateness() {
        return chart("chart-lateness", "Lateness", Measure.TIME)
                .note("p95 of each interval")
                .line("starts and steps", Ink.BLUE, GeneratorCharts::lag)
                .line("virtual threads", Ink.TEAL, read(reading -> nanos(reading.virtualThreadsLate())))
                .line("platform threads", Ink.GREY, read(reading -> nanos(reading.platformThreadsLate())))
                .limits(List.of(new Plot.Limit(LATE, "never doubtful below 2\u00A0ms")))
                .mayBeLogarithmic()
                .topWhenEmpty(LATE)
                .summary("Virtual threads were late by "
                        + most(reading -> nanos(reading.virtualThreadsLate()), Format::nanos) + ".");
    }

    private static double lag(Interval interval) {
        Distribution lag = interval.scheduleLag();
        return lag.isEmpty() ? Double.NaN : lag.p95().toNanos();
    }

    private TimeChart heap() {
        return chart("chart-heap", "Heap", Measure.BYTES)
                .note("in use after a garbage collection")
                .line("in use", Ink.BLUE, read(GeneratorReading::heapAfterGcBytes))
                .limits(heap <= 0 ? List.of() : List.of(new Plot.Limit(heap, "largest heap " + Format.bytes(heap))))
                .topWhenEmpty(1e6)
                .summary("In use were " + most(GeneratorReading::heapAfterGcBytes, Format::bytes) + ".");
    }

    private TimeChart pauses() {
        return chart("chart-pauses", "Pauses of garbage collection", Measure.TIME)
                .note("the longest of each interval")
                .line("longest", Ink.BLUE, read(reading -> nanos(reading.longestGcPause())))
                .limits(List.of(new Plot.Limit(LONG_PAUSE, "doubtful from 100\u00A0ms")))
                .topWhenEmpty(1e6)
                .summary("The longest was " + most(reading -> nanos(reading.longestGcPause()), Format::nanos) + ".");
    }

    private TimeChart stops() {
        TimeChart chart = chart("chart-stops", "Time lost", Measure.SHARE)
                .note("share of the time in which the generator was stopped")
                .line("garbage collection", Ink.BLUE, read(GeneratorReading::gcShare));
        if (isRead(GeneratorReading::throttledCpu)) {
            chart.line("CPU quota", Ink.ORANGE, read(GeneratorReading::throttledCpu));
        }
        if (isRead(GeneratorReading::stolenCpu)) {
            chart.line("stolen by other machines", Ink.GREY, read(GeneratorReading::stolenCpu));
        }
        return chart.limits(List.of(new Plot.Limit(MUCH_STOPPED, "doubtful from 5\u00A0%")))
                .topWhenEmpty(0.01)
                .summary("Of the time garbage collection took " + most(GeneratorReading::gcShare, Format::percent)
                        + ".");
    }

    private TimeChart descriptors() {
        TimeChart chart = chart("chart-descriptors", "Connections and files", Measure.SHARE)
                .note("of what the system allows")
                .line("open files", Ink.BLUE, read(GeneratorReading::openFiles));
        if (isRead(GeneratorReading::localPorts)) {
            chart.line("local ports", Ink.TEAL, read(GeneratorReading::localPorts));
        }
        return chart.limits(List.of(new Plot.Limit(NEARLY_ALL, "doubtful from 80\u00A0%")))
                .topWhenEmpty(0.01)
                .summary("Of the files that may be open, connections among them, "
                        + most(GeneratorReading::openFiles, Format::percent) + ".");
    }

    private TimeChart retransmits() {
        return chart("chart-retransmits", "TCP retransmits of the machine", Measure.SHARE)
                .note("share of the segments sent again")
                .line("sent again", Ink.BLUE, read(GeneratorReading::retransmits))
                .limits(List.of(new Plot.Limit(MANY_RETRANSMITS, "doubtful from 1\u00A0%")))
                .topWhenEmpty(0.001)
                .summary("Sent again were " + most(GeneratorReading::retransmits, Format::percent) + ".");
    }

    private TimeChart chart(String id, String title, Measure measure) {
        return new TimeChart(id, title, shown, measuredFrom, marks, measure);
    }

    private ToDoubleFunction<Interval> read(Function<GeneratorReading, @Nullable Number> value) {
        return interval -> {
            GeneratorReading reading = readings.get(interval.start());
            Number read = reading == null ? null : value.apply(reading);
            return read == null ? Double.NaN : read.doubleValue();
        };
    }

    private static @Nullable Number nanos(@Nullable Duration time) {
        return time == null ? null : (Number) time.toNanos();
    }

    private boolean isRead(Function<GeneratorReading, ? extends @Nullable Object> value) {
        return readings.values().stream().anyMatch(reading -> value.apply(reading) != null);
    }

    /** Says the highest value and when it was. */
    private String most(Function<GeneratorReading, @Nullable Number> value, Function<Double, String> format) {
        ToDoubleFunction<Interval> read = read(value);
        Interval highest = null;
        for (Interval interval : shown) {
            double now = read.applyAsDouble(interval);
            if (!Double.isNaN(now) && (highest == null || now > read.applyAsDouble(highest))) {
                highest = interval;
            }
        }
        return highest == null
                ? "an unknown part"
                : "at most " + format.apply(read.applyAsDouble(highest)) + ", at " + Format.moment(highest.start());
    }
}

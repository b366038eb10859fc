package dev.perf.engine.internal.health;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.GeneratorReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read of the generator over time, in bounded memory: neighbours are merged. Belongs to one thread. */
final class ReadingCourse {

    private static final int MOST = 1_200;

    private List<GeneratorReading> readings = new ArrayList<>();
    private int mergedPerReading = 1;
    private int inLast;

    /**
     * Adds a reading.
     *
     * @param from its beginning, in seconds since the start of the load
     */
    void add(double from, Reading reading) {
        GeneratorReading next = new GeneratorReading(
                duration(from),
                duration(reading.seconds()),
                value(reading, Vital.PROCESS_CPU),
                value(reading, Vital.MACHINE_CPU),
                value(reading, Vital.BUSIEST_CORE),
                value(reading, Vital.STEAL),
                value(reading, Vital.THROTTLED),
                value(reading, Vital.GC_SHARE),
                millis(reading, Vital.GC_PAUSE),
                reading.heapAfterGc() < 0 ? null : Long.valueOf(reading.heapAfterGc()),
                millis(reading, Vital.CARRIER_DELAY),
                millis(reading, Vital.MACHINE_DELAY),
                value(reading, Vital.OPEN_FILES),
                value(reading, Vital.LOCAL_PORTS),
                value(reading, Vital.RETRANSMITS));
        if (inLast > 0 && inLast < mergedPerReading) {
            readings.set(readings.size() - 1, readings.getLast().plus(next));
            inLast++;
            return;
        }
        if (readings.size() == MOST) {
            halve();
        }
        readings.add(next);
        inLast = 1;
    }

    private void halve() {
        var merged = new ArrayList<GeneratorReading>(MOST);
        for (int i = 0; i + 1 < readings.size(); i += 2) {
            merged.add(readings.get(i).plus(readings.get(i + 1)));
        }
        readings = merged;
        mergedPerReading *= 2;
    }

    private static @Nullable Double value(Reading reading, Vital vital) {
        double value = reading.value(vital);
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private static @Nullable Duration millis(Reading reading, Vital vital) {
        double value = reading.value(vital);
        return Double.isNaN(value) ? null : duration(value / 1e3);
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** Returns what was read, in order. */
    List<GeneratorReading> readings() {
        return List.copyOf(readings);
    }

    void write(ByteOutput out) {
        out.number(mergedPerReading);
        out.number(inLast);
        out.list(readings, ReadingCourse::write);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        mergedPerReading = in.number(Integer.MAX_VALUE);
        inLast = in.number(mergedPerReading);
        readings = in.list(ReadingCourse::reading);
    }

    private static void write(ByteOutput out, GeneratorReading reading) {
        out.duration(reading.start());
        out.duration(reading.length());
        out.optional(reading.processCpu(), ByteOutput::real);
        out.optional(reading.machineCpu(), ByteOutput::real);
        out.optional(reading.busiestCore(), ByteOutput::real);
        out.optional(reading.stolenCpu(), ByteOutput::real);
        out.optional(reading.throttledCpu(), ByteOutput::real);
        out.optional(reading.gcShare(), ByteOutput::real);
        out.optional(reading.longestGcPause(), ByteOutput::duration);
        out.optional(reading.heapAfterGcBytes(), ByteOutput::number);
        out.optional(reading.virtualThreadsLate(), ByteOutput::duration);
        out.optional(reading.platformThreadsLate(), ByteOutput::duration);
        out.optional(reading.openFiles(), ByteOutput::real);
        out.optional(reading.localPorts(), ByteOutput::real);
        out.optional(reading.retransmits(), ByteOutput::real);
    }

    private static GeneratorReading reading(ByteInput in) {
        return new GeneratorReading(
                in.duration(),
                in.duration(),
                in.optional(ByteInput::real),
                in.optional(ByteInput::real),
                in.optional(ByteInput::real),
                in.optional(ByteInput::real),
                in.optional(ByteInput::real),
                in.optional(ByteInput::real),
                in.optional(ByteInput::duration),
                in.optional(ByteInput::number),
                in.optional(ByteInput::duration),
                in.optional(ByteInput::duration),
                in.optional(ByteInput::real),
                in.optional(ByteInput::real),
                in.optional(ByteInput::real));
    }
}

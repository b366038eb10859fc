package dev.perf.engine.internal.health;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Readings of the generator that can be written down as they are taken, and be taken again from what was written.
 * Belongs to one thread.
 */
public final class VitalsTape implements Vitals {

    private static final Vital[] VITALS = Vital.values();

    private final Vitals vitals;
    private final List<Reading> unwritten = new ArrayList<>();
    private final List<Reading> read = new ArrayList<>();

    /** Creates a tape of the readings of {@code vitals}, which somebody else begins. */
    public VitalsTape(Vitals vitals) {
        this.vitals = vitals;
    }

    @Override
    public void prepare() {
        vitals.prepare();
    }

    @Override
    public void begin(LongSupplier fromNanos) {
        vitals.begin(fromNanos);
    }

    @Override
    public List<Reading> taken() {
        List<Reading> taken = vitals.taken();
        unwritten.addAll(taken);
        if (read.isEmpty()) {
            return taken;
        }
        List<Reading> all = List.copyOf(read);
        read.clear();
        return all;
    }

    @Override
    public void close() {
        vitals.close();
    }

    /** Writes the readings that were taken since the last call. */
    public void write(ByteOutput out) {
        write(out, unwritten);
        unwritten.clear();
    }

    /** Reads what was written, to be taken next. */
    public void read(ByteInput in) {
        add(readings(in));
    }

    /** Adds readings, to be taken next. */
    public void add(List<Reading> readings) {
        read.addAll(readings);
    }

    /** Returns readings that were written. */
    public static List<Reading> readings(ByteInput in) {
        return in.list(VitalsTape::reading);
    }

    /** Writes readings, as {@link #readings} reads them. */
    public static void write(ByteOutput out, List<Reading> readings) {
        out.list(readings, VitalsTape::put);
    }

    private static void put(ByteOutput out, Reading reading) {
        out.real(reading.fromSeconds());
        out.real(reading.seconds());
        out.signed(reading.heapAfterGc());
        out.list(reading.values().entrySet(), (to, value) -> {
            to.constant(value.getKey());
            to.real(value.getValue());
        });
        out.list(reading.notes().entrySet(), (to, note) -> {
            to.constant(note.getKey());
            to.text(note.getValue());
        });
    }

    private static Reading reading(ByteInput in) {
        var reading = new Reading(in.real(), in.real()).heapAfterGc(in.signed());
        in.list(from -> Map.entry(from.constant(VITALS), from.real()))
                .forEach(value -> reading.put(value.getKey(), value.getValue()));
        in.list(from -> Map.entry(from.constant(VITALS), from.text()))
                .forEach(note -> reading.note(note.getKey(), note.getValue()));
        return reading;
    }
}

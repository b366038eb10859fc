package dev.perf.engine.internal.health;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read of the generator over about a second. What could not be read is not in it. Belongs to one thread. */
public final class Reading {

    private final double fromSeconds;
    private final double seconds;
    private final Map<Vital, Double> values = new EnumMap<>(Vital.class);
    private long heapAfterGc = -1;
    private final Map<Vital, String> notes = new EnumMap<>(Vital.class);

    /**
     * Creates a reading without values.
     *
     * @param fromSeconds its beginning, since the end of the warm-up
     * @param seconds its length
     */
    public Reading(double fromSeconds, double seconds) {
        this.fromSeconds = fromSeconds;
        this.seconds = seconds;
    }

    /** Sets the value of {@code vital}; one that is not a number was not read. */
    public Reading put(Vital vital, double value) {
        if (!Double.isNaN(value)) {
            values.put(vital, value);
        }
        return this;
    }

    /** Sets what was in use on the heap after the latest garbage collection, in bytes. */
    Reading heapAfterGc(long bytes) {
        heapAfterGc = bytes;
        return this;
    }

    /** Returns that; negative where there was no garbage collection yet, or nobody knows. */
    long heapAfterGc() {
        return heapAfterGc;
    }

    /** Says more about {@code vital}, for people. */
    public Reading note(Vital vital, String text) {
        notes.put(vital, text);
        return this;
    }

    double fromSeconds() {
        return fromSeconds;
    }

    double seconds() {
        return seconds;
    }

    Map<Vital, Double> values() {
        return values;
    }

    Map<Vital, String> notes() {
        return notes;
    }

    /** Returns the value of {@code vital}; not a number where it was not read. */
    double value(Vital vital) {
        Double value = values.get(vital);
        return value == null ? Double.NaN : value;
    }

    @Nullable
    String note(Vital vital) {
        return notes.get(vital);
    }
}

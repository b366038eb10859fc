package dev.perf.threshold;

import java.util.Arrays;
import java.util.List;

/** What a number counts. Each quantity has one base unit, in which actual values arrive. */
enum Quantity {
    NUMBER,
    TIME,
    RATIO,
    SIZE,
    FREQUENCY,
    DATA_RATE;

    /** The unit of a limit written without one. */
    Limit.Unit baseUnit() {
        return switch (this) {
            case NUMBER -> Limit.Unit.NONE;
            case TIME -> Limit.Unit.MILLISECONDS;
            case RATIO -> Limit.Unit.FRACTION;
            case SIZE -> Limit.Unit.BYTES;
            case FREQUENCY -> Limit.Unit.PER_SECOND;
            case DATA_RATE -> Limit.Unit.BYTES_PER_SECOND;
        };
    }

    /** The units that can be written, smallest first. */
    List<Limit.Unit> units() {
        return Arrays.stream(Limit.Unit.values())
                .filter(unit -> unit.quantity() == this && !unit.symbol().isEmpty())
                .toList();
    }
}

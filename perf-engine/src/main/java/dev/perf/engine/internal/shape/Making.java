package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.source.SourceLocation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes things of what was read, with words of Perf's API that know the line of the file, and refuse some values. */
final class Making {

    private Making() {}

    /** Returns what is made; null where that is refused, which is noted. */
    static <T> @Nullable T of(Value value, Reading reading, Supplier<@Nullable T> making) {
        Place place = value.place();
        try {
            return SourceLocation.during(new SourceLocation(place.document().name(), place.line()), making);
        } catch (IllegalArgumentException | ArithmeticException refused) {
            reading.refused(value, String.valueOf(refused.getMessage()));
            return null;
        }
    }
}

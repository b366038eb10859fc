package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be.
 *
 * @param <T> what it is read as
 */
public interface Shape<T> {

    /** Reads a value; returns null, with mistakes noted, where it cannot be read. */
    @Nullable
    T read(Value value, Reading reading);

    /** Returns what it is, as messages say it: {@code a duration such as 30s}. */
    String expected();

    /** Returns its schema, in the dialect of draft-07. */
    Map<String, Object> schema(Definitions definitions);

    /** Whether a value of that kind may be of this shape, so that a choice among shapes knows which is meant. */
    boolean fits(Value value);

    /**
     * Returns a value in which keys that have several names have the first of them, so that what one file says can be laid
     * over what another one says.
     */
    default Value canonical(Value value) {
        return value;
    }

    /**
     * Returns this shape with what was read turned into something else.
     *
     * @param to may throw IllegalArgumentException, whose message becomes a mistake
     */
    default <R> Shape<R> as(Function<? super T, ? extends R> to) {
        return new Turned<>(this, to);
    }
}

package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Text;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A single value of which something is made.
 *
 * @param reader returns null where a text is none, or throws IllegalArgumentException with what is wrong
 */
record Scalar<T>(String expected, Map<String, Object> schema, Function<Text, @Nullable T> reader) implements Shape<T> {

    @Override
    public @Nullable T read(Value value, Reading reading) {
        T read = null;
        if (value instanceof Text text) {
            try {
                read = reader.apply(text);
            } catch (IllegalArgumentException refused) {
                reading.refused(value, String.valueOf(refused.getMessage()));
                return null;
            }
        }
        if (read == null) {
            reading.expected(expected, value);
        }
        return read;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return schema;
    }

    @Override
    public boolean fits(Value value) {
        return value instanceof Text;
    }
}

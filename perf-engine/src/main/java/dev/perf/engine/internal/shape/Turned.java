package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A shape whose values are turned into something else. */
record Turned<T, R>(Shape<T> from, Function<? super T, ? extends R> to) implements Shape<R> {

    @Override
    public @Nullable R read(Value value, Reading reading) {
        T read = from.read(value, reading);
        return read == null ? null : Making.of(value, reading, () -> to.apply(read));
    }

    @Override
    public Value canonical(Value value) {
        return from.canonical(value);
    }

    @Override
    public String expected() {
        return from.expected();
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return from.schema(definitions);
    }

    @Override
    public boolean fits(Value value) {
        return from.fits(value);
    }
}

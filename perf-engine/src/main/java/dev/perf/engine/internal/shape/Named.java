package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shape with a name in the schema, which may be within itself. */
record Named<T>(String name, Supplier<Shape<T>> shape) implements Shape<T> {

    @Override
    public @Nullable T read(Value value, Reading reading) {
        return shape.get().read(value, reading);
    }

    @Override
    public Value canonical(Value value) {
        return shape.get().canonical(value);
    }

    @Override
    public String expected() {
        return shape.get().expected();
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return definitions.reference(name, () -> shape.get().schema(definitions));
    }

    @Override
    public boolean fits(Value value) {
        return shape.get().fits(value);
    }
}

package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of several shapes: the first that a value of its kind may have. */
record Either<T>(List<Shape<? extends T>> shapes) implements Shape<T> {

    @Override
    public @Nullable T read(Value value, Reading reading) {
        for (Shape<? extends T> shape : shapes) {
            if (shape.fits(value)) {
                return shape.read(value, reading);
            }
        }
        reading.expected(expected(), value);
        return null;
    }

    @Override
    public Value canonical(Value value) {
        for (Shape<? extends T> shape : shapes) {
            if (shape.fits(value)) {
                return shape.canonical(value);
            }
        }
        return value;
    }

    @Override
    public String expected() {
        return String.join(", or ", shapes.stream().map(Shape::expected).toList());
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Map.of(
                "anyOf",
                shapes.stream()
                        .flatMap(shape -> alternatives(shape.schema(definitions)).stream())
                        .distinct()
                        .toList());
    }

    /** What is one of several itself stands among them, for editors show each level to people. */
    static List<?> alternatives(Map<String, Object> schema) {
        return schema.size() == 1 && schema.get("anyOf") instanceof List<?> several ? several : List.of(schema);
    }

    @Override
    public boolean fits(Value value) {
        return shapes.stream().anyMatch(shape -> shape.fits(value));
    }
}

package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text as it was written, with its place, for what has a grammar of its own and mistakes within the text.
 *
 * @param expected what it is, as messages say it
 */
public record Written(String expected) implements Shape<Text> {

    @Override
    public @Nullable Text read(Value value, Reading reading) {
        if (value instanceof Text text) {
            return text;
        }
        reading.expected(expected, value);
        return null;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Map.of("type", List.of("string", "number", "boolean"));
    }

    @Override
    public boolean fits(Value value) {
        return value instanceof Text;
    }
}

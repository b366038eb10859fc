package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What other tools read and Perf does not, with the reason. */
record Refused(String reason) implements Shape<Object> {

    @Override
    public @Nullable Object read(Value value, Reading reading) {
        reading.mistake(value.place(), reason);
        return null;
    }

    @Override
    public String expected() {
        return "nothing";
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        throw new IllegalStateException("schemas leave out what is refused");
    }

    @Override
    public boolean fits(Value value) {
        return true;
    }
}

package dev.perf.engine.internal.http;

import dev.perf.check.Condition;
import dev.perf.engine.internal.extract.JsonSchema;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Demands that a schema describes the value. */
record SchemaTest(JsonSchema schema) implements ValueTest {

    /** Compiles the condition; mistakes go to the context. */
    static ValueTest compile(Condition.MatchesSchema condition, SourceLocation location, CompileContext context) {
        Path file = condition.file();
        try {
            return new SchemaTest(
                    file == null
                            ? JsonSchema.compile(Objects.requireNonNull(condition.text()))
                            : JsonSchema.read(file));
        } catch (IllegalArgumentException malformed) {
            context.problem(location, String.valueOf(malformed.getMessage()));
            return (value, session) -> false;
        }
    }

    @Override
    public boolean holds(@Nullable Object value, Session session) {
        return value != null && schema.faults(value).isEmpty();
    }

    @Override
    public @Nullable String complaint(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        List<String> faults = schema.faults(value);
        return faults.getFirst() + (faults.size() == 1 ? "" : "; and " + (faults.size() - 1) + " more");
    }
}

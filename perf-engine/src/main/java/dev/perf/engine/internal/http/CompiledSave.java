package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.http.Save;
import dev.perf.scenario.Session;
import org.jspecify.annotations.Nullable;

/** A compiled value to save. */
final class CompiledSave {

    private final String key;
    private final Extractor extractor;
    private final ValueSource source;

    private CompiledSave(String key, Extractor extractor, ValueSource source) {
        this.key = key;
        this.extractor = extractor;
        this.source = source;
    }

    /** Compiles {@code save}; mistakes go to the context. */
    static CompiledSave compile(Save save, CompileContext context) {
        Extractor extractor = save.extractor();
        context.produces(save.key(), extractor.location());
        return new CompiledSave(
                save.key(),
                extractor,
                ValueSource.compile(
                        extractor.source(), extractor.location(), context.inside("save \"" + save.key() + "\"")));
    }

    /** Saves the value; returns a complaint where there is none and there should be. */
    @Nullable
    String save(Session session, ResponseView response) {
        Object value = source.of(response);
        if (value == null) {
            value = extractor.fallback();
        }
        if (value != null) {
            session.set(key, value);
            return null;
        }
        return extractor.required()
                ? "save \"" + key + "\": " + extractor.source() + " found nothing in the response"
                : null;
    }
}

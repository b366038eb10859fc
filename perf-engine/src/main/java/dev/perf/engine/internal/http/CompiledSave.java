package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.http.Save;
import dev.perf.scenario.Key;
import dev.perf.scenario.Session;
import org.jspecify.annotations.Nullable;

/** A compiled value to save. */
final class CompiledSave {

    private final String key;
    private final @Nullable Key<?> typed;
    private final Extractor extractor;
    private final ValueSource source;

    private CompiledSave(Save save, Extractor extractor, ValueSource source) {
        this.key = save.key();
        this.typed = save.typed();
        this.extractor = extractor;
        this.source = source;
    }

    /** Compiles {@code save}; mistakes go to the context. */
    static CompiledSave compile(Save save, CompileContext context) {
        Extractor extractor = save.extractor();
        context.produces(save.key(), extractor.location());
        if (save.typed() != null) {
            context.typed(save.typed(), extractor.location());
        }
        return new CompiledSave(
                save,
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
            return put(value, session);
        }
        return extractor.required()
                ? "save \"" + key + "\": " + extractor.source() + " found nothing in the response"
                : null;
    }

    private @Nullable String put(Object value, Session session) {
        if (typed == null) {
            session.set(key, value);
            return null;
        }
        try {
            session.set(key, typed.convert(value));
            return null;
        } catch (IllegalArgumentException unfit) {
            return "save \"" + key + "\": " + unfit.getMessage();
        }
    }
}

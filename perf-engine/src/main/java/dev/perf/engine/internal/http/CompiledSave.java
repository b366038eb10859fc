package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
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
    static CompiledSave compile(Save save, Subject subject, CompileContext context) {
        Extractor extractor = save.extractor();
        context.saves(save.key(), extractor.location());
        if (save.typed() != null) {
            context.typed(save.typed(), extractor.location());
        }
        CompileContext inside = context.inside("save \"" + save.key() + "\"");
        String mistake = subject.mistake(extractor.source());
        if (mistake != null) {
            inside.problem(extractor.location(), mistake);
        }
        return new CompiledSave(save, extractor, ValueSource.compile(extractor, inside));
    }

    /** Saves the value; returns a complaint where there is none and there should be. */
    @Nullable
    String save(VirtualUser user, ResponseView response) {
        Object value;
        try {
            value = source.of(response, user.random());
        } catch (RuntimeException thrown) {
            // A user's transformation may throw anything; that must not end the user.
            return "save \"" + key + "\": its transformation threw " + thrown;
        }
        if (value != null) {
            return put(value, user.session());
        }
        return extractor.required() ? "save \"" + key + "\": " + response.foundNothing(extractor) : null;
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

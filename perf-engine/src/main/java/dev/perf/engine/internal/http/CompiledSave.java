package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.Save;
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
    static CompiledSave compile(Save save, Subject subject, CompileContext context) {
        context.produces(save.key());
        CompileContext inside = context.inside("save \"" + save.key() + "\"");
        Extractor extractor = save.extractor();
        String mistake = subject.mistake(extractor.source());
        if (mistake != null) {
            inside.problem(extractor.location(), mistake);
        }
        return new CompiledSave(save.key(), extractor, ValueSource.compile(extractor, inside));
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
            user.session().set(key, value);
            return null;
        }
        return extractor.required() ? "save \"" + key + "\": " + extractor + " found nothing in the response" : null;
    }
}

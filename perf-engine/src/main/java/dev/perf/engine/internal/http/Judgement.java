package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Condition;
import dev.perf.check.Extractor;
import dev.perf.check.Find;
import dev.perf.check.Source;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import java.util.List;

/** The value and the condition of a check, compiled, without its name and its counting. */
record Judgement(ValueSource source, ValueTest test) {

    /** Compiles {@code check}; mistakes go to the context. */
    static Judgement compile(Check check, Subject subject, CompileContext context) {
        String mistake = subject.mistake(check.source());
        List<String> mistakes = mistake == null ? CheckMistakes.of(check) : List.of(mistake);
        mistakes.forEach(one -> context.problem(check.location(), one));
        return new Judgement(source(check, context), ValueTest.compile(check.condition(), check.location(), context));
    }

    private static ValueSource source(Check check, CompileContext context) {
        Extractor value = check.value();
        boolean whole = value.source() instanceof Source.Body
                && value.find() instanceof Find.First
                && value.transformation() == null
                && value.fallback() == null;
        if (whole && check.condition() instanceof Condition.MatchesSchema) {
            return (response, random) -> {
                Object json = response.json();
                return json == null ? response.text() : json;
            };
        }
        if (!(check.condition() instanceof Condition.IsNull)) {
            return ValueSource.compile(check.value(), context);
        }
        try {
            return ValueSource.compileForNull(check.value());
        } catch (IllegalArgumentException malformed) {
            context.problem(check.value().location(), String.valueOf(malformed.getMessage()));
            return (response, random) -> null;
        }
    }

    /** Tells whether the condition holds. */
    boolean holds(VirtualUser user, ResponseView response) {
        return test.holds(source.of(response, user.random()), user.session());
    }
}

package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Condition;
import dev.perf.check.Extractor;
import dev.perf.check.Find;
import dev.perf.check.Source;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import org.jspecify.annotations.Nullable;

/** The value and the condition of a check, compiled, without its name and its counting. */
record Judgement(ValueSource source, ValueTest test) {

    /** Compiles {@code check}; mistakes go to the context. */
    static Judgement compile(Check check, Subject subject, CompileContext context) {
        String mistake = subject.mistake(check.source());
        if (mistake == null) {
            mistake = mismatch(check);
        }
        if (mistake != null) {
            context.problem(check.location(), mistake);
        }
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

    /** Returns why such a condition can never hold of such a value, or null where it may. */
    private static @Nullable String mismatch(Check check) {
        Source source = check.source();
        boolean asItIs = check.value().transformation() == null;
        return switch (check.condition()) {
            case Condition.Below ignored
            when asItIs && !(source instanceof Source.Elapsed) ->
                "below(...) can be asked of duration() only; take lessThan(...) for numbers";
            case Condition.IsNull ignored
            when !(source instanceof Source.JsonPath || source instanceof Source.JsonPointer) ->
                "isNull() can be asked of jsonPath(...) and jsonPointer(...) only; take absent()";
            case Condition.IsNull ignored
            when !asItIs -> "isNull() cannot be asked of a transformed value; remove transform(...)";
            case Condition.HasSize size when size.size() < 0 -> "size must not be negative, got " + size.size();
            case Condition.Between between
            when between.least().compareTo(between.most()) > 0 ->
                "between(" + between.least().toPlainString() + ", "
                        + between.most().toPlainString()
                        + ") holds of no number; swap its limits";
            default -> null;
        };
    }

    /** Tells whether the condition holds. */
    boolean holds(VirtualUser user, ResponseView response) {
        return test.holds(source.of(response, user.random()), user.session());
    }
}

package dev.perf.engine.internal.http;

import dev.perf.check.Condition;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A compiled condition. */
@FunctionalInterface
interface ValueTest {

    /** Tells whether the condition holds of {@code value}, which is null where the response has none. */
    boolean holds(@Nullable Object value, Session session);

    /** Compiles {@code condition}; mistakes go to the context. */
    static ValueTest compile(Condition condition, SourceLocation location, CompileContext context) {
        return switch (condition) {
            case Condition.Is is -> {
                Expected expected = Expected.compile(is.expected(), location, context);
                yield (value, session) -> value != null && expected.equalTo(value, session);
            }
            case Condition.Not not -> {
                Expected unwanted = Expected.compile(not.unwanted(), location, context);
                yield (value, session) -> value != null && !unwanted.equalTo(value, session);
            }
            case Condition.In in -> {
                List<Expected> expected = in.expected().stream()
                        .map(one -> Expected.compile(one, location, context))
                        .toList();
                yield (value, session) ->
                        value != null && expected.stream().anyMatch(one -> one.equalTo(value, session));
            }
            case Condition.Exists ignored -> (value, session) -> value != null;
            case Condition.Absent ignored -> (value, session) -> value == null;
            case Condition.Contains contains -> {
                Template expected = context.template(contains.expected(), location);
                yield (value, session) -> value != null && String.valueOf(value).contains(expected.fill(session));
            }
            case Condition.Matches matches -> {
                Pattern pattern = ValueSource.compilePattern(matches.pattern(), location, context);
                yield (value, session) ->
                        value != null && pattern.matcher(String.valueOf(value)).find();
            }
            case Condition.Below below -> {
                Duration limit = below.limit();
                yield (value, session) -> value instanceof Duration duration && duration.compareTo(limit) < 0;
            }
            case Condition.Satisfies satisfies ->
                (value, session) -> satisfies.test().test(value);
        };
    }

    /** A value to compare with: numbers as numbers, all else as text. */
    record Expected(
            @Nullable BigDecimal number,
            int status,
            @Nullable Template text) {

        private static final int NO_STATUS = -1;

        static Expected compile(Object expected, SourceLocation location, CompileContext context) {
            return expected instanceof Number number
                    ? new Expected(
                            new BigDecimal(number.toString()),
                            number instanceof Integer whole ? whole : NO_STATUS,
                            null)
                    : new Expected(null, NO_STATUS, context.template(String.valueOf(expected), location));
        }

        boolean equalTo(Object value, Session session) {
            if (number != null) {
                return value instanceof Integer actual && actual == status || isNumber(value, number);
            }
            return text != null && text.fill(session).equals(String.valueOf(value));
        }

        private static boolean isNumber(Object value, BigDecimal number) {
            try {
                return new BigDecimal(String.valueOf(value)).compareTo(number) == 0;
            } catch (NumberFormatException noNumber) {
                return false;
            }
        }
    }
}

package dev.perf.engine.internal.http;

import dev.perf.check.Condition;
import dev.perf.engine.internal.extract.RegexGroup;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A compiled condition. */
@FunctionalInterface
interface ValueTest {

    /** Tells whether the condition holds of {@code value}, which is null where the response has none. */
    boolean holds(@Nullable Object value, Session session);

    /** Returns why it does not hold of {@code value}, where it has more to say than what was found instead. */
    default @Nullable String complaint(@Nullable Object value) {
        return null;
    }

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
            case Condition.MatchesSchema schema -> SchemaTest.compile(schema, location, context);
            case Condition.IsNull ignored -> (value, session) -> value == ValueSource.NULL;
            case Condition.HasSize size -> (value, session) -> value != null && sizeOf(value) == size.size();
            case Condition.Between between -> {
                BigDecimal least = number(between.least(), location, context);
                BigDecimal most = number(between.most(), location, context);
                yield (value, session) -> {
                    BigDecimal number = Numbers.of(value);
                    return number != null && number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
                };
            }
            case Condition.GreaterThan greater -> {
                BigDecimal limit = number(greater.limit(), location, context);
                yield (value, session) -> {
                    BigDecimal number = Numbers.of(value);
                    return number != null && number.compareTo(limit) > 0;
                };
            }
            case Condition.LessThan less -> {
                BigDecimal limit = number(less.limit(), location, context);
                yield (value, session) -> {
                    BigDecimal number = Numbers.of(value);
                    return number != null && number.compareTo(limit) < 0;
                };
            }
            case Condition.Contains contains -> {
                Template expected = context.template(contains.expected(), location);
                yield (value, session) -> value != null && contains(value, expected.fill(session));
            }
            case Condition.Matches matches -> {
                Pattern pattern = compilePattern(matches.pattern(), location, context);
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

    /** Returns what to compare with; what is no number, as NaN is none, is a mistake. */
    private static BigDecimal number(Number given, SourceLocation location, CompileContext context) {
        BigDecimal number = Numbers.of(given);
        if (number == null) {
            context.problem(location, given + " is no number that a value could be compared with; name another");
            return BigDecimal.ZERO;
        }
        return number;
    }

    private static Pattern compilePattern(String pattern, SourceLocation location, CompileContext context) {
        try {
            return RegexGroup.compile(pattern);
        } catch (IllegalArgumentException malformed) {
            context.problem(location, String.valueOf(malformed.getMessage()));
            return Pattern.compile("");
        }
    }

    private static boolean contains(Object value, String expected) {
        return value instanceof Collection<?> elements
                ? elements.stream().anyMatch(element -> expected.equals(String.valueOf(element)))
                : String.valueOf(value).contains(expected);
    }

    private static int sizeOf(Object value) {
        return switch (value) {
            case Collection<?> elements -> elements.size();
            case Map<?, ?> members -> members.size();
            case byte[] bytes -> bytes.length;
            case CharSequence text -> text.length();
            default -> -1;
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
                            ValueTest.number(number, location, context),
                            number instanceof Integer whole ? whole : NO_STATUS,
                            null)
                    : new Expected(null, NO_STATUS, context.template(String.valueOf(expected), location));
        }

        boolean equalTo(Object value, Session session) {
            if (number != null) {
                if (value instanceof Integer actual && actual == status) {
                    return true;
                }
                BigDecimal actual = Numbers.of(value);
                return actual != null && actual.compareTo(number) == 0;
            }
            return text != null && text.fill(session).equals(String.valueOf(value));
        }
    }
}

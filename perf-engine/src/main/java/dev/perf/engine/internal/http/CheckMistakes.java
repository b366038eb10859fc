package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Condition;
import dev.perf.check.Find;
import dev.perf.check.Source;
import dev.perf.text.DurationText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds conditions that can never hold of the value that they are asked of, or always would. */
final class CheckMistakes {

    private static final BigDecimal LEAST_STATUS = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_STATUS = BigDecimal.valueOf(999);

    private CheckMistakes() {}

    /** Returns the mistakes of {@code check}; none where it may hold. */
    static List<String> of(Check check) {
        var mistakes = new ArrayList<String>();
        String mismatch = mismatch(check.condition(), check);
        if (mismatch != null) {
            mistakes.add(mismatch);
        }
        if (isStatus(check)) {
            values(check.condition()).stream()
                    .filter(value -> !mayBeStatus(value))
                    .forEach(value -> mistakes.add("a status is a number from 100 to 999, got "
                            + (value instanceof Number ? value : "\"" + value + "\"") + "; name one, such as 200"));
        }
        return mistakes;
    }

    private static @Nullable String mismatch(Condition condition, Check check) {
        Source source = check.source();
        boolean asItIs = check.value().transformation() == null;
        return switch (condition) {
            case Condition.Below ignored
            when asItIs && !(source instanceof Source.Elapsed) ->
                "below(...) can be asked of duration() only; take lessThan(...) for numbers";
            case Condition.Below below
            when !below.limit().isPositive() -> "below(...) must be positive, got " + DurationText.of(below.limit());
            case Condition.IsNull ignored
            when !(source instanceof Source.JsonPath || source instanceof Source.JsonPointer) ->
                "isNull() can be asked of jsonPath(...) and jsonPointer(...) only; take absent()";
            case Condition.IsNull ignored
            when !asItIs -> "isNull() cannot be asked of a transformed value; remove transform(...)";
            case Condition.HasSize size when size.size() < 0 -> "size must not be negative, got " + size.size();
            case Condition.In in when in.expected().isEmpty() -> "in() names no values to be one of; name some";
            case Condition.Between between -> turnedRound(between);
            default -> null;
        };
    }

    private static @Nullable String turnedRound(Condition.Between between) {
        BigDecimal least = Numbers.of(between.least());
        BigDecimal most = Numbers.of(between.most());
        return least == null || most == null || least.compareTo(most) <= 0
                ? null
                : "between(" + least.toPlainString() + ", " + most.toPlainString()
                        + ") holds of no number; swap its limits";
    }

    private static boolean isStatus(Check check) {
        return check.source() instanceof Source.Status
                && check.value().find() instanceof Find.First
                && check.value().transformation() == null;
    }

    private static List<Object> values(Condition condition) {
        return switch (condition) {
            case Condition.Is is -> List.of(is.expected());
            case Condition.Not not -> List.of(not.unwanted());
            case Condition.In in -> in.expected();
            default -> List.of();
        };
    }

    private static boolean mayBeStatus(Object value) {
        String text = String.valueOf(value);
        if (!(value instanceof Number) && text.contains("#{")) {
            return true;
        }
        BigDecimal number = Numbers.of(value);
        return number != null
                && number.compareTo(LEAST_STATUS) >= 0
                && number.compareTo(MOST_STATUS) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }
}

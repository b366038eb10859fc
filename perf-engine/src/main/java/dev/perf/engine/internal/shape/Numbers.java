package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value.Text;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them: {@code 010} is ten and {@code 1_000} a thousand; {@code 0x10} is none. */
final class Numbers {

    private static final String NUMBER = "[+-]?\\d+(?:_\\d+)*(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?";
    private static final Pattern PATTERN = Pattern.compile(NUMBER);

    /** More digits are no number that anybody means, and would take long to read. */
    private static final int MOST_CHARACTERS = 60;

    private Numbers() {}

    static @Nullable BigDecimal read(Text text) {
        return read(text.text());
    }

    /** Returns what a text is as a number; null where it is none. */
    static @Nullable BigDecimal read(String text) {
        String given = text.strip();
        return given.length() <= MOST_CHARACTERS && PATTERN.matcher(given).matches()
                ? new BigDecimal(given.replace("_", ""))
                : null;
    }

    static Shape<Long> integer(long least, long most) {
        String expected = most == Long.MAX_VALUE
                ? "a whole number of at least " + least
                : "a whole number from " + least + " to " + most;
        return new Scalar<>(expected, schema("integer", least, most == Long.MAX_VALUE ? null : most), text -> {
            BigDecimal number = read(text);
            if (number == null || number.stripTrailingZeros().scale() > 0) {
                return null;
            }
            boolean isWithin =
                    number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
            return isWithin ? number.longValueExact() : null;
        });
    }

    static Shape<Double> number(double least, double most) {
        String expected = most == Double.MAX_VALUE
                ? "a number of at least " + plain(least)
                : "a number from " + plain(least) + " to " + plain(most);
        return new Scalar<>(expected, schema("number", least, most == Double.MAX_VALUE ? null : most), text -> {
            BigDecimal number = read(text);
            double value = number == null ? Double.NaN : number.doubleValue();
            return value >= least && value <= most ? value : null;
        });
    }

    static Shape<Double> share() {
        return new Scalar<>(
                "a share such as 0.01 or 1%",
                Map.of(
                        "anyOf",
                        List.of(
                                Map.of("type", "number", "minimum", 0, "maximum", 1),
                                textOf("\\s*\\+?\\d+(_\\d+)*(\\.\\d+)?([eE][+-]?\\d{1,3})?\\s*%?\\s*"))),
                text -> {
                    String given = text.text().strip();
                    boolean isPercent = given.endsWith("%");
                    BigDecimal number = read(isPercent ? given.substring(0, given.length() - 1) : given);
                    double share = number == null
                            ? Double.NaN
                            : isPercent ? number.movePointLeft(2).doubleValue() : number.doubleValue();
                    return share >= 0 && share <= 1 ? share : null;
                });
    }

    private static Map<String, Object> schema(String type, Number least, @Nullable Number most) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("minimum", least);
        if (most != null) {
            schema.put("maximum", most);
        }
        // Numbers in quotes are numbers as well, and so is 1_000, which editors take for a text.
        return Map.of("anyOf", List.of(schema, textOf("\\s*" + NUMBER + "\\s*")));
    }

    /** Describes texts that match, or that have a variable of the environment in them, which editors cannot look into. */
    static Map<String, Object> textOf(String pattern) {
        return Map.of("type", "string", "pattern", "^(?:" + pattern + ")$|\\$\\{.+\\}");
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}

package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.load.Rate;
import dev.perf.text.Nearest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The shapes that settings are made of. */
public final class Shapes {

    private static final Map<String, Boolean> TRUTHS =
            Map.of("true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);

    /** A text without quotes may look like something else to editors. */
    private static final Map<String, Object> ANY_TEXT = Map.of("type", List.of("string", "number", "boolean"));

    private Shapes() {}

    /** Any text; numbers and truths are texts as they were written. */
    public static Shape<String> text() {
        return new Scalar<>("a text", ANY_TEXT, Text::text);
    }

    /** A text that says something: a name, for example. */
    public static Shape<String> word() {
        Map<String, Object> schema = Map.of(
                "anyOf",
                List.of(Map.of("type", "string", "pattern", "\\S"), Map.of("type", List.of("number", "boolean"))));
        return new Scalar<>(
                "a text that is not blank", schema, text -> text.text().isBlank() ? null : text.text());
    }

    /**
     * A text of which something is made.
     *
     * @param expected what it is, as messages say it
     * @param reader returns null where the text is none, or throws IllegalArgumentException with what is wrong
     */
    public static <T> Shape<T> text(String expected, Function<String, @Nullable T> reader) {
        return new Scalar<>(expected, ANY_TEXT, text -> reader.apply(text.text()));
    }

    /** A truth: {@code true} or {@code false}; {@code yes}, {@code no}, {@code on} and {@code off} are understood. */
    public static Shape<Boolean> bool() {
        Map<String, Object> schema = Map.of(
                "anyOf",
                List.of(
                        Map.of("type", "boolean"),
                        Numbers.textOf(whateverCase(List.of("true", "false", "yes", "no", "on", "off")))));
        return new Scalar<>(
                "true or false", schema, text -> TRUTHS.get(text.text().toLowerCase(Locale.ROOT)));
    }

    /** A whole number within bounds; {@code 010} is ten and {@code 1_000} a thousand. */
    public static Shape<Long> integer(long least, long most) {
        return Numbers.integer(least, most);
    }

    /** A whole number that is an int. */
    public static Shape<Integer> count(int least) {
        return integer(least, Integer.MAX_VALUE).as(Long::intValue);
    }

    /** A number within bounds. */
    public static Shape<Double> number(double least, double most) {
        return Numbers.number(least, most);
    }

    /** A share: {@code 0.01} or {@code 1%}. */
    public static Shape<Double> share() {
        return Numbers.share();
    }

    /**
     * A duration that is not negative: {@code 30s}, {@code 1m30s}; {@code 1:30} is a minute and a half.
     *
     * @param bare what a number without a unit counts; null where there must be one, unless it is 0
     */
    public static Shape<Duration> duration(@Nullable Duration bare) {
        return Times.duration(bare);
    }

    /** A rate that is not negative: {@code 50}, {@code 50/s}, {@code 300/min}. */
    public static Shape<Rate> rate() {
        return Times.rate();
    }

    /** One of the names of an enum, with hyphens for underscores, whatever its case. */
    public static <E extends Enum<E>> Shape<E> oneOf(Class<E> type) {
        Map<String, E> names = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            names.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return oneOf(names);
    }

    /** One of some names, which are in small letters; capitals, and underscores for hyphens, are understood. */
    public static <T> Shape<T> oneOf(Map<String, T> names) {
        List<String> all = List.copyOf(names.keySet());
        String expected = all.size() == 1
                ? all.getFirst()
                : String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
        Map<String, Object> schema = Map.of("anyOf", List.of(Map.of("enum", all), Numbers.textOf(whateverCase(all))));
        return new Scalar<>(expected, schema, text -> {
            T named = names.get(text.text().toLowerCase(Locale.ROOT).replace('_', '-'));
            if (named == null) {
                String nearest = Nearest.to(text.text(), all);
                throw new IllegalArgumentException(expected + " is expected here, got " + text.kind()
                        + (nearest == null ? "" : "; did you mean \"" + nearest + "\"?"));
            }
            return named;
        });
    }

    /** Schemas have no flag for it. */
    private static String whateverCase(List<String> words) {
        var pattern = new StringBuilder();
        for (String word : words) {
            pattern.append(pattern.isEmpty() ? "" : "|");
            for (char c : word.toCharArray()) {
                char capital = Character.toUpperCase(c);
                pattern.append(
                        c == '-'
                                ? "[-_]"
                                : c == capital
                                        ? java.util.regex.Pattern.quote(String.valueOf(c))
                                        : "[" + c + capital + "]");
            }
        }
        return pattern.toString();
    }

    /** A list, or a single value in place of a list of one; null where an item cannot be read. */
    public static <T> Shape<List<T>> listOf(Shape<T> item) {
        return new ListShape<>(item);
    }

    /** A mapping whose keys people choose; null where a value cannot be read. */
    public static <T> Shape<Map<String, T>> mapOf(String what, Shape<T> each) {
        return new MapShape<>(what, each);
    }

    /** One of two shapes, the first that a value of its kind may have. */
    public static <T> Shape<T> either(Shape<? extends T> first, Shape<? extends T> second) {
        return new Either<>(List.of(first, second));
    }

    /** A shape with a name in the schema, which may be within itself. */
    public static <T> Shape<T> named(String name, Supplier<Shape<T>> shape) {
        return new Named<>(name, shape);
    }

    /** Anything, as it stands. */
    public static Shape<Value> anything(String expected) {
        return new Anything(expected);
    }
}

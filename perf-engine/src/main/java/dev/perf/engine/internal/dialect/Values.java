package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values written in another way; those that are not understood are returned as they are. */
final class Values {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    /** A variable of the environment, which is put in later. */
    private static final String VARIABLE = "${";

    /** What a value says of something that is so or not. */
    enum Truth {
        YES,
        NO,
        UNSAID,
        OTHER
    }

    private Values() {}

    static Truth truth(@Nullable Value value) {
        return switch (value) {
            case null -> Truth.UNSAID;
            case Nothing nothing -> Truth.UNSAID;
            case Text text ->
                switch (text.text().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "1" -> Truth.YES;
                    case "false", "no", "off", "0" -> Truth.NO;
                    default -> Truth.OTHER;
                };
            default -> Truth.OTHER;
        };
    }

    /** Whether it is a number without a unit. */
    static boolean isNumber(Value value) {
        return value instanceof Text text && NUMBER.matcher(text.text().strip()).matches();
    }

    /** Returns a number with its unit behind it. */
    static UnaryOperator<Value> in(String unit) {
        return value -> value instanceof Text text && isNumber(value)
                ? written(text, text.text().strip() + unit)
                : value;
    }

    /** Returns a number of hundredths as a share: 5 as 5%. */
    static Value percent(Value value) {
        return value instanceof Text text && (isNumber(value) || text.text().contains(VARIABLE))
                ? written(text, text.text().strip() + "%")
                : value;
    }

    /** Returns the opposite of a truth. */
    static Value not(Value value) {
        return switch (truth(value)) {
            case YES -> value instanceof Text text ? written(text, "false") : value;
            case NO -> value instanceof Text text ? written(text, "true") : value;
            default -> value;
        };
    }

    /** Returns a value with all its texts, but not its keys, written in another way. */
    static Value texts(Value value, UnaryOperator<String> way) {
        return switch (value) {
            case Text text -> {
                String changed = way.apply(text.text());
                yield changed.equals(text.text()) ? text : written(text, changed);
            }
            case Nothing nothing -> nothing;
            case Items items ->
                new Items(
                        items.place(),
                        items.items().stream().map(item -> texts(item, way)).toList());
            case Entries entries ->
                new Entries(
                        entries.place(),
                        entries.entries().stream()
                                .map(entry -> new Entry(entry.key(), texts(entry.value(), way)))
                                .toList());
        };
    }

    /** Returns a text in place of another. */
    static Text written(Text text, String otherwise) {
        return new Text(text.place(), otherwise, text.isQuoted(), text.origin());
    }
}

package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shapes of texts with placeholders, and of values that go into bodies as they stand. */
public final class Texts {

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");

    /** A text that may have placeholders. */
    public static final Shape<String> TEMPLATE = Shapes.text().as(Placeholders::translated);

    /** A value as JSON has it, and not nothing. */
    public static final Shape<Object> DATA = Shapes.anything("a value").as(Texts::given);

    /** Names with texts that may have placeholders. */
    public static final Shape<Map<String, String>> TEMPLATES = Shapes.mapOf("texts", TEMPLATE);

    private Texts() {}

    private static Object given(Value value) {
        Object data = data(value);
        if (data == null) {
            throw new IllegalArgumentException("a value is expected here, got nothing");
        }
        return data;
    }

    /**
     * Returns a value as Java has it: maps, lists, texts, numbers and truths; in quotes everything is a text. Numbers that
     * begin with a zero, such as postal codes, stay texts.
     */
    public static @Nullable Object data(Value value) {
        return switch (value) {
            case Text text -> data(text);
            case Nothing nothing -> null;
            case Items items -> {
                var list = new ArrayList<@Nullable Object>();
                items.items().forEach(item -> list.add(data(item)));
                yield list;
            }
            case Entries entries -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries.entries()
                        .forEach(entry ->
                                map.put(Placeholders.translated(entry.key().text()), data(entry.value())));
                yield map;
            }
        };
    }

    private static Object data(Text text) {
        Object plain = text.isQuoted() ? text.text() : plain(text.text());
        return plain instanceof String words ? Placeholders.translated(words) : plain;
    }

    /** Returns the number or the truth that a text looks like, or the text. */
    public static Object plain(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (isNumber(text)) {
            BigDecimal number = new BigDecimal(text);
            return number.scale() <= 0 && number.precision() - number.scale() < 19
                    ? (Object) number.longValueExact()
                    : number;
        }
        return text;
    }

    /** Whether a text is a number as JSON has it, and not so long that nobody means it. */
    public static boolean isNumber(String text) {
        return text.length() < 40 && NUMBER.matcher(text).matches();
    }
}

package dev.perf.samples.shop;

import java.util.function.Consumer;

/** Writes one JSON object member by member; nested values come as text that is JSON already. */
final class JsonWriter {

    private final StringBuilder text = new StringBuilder(128).append('{');

    private JsonWriter() {}

    static String object(Consumer<JsonWriter> members) {
        JsonWriter writer = new JsonWriter();
        members.accept(writer);
        return writer.text.append('}').toString();
    }

    static String array(Iterable<String> jsonItems) {
        return "[" + String.join(",", jsonItems) + "]";
    }

    JsonWriter put(String name, String value) {
        key(name);
        quote(value, text);
        return this;
    }

    JsonWriter put(String name, long value) {
        key(name);
        text.append(value);
        return this;
    }

    /** Puts an amount of money in units of the currency, with two decimals. */
    JsonWriter putMoney(String name, long cents) {
        key(name);
        text.append(cents / 100).append('.');
        text.append((char) ('0' + cents % 100 / 10)).append((char) ('0' + cents % 10));
        return this;
    }

    JsonWriter putJson(String name, String json) {
        key(name);
        text.append(json);
        return this;
    }

    private void key(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name, text);
        text.append(':');
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || (Character.isSurrogate(c) && !isPaired(value, i))) {
                out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** A lone surrogate has no UTF-8 form, it survives only escaped. */
    private static boolean isPaired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}

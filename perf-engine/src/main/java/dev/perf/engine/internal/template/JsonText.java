package dev.perf.engine.internal.template;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/** The texts within JSON. */
final class JsonText {

    /**
     * A stretch of a document.
     *
     * @param text as it stands in the document; of a string, what it means
     * @param isString whether it is what stands between the quotes of a string
     */
    record Stretch(String text, boolean isString) {}

    private JsonText() {}

    /** Returns {@code text} as it is written between the quotes of a JSON string. */
    static String escape(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    }

    /** Splits well-formed JSON into its strings and what stands between them. */
    static List<Stretch> split(String json) {
        var stretches = new ArrayList<Stretch>();
        int from = 0;
        for (int open = json.indexOf('"'); open >= 0; open = json.indexOf('"', from)) {
            int close = open + 1;
            while (json.charAt(close) != '"') {
                close += json.charAt(close) == '\\' ? 2 : 1;
            }
            stretches.add(new Stretch(json.substring(from, open + 1), false));
            stretches.add(new Stretch(meaning(json.substring(open, close + 1)), true));
            from = close;
            stretches.add(new Stretch("\"", false));
            from++;
        }
        stretches.add(new Stretch(json.substring(from), false));
        return stretches;
    }

    private static String meaning(String string) {
        return string.indexOf('\\') < 0
                ? string.substring(1, string.length() - 1)
                : JsonMapper.shared().readValue(string, String.class);
    }
}

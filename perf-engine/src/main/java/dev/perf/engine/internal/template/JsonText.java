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
     * @param text as it stands in the document; of a string that may have places in it, what it means
     * @param isString whether it is what stands between the quotes of such a string
     */
    record Stretch(String text, boolean isString) {}

    private JsonText() {}

    /** Returns {@code text} as it is written between the quotes of a JSON string. */
    static String escape(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    }

    /** Splits well-formed JSON into its strings that may have places in them and what stands between those. */
    static List<Stretch> split(String json) {
        var stretches = new ArrayList<Stretch>();
        int from = 0; // of the stretch that is not yet among them
        int close;
        for (int open = json.indexOf('"'); open >= 0; open = json.indexOf('"', close + 1)) {
            close = end(json, open);
            String string = json.substring(open + 1, close);
            boolean escapes = string.indexOf('\\') >= 0;
            if (escapes || string.contains("#{")) {
                stretches.add(new Stretch(json.substring(from, open + 1), false));
                stretches.add(new Stretch(escapes ? meaning(json.substring(open, close + 1)) : string, true));
                from = close;
            }
        }
        stretches.add(new Stretch(json.substring(from), false));
        return stretches;
    }

    private static int end(String json, int open) {
        int close = open + 1;
        while (json.charAt(close) != '"') {
            close += json.charAt(close) == '\\' ? 2 : 1;
        }
        return close;
    }

    private static String meaning(String string) {
        return JsonMapper.shared().readValue(string, String.class);
    }
}

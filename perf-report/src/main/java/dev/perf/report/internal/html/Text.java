package dev.perf.report.internal.html;

import dev.perf.report.internal.PlainText;

/**
 * Text, which stays text whatever it contains.
 *
 * <p>Names, messages and tags come from the user and from the server under test. Besides markup, characters are
 * replaced that no document may contain, and those that would reorder the text around them.
 */
record Text(String value) implements Node {

    @Override
    public void render(StringBuilder out) {
        escape(value, out);
    }

    /** Appends {@code value} so that it is safe between tags and within quoted attributes. */
    static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); ) {
            int character = value.codePointAt(i);
            i += Character.charCount(character);
            switch (character) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(PlainText.safe(character));
            }
        }
    }
}

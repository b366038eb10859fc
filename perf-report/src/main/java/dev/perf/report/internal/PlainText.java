package dev.perf.report.internal;

/**
 * Text from others, who may have chosen it to do harm: names, messages and tags come from the user and from the server
 * under test.
 */
public final class PlainText {

    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /**
     * Returns a character, or the one that stands in its place: for those that no document may contain, and those that
     * would reorder the text around them.
     */
    public static int safe(int character) {
        return forbidden(character) ? REPLACEMENT : character;
    }

    /** Returns a text of {@linkplain #safe safe} characters. */
    public static String safe(String text) {
        return text.codePoints()
                .map(PlainText::safe)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns a text on one line, of at most so many characters, the last of which is then an ellipsis. */
    public static String line(String text, int most) {
        String line = safe(text).replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static boolean forbidden(int character) {
        return Character.isISOControl(character) && character != '\t' && character != '\n' && character != '\r'
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE
                || (character & 0xFFFE) == 0xFFFE
                || character >= 0x202A && character <= 0x202E
                || character >= 0x2066 && character <= 0x2069;
    }
}

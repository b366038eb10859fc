package dev.perf.engine.internal.document;

import dev.perf.engine.internal.document.Value.Text;
import org.jspecify.annotations.Nullable;

/** Where the characters of a value stand in its document, so that a mistake within a long text can be pointed at. */
public final class Spot {

    private Spot() {}

    /**
     * Returns the place of the word that begins at a character of a text; its end is a character, too. Where the text does not
     * stand in the document as it is, as one that was filled in from the environment or that goes over several lines, that is
     * the place of all of it.
     *
     * @param index from 0 to the length of the text
     */
    public static Place of(Text text, int index) {
        int[] offsets = offsets(text);
        if (offsets == null || index < 0 || index > text.text().length()) {
            return text.place();
        }
        int end = index;
        while (end < text.text().length() && isWord(text.text().charAt(end))) {
            end++;
        }
        int length = Math.max(1, offsets[end] - offsets[index]);
        return new Place(
                text.place().document(), text.place().line(), text.place().column() + offsets[index], length);
    }

    private static boolean isWord(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '.';
    }

    /** Returns how far each character, and the end, is from where the value begins; null where that cannot be told. */
    private static int @Nullable [] offsets(Text text) {
        String line = text.place().document().line(text.place().line());
        int at = text.place().column() - 1;
        if (text.origin() != null || at >= line.length()) {
            return null;
        }
        char first = line.charAt(at);
        boolean isQuoted = text.isQuoted() && (first == '"' || first == '\'');
        int from = isQuoted ? at + 1 : at;
        int[] offsets = new int[text.text().length() + 1];
        for (int i = 0; i < text.text().length(); i++) {
            if (from >= line.length()) {
                return null;
            }
            offsets[i] = from - at;
            int taken = isQuoted ? escape(line, from, first) : 1;
            if (taken == 1 && line.charAt(from) != text.text().charAt(i)) {
                return null;
            }
            from += taken;
        }
        offsets[text.text().length()] = from - at;
        return offsets;
    }

    /** Returns how many characters of the line make one of the text. */
    private static int escape(String line, int from, char quote) {
        char character = line.charAt(from);
        if (quote == '\'') {
            return character == '\'' ? 2 : 1;
        }
        if (character != '\\' || from + 1 == line.length()) {
            return 1;
        }
        return switch (line.charAt(from + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }
}

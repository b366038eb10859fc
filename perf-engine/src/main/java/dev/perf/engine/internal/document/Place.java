package dev.perf.engine.internal.document;

/**
 * Where something stands.
 *
 * @param document the text it stands in
 * @param line its line, from 1
 * @param column of its first character, from 1
 * @param length how many characters of the line are meant, at least 1
 */
public record Place(Document document, int line, int column, int length) {

    /** More of a line would be wrapped by a terminal. */
    private static final int WIDEST = 100;

    private static final String CUT = "...";

    /** Returns {@code name:line:column}, as compilers and editors write it; the name alone of what is no file. */
    @Override
    public String toString() {
        if (!document.isFile()) {
            return document.name();
        }
        return document.name() + ":" + line + ":" + column;
    }

    /** Returns the line, and beneath it carets under what is meant; both end without a line feed. */
    public String excerpt() {
        String whole = document.line(line).replace('\t', ' ');
        int first = column - 1;
        int from = first > WIDEST - 20 ? first - WIDEST / 2 : 0;
        int to = Math.min(whole.length(), from + WIDEST);
        String shown = (from > 0 ? CUT : "")
                + whole.substring(Math.min(from, whole.length()), to)
                + (to < whole.length() ? CUT : "");
        String number = String.valueOf(line);
        int before = first - from + (from > 0 ? CUT.length() : 0);
        int carets = Math.max(1, Math.min(length, to - first));
        return number + " | " + shown + "\n" + " ".repeat(number.length()) + " | " + " ".repeat(before)
                + "^".repeat(carets);
    }
}

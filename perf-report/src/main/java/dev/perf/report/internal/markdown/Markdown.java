package dev.perf.report.internal.markdown;

import dev.perf.report.internal.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page in GitHub's Markdown, in which text stays text whatever it contains, and which does not grow beyond a size. */
final class Markdown {

    private static final int LONGEST_TEXT = 200;

    private final StringBuilder page = new StringBuilder();

    /** Returns a text that others chose, on one line, as it may stand in a paragraph or a table. */
    static String text(String text) {
        var out = new StringBuilder();
        PlainText.line(text, LONGEST_TEXT).codePoints().forEach(character -> {
            switch (character) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '|' -> out.append("&#124;");
                case '@' -> out.append("&#64;");
                case '\\', '`', '*', '_', '{', '}', '[', ']', '(', ')', '#', '+', '-', '.', '!', '~', '$', ':', '=' ->
                    out.append('\\').appendCodePoint(character);
                default -> out.appendCodePoint(character);
            }
        });
        return out.toString();
    }

    Markdown heading(int level, String text) {
        return paragraph("#".repeat(level) + " " + text);
    }

    Markdown paragraph(String text) {
        page.append(text).append("\n\n");
        return this;
    }

    Markdown bullets(List<String> items) {
        items.forEach(item -> page.append("- ").append(item).append('\n'));
        page.append('\n');
        return this;
    }

    /**
     * Adds a table.
     *
     * @param heads of its columns; those of numbers end with a colon, which is not shown
     * @param rows a cell per column
     * @param most bytes that the rows may take; what does not fit is counted
     */
    Markdown table(List<String> heads, List<List<String>> rows, int most) {
        line(heads.stream().map(head -> head.replaceFirst(":$", "")).toList());
        line(heads.stream().map(head -> head.endsWith(":") ? "---:" : "---").toList());
        int left = most;
        int shown = 0;
        for (List<String> row : rows) {
            left -= String.join(" | ", row).getBytes(StandardCharsets.UTF_8).length + 5;
            if (left < 0) {
                break;
            }
            line(row);
            shown++;
        }
        page.append('\n');
        return shown == rows.size() ? this : paragraph("… and " + (rows.size() - shown) + " more.");
    }

    private void line(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return page.toString().stripTrailing() + "\n";
    }
}

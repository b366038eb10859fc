package dev.perf.cli.har;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts of a recording as Java source: whatever they hold, they stay texts. */
final class JavaText {

    /** A constant of a class file holds 65,535 bytes; a character takes three at most. */
    private static final int LONGEST_CONSTANT = 16_000;

    private static final int LONGEST_COMMENT = 160;

    private JavaText() {}

    /** Returns an expression whose value is {@code text}. */
    static String literal(String text) {
        if (text.length() <= LONGEST_CONSTANT) {
            return quoted(text);
        }
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < text.length(); at += LONGEST_CONSTANT) {
            parts.add(quoted(text.substring(at, Math.min(text.length(), at + LONGEST_CONSTANT))));
        }
        return parts.stream().collect(Collectors.joining(", ", "String.join(\"\", ", ")"));
    }

    /**
     * Escapes are those of strings, not of Java's source text where a character need not be: {@code \}{@code u0022}
     * would end the string.
     */
    private static String quoted(String text) {
        var java = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> java.append("\\\"");
                case '\\' -> java.append(isEscaped(text, i + 1) ? "\\134" : "\\\\");
                case '\n' -> java.append("\\n");
                case '\r' -> java.append("\\r");
                case '\t' -> java.append("\\t");
                default -> {
                    if (c < ' ') {
                        java.append("\\%03o".formatted((int) c));
                    } else if (c < 0x7f) {
                        java.append(c);
                    } else {
                        java.append("\\u%04x".formatted((int) c));
                    }
                }
            }
        }
        return java.append('"').toString();
    }

    /** A backslash before an escape of Java's source text is read differently by different compilers. */
    private static boolean isEscaped(String text, int index) {
        return index < text.length() && text.charAt(index) >= 0x7f;
    }

    /** Returns {@code text} as it may stand in a comment of one line: nothing in it ends the comment. */
    static String comment(String text) {
        var safe = new StringBuilder();
        text.codePoints().limit(LONGEST_COMMENT + 1L).forEach(c -> {
            boolean plain = c >= ' ' && c < 0x7f && c != '\\';
            safe.append(plain ? (char) c : '?');
        });
        return safe.length() <= LONGEST_COMMENT ? safe.toString() : safe.substring(0, LONGEST_COMMENT) + "...";
    }

    /** Returns {@code words} joined to a name that begins with a small letter: {@code getApiProducts}. */
    static String name(String words, String otherwise) {
        String text = words.equals(words.toUpperCase(Locale.ROOT)) ? words.toLowerCase(Locale.ROOT) : words;
        var name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < text.length() && name.length() < 48; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (letter || c >= '0' && c <= '9' && !name.isEmpty()) {
                name.append(name.isEmpty() ? Character.toLowerCase(c) : upper ? Character.toUpperCase(c) : c);
                upper = false;
            } else {
                upper = true;
            }
        }
        return name.isEmpty() ? otherwise : name.toString();
    }
}

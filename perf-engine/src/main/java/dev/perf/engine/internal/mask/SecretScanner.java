package dev.perf.engine.internal.mask;

import java.util.Set;

/**
 * Copies a text without the secrets in it, from left to right in one pass. It knows no format, only what names and their
 * values look like in all of them, so that a text that is cut, nested or malformed is masked as well.
 */
final class SecretScanner {

    private static final Set<String> SCHEMES = Set.of("Bearer", "Basic");

    /** How every JSON Web Token begins: the letters of {@code {"} in Base64. */
    private static final String JWT = "eyJ";

    private static final int SHORTEST_JWT = 20;

    private final SecretNames names;
    private final String text;
    private final int most;
    private final StringBuilder out;
    private int at;

    SecretScanner(SecretNames names, String text, int most) {
        this.names = names;
        this.text = text;
        this.most = most;
        this.out = new StringBuilder(Math.min(text.length(), most));
    }

    String masked() {
        while (at < text.length() && out.length() < most) {
            if (isOfName(text.charAt(at))) {
                word();
            } else if (text.startsWith("://", at)) {
                authority();
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    /** A run of letters that may be a name, a scheme or a token. */
    private void word() {
        int end = at;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        if (word.startsWith(JWT) && word.length() >= SHORTEST_JWT) {
            out.append(Masks.HIDDEN);
            at = end;
            return;
        }
        out.append(word);
        at = end;
        if (SCHEMES.contains(word) && at + 1 < text.length() && text.charAt(at) == ' ' && isOfToken(at + 1)) {
            out.append(' ').append(Masks.HIDDEN);
            at = endOfToken(at + 1);
        } else {
            int value = valueAfter(end);
            if (value >= 0 && value < text.length() && names.has(word)) {
                out.append(text, end, value);
                at = value;
                hide();
            }
        }
    }

    /** Returns where the value begins of a name that ends before {@code end}; -1 where there is none. */
    private int valueAfter(int end) {
        int i = end;
        while (i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'' || text.charAt(i) == '\\')) {
            i++;
        }
        i = skipSpaces(i);
        if (i < text.length() && text.charAt(i) == '>' && isElement(end)) {
            return i + 1;
        }
        return i < text.length() && (text.charAt(i) == ':' || text.charAt(i) == '=') ? skipSpaces(i + 1) : -1;
    }

    /** Tells whether the name that ends before {@code end} is that of an element which begins here. */
    private boolean isElement(int end) {
        int i = end - 1;
        while (i >= 0 && isOfName(text.charAt(i))) {
            i--;
        }
        return i >= 0 && text.charAt(i) == '<';
    }

    private int skipSpaces(int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private void hide() {
        char first = text.charAt(at);
        if (text.charAt(at - 1) == '>') {
            out.append(Masks.HIDDEN);
            int close = text.indexOf('<', at);
            at = close < 0 ? text.length() : close;
        } else if (first == '"' || first == '\'') {
            out.append(first).append(Masks.HIDDEN);
            at = endOfQuoted(at);
            if (at < text.length()) {
                out.append(text.charAt(at++));
            }
        } else if (first == '\\' && text.startsWith("\\\"", at)) {
            out.append("\\\"").append(Masks.HIDDEN);
            int close = text.indexOf("\\\"", at + 2);
            at = close < 0 ? text.length() : close;
        } else if (first == '[' || first == '{') {
            out.append(Masks.HIDDEN);
            at = endOfNested(at);
        } else {
            out.append(Masks.HIDDEN);
            at = endOfBare(at);
        }
    }

    /** Returns where the closing quote is, or the end of the text. */
    private int endOfQuoted(int open) {
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != text.charAt(open)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    private int endOfNested(int open) {
        int depth = 0;
        int i = open;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                i = endOfQuoted(i);
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            i++;
            if (depth == 0) {
                break;
            }
        }
        return Math.min(i, text.length());
    }

    /** A scheme before the secret is part of it. */
    private int endOfBare(int from) {
        int end = endOfToken(from);
        boolean scheme = end < text.length() && text.charAt(end) == ' ' && SCHEMES.contains(text.substring(from, end));
        return scheme ? endOfToken(end + 1) : end;
    }

    private boolean isOfToken(int index) {
        return index < text.length()
                && !Character.isWhitespace(text.charAt(index))
                && "\"'&;,<>(){}[]\\".indexOf(text.charAt(index)) < 0;
    }

    private int endOfToken(int from) {
        int i = from;
        while (isOfToken(i)) {
            i++;
        }
        return i;
    }

    /** User name and password may stand before the host. */
    private void authority() {
        out.append("://");
        at += 3;
        int i = at;
        while (i < text.length() && "/?# \"'<>\n".indexOf(text.charAt(i)) < 0) {
            if (text.charAt(i) == '@') {
                out.append(Masks.HIDDEN);
                at = i;
                return;
            }
            i++;
        }
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }
}

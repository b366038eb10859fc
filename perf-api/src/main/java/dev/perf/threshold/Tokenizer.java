package dev.perf.threshold;

import dev.perf.threshold.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts an expression into tokens.
 *
 * <p>The head is cut by rules of its own: a metric's name holds digits and dots, and a tag's value nearly
 * anything, so {@code name:http://x/y?a=b} is three tokens. Only what cannot be cut is an error here; a
 * character without meaning becomes a {@link Kind#SYMBOL}, and the parser refuses it where it stands.
 */
final class Tokenizer {

    private static final Pattern METRIC = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_]+");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern OPERATOR = Pattern.compile("[<>=!~≤≥≠]+");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Tokenizer(String text) {
        this.text = text;
    }

    /**
     * Cuts an expression.
     *
     * @return the tokens in order, the last one being {@link Kind#END}
     * @throws InvalidThresholdException if a quoted tag has no end or an unknown escape
     */
    static List<Token> tokenize(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        tokenizer.metric();
        tokenizer.tags();
        tokenizer.condition();
        tokenizer.tokens.add(new Token(Kind.END, "", text.length()));
        return List.copyOf(tokenizer.tokens);
    }

    private void metric() {
        skipWhitespace();
        match(METRIC, Kind.METRIC);
        skipWhitespace();
    }

    private void tags() {
        if (!symbol('{')) {
            return;
        }
        do {
            tag(":,}");
            if (symbol(':')) {
                tag(",}");
            }
        } while (symbol(','));
        symbol('}');
    }

    private void condition() {
        skipWhitespace();
        while (position < text.length()) {
            boolean matched =
                    stage() || match(NUMBER, Kind.NUMBER) || match(WORD, Kind.WORD) || match(OPERATOR, Kind.OPERATOR);
            if (!matched) {
                int end = text.offsetByCodePoints(position, 1);
                add(Kind.SYMBOL, text.substring(position, end), position, end);
            }
            skipWhitespace();
        }
    }

    /** What follows {@code in stage} is a name: a word up to the next space, or in quotes. */
    private boolean stage() {
        int last = tokens.size() - 1;
        if (last < 1
                || !tokens.get(last).is(Kind.WORD, Vocabulary.STAGE)
                || !tokens.get(last - 1).is(Kind.WORD, Vocabulary.IN)) {
            return false;
        }
        if (isQuote(text.charAt(position))) {
            quotedTag(text.charAt(position));
        } else {
            int end = position;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            add(Kind.TAG, text.substring(position, end), position, end);
        }
        return true;
    }

    private void tag(String terminators) {
        skipWhitespace();
        if (position < text.length() && isQuote(text.charAt(position))) {
            quotedTag(text.charAt(position));
        } else {
            bareTag(terminators);
        }
        skipWhitespace();
    }

    /** Runs to a terminator outside braces: k6 writes the placeholder of a URL as {@code ${}}. */
    private void bareTag(String terminators) {
        int depth = 0;
        int end = position;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            if (depth == 0 && terminators.indexOf(c) >= 0) {
                break;
            }
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
        }
        String tag = text.substring(position, end).strip();
        if (!tag.isEmpty()) {
            add(Kind.TAG, tag, position, end);
        }
    }

    private void quotedTag(char quote) {
        StringBuilder tag = new StringBuilder();
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                add(Kind.TAG, tag.toString(), position, i + 1);
                return;
            }
            if (c == '\\') {
                i++;
                c = escaped(i);
            }
            tag.append(c);
        }
        throw new InvalidThresholdException(text, position, "quote " + quote + " is not closed");
    }

    private char escaped(int index) {
        if (index < text.length() && (isQuote(text.charAt(index)) || text.charAt(index) == '\\')) {
            return text.charAt(index);
        }
        throw new InvalidThresholdException(
                text, index - 1, "a backslash in quotes must stand before a quote or another backslash");
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private boolean symbol(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            add(Kind.SYMBOL, String.valueOf(c), position, position + 1);
            return true;
        }
        return false;
    }

    private boolean match(Pattern pattern, Kind kind) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (matcher.lookingAt()) {
            add(kind, matcher.group(), position, matcher.end());
            return true;
        }
        return false;
    }

    private void add(Kind kind, String tokenText, int start, int end) {
        tokens.add(new Token(kind, tokenText, start));
        position = end;
    }

    private void skipWhitespace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}

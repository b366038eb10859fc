package dev.perf.engine.internal.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A challenge of a {@code WWW-Authenticate} header (RFC 9110, 11.6.1), whose values may hold several.
 *
 * @param scheme its scheme, in lower case
 * @param parameters its parameters by name in lower case
 */
record AuthChallenge(String scheme, Map<String, String> parameters) {

    /** Returns the challenges of all values; what is malformed is left out. */
    static List<AuthChallenge> parse(List<String> values) {
        var challenges = new ArrayList<AuthChallenge>();
        values.forEach(value -> new Parser(value, challenges).parse());
        return challenges;
    }

    /** Returns the parameters of a list of them, as in {@code Authentication-Info}. */
    static Map<String, String> parameters(String value) {
        var one = new ArrayList<AuthChallenge>();
        new Parser("x " + value, one).parse();
        return one.isEmpty() ? Map.of() : one.getFirst().parameters();
    }

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    private static final class Parser {
        private final String text;
        private final List<AuthChallenge> challenges;
        private int at;

        Parser(String text, List<AuthChallenge> challenges) {
            this.text = text;
            this.challenges = challenges;
        }

        void parse() {
            while (skipTo(", \t")) {
                String word = token();
                if (word.isEmpty()) {
                    return;
                }
                boolean spaced = isAt(' ') || isAt('\t');
                skip(" \t");
                if (isAt('=') && !challenges.isEmpty()) {
                    at++;
                    skip(" \t");
                    challenges.getLast().parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                } else {
                    challenges.add(new AuthChallenge(word.toLowerCase(Locale.ROOT), new HashMap<>()));
                    if (spaced) {
                        skipToken68();
                    }
                }
            }
        }

        /** Some schemes have a value in place of parameters: {@code Negotiate aGVsbG8=}. */
        private void skipToken68() {
            int end = at;
            while (end < text.length() && isToken68(text.charAt(end))) {
                end++;
            }
            int padded = end;
            while (padded < text.length() && text.charAt(padded) == '=') {
                padded++;
            }
            boolean ends = padded == text.length() || text.charAt(padded) == ',';
            if (ends && padded > at) {
                at = padded;
            }
        }

        private static boolean isToken68(char c) {
            return Character.isLetterOrDigit(c) || "-._~+/".indexOf(c) >= 0;
        }

        private String value() {
            if (!isAt('"')) {
                return token();
            }
            var value = new StringBuilder();
            for (at++; at < text.length() && !isAt('"'); at++) {
                if (isAt('\\') && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at++;
            return value.toString();
        }

        private String token() {
            int start = at;
            while (at < text.length() && ", \t=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean isAt(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean skipTo(String characters) {
            skip(characters);
            return at < text.length();
        }
    }
}

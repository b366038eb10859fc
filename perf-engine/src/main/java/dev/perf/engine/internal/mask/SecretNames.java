package dev.perf.engine.internal.mask;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Tells which names look as if their values were secret. Immutable.
 *
 * <p>Case and separators do not matter: {@code X-API-Key}, {@code apiKey} and {@code api_key} are the same. A word of
 * five letters or more is found anywhere in a name, so {@code JSESSIONID} has {@code session}; a shorter one only where
 * it stands for itself, so {@code userPin} has {@code pin} and {@code shipping} has not.
 */
final class SecretNames {

    private static final int FOUND_ANYWHERE = 5;

    private static final List<String> USUAL = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "authorization",
            "bearer",
            "jwt",
            "apikey",
            "accesskey",
            "privatekey",
            "credential",
            "session",
            "sid",
            "cookie",
            "csrf",
            "xsrf",
            "otp");

    private final List<String> words;

    private SecretNames(List<String> words) {
        this.words = words;
    }

    /** Returns the usual names and those that have one of {@code more}. */
    static SecretNames with(Collection<String> more) {
        var words = new ArrayList<>(USUAL);
        for (String word : more) {
            String joined = apart(word).replace("-", "");
            if (!joined.isEmpty()) {
                words.add(joined);
            }
        }
        return new SecretNames(List.copyOf(words));
    }

    boolean has(String name) {
        String apart = apart(name);
        String joined = apart.replace("-", "");
        for (String word : words) {
            if (word.length() >= FOUND_ANYWHERE ? joined.contains(word) : standsAlone(word, apart)) {
                return true;
            }
        }
        return false;
    }

    private static boolean standsAlone(String word, String apart) {
        return apart.contains("-" + word + "-") || apart.contains("-" + word + "s-");
    }

    /** Returns a name as its words in lower case, each between hyphens: {@code -api-key-}. */
    private static String apart(String name) {
        var words = new StringBuilder(name.length() + 8).append('-');
        boolean afterSmall = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                separate(words);
            } else {
                if (afterSmall && Character.isUpperCase(c)) {
                    separate(words);
                }
                words.append(c);
            }
            afterSmall = Character.isLowerCase(c) || Character.isDigit(c);
        }
        separate(words);
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static void separate(StringBuilder words) {
        if (words.charAt(words.length() - 1) != '-') {
            words.append('-');
        }
    }
}

package dev.perf.engine.internal.mask;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Shows values without the secrets in them, for messages, traces and reports. Immutable.
 *
 * <p>What is secret is guessed from names, so a secret under a name that says nothing is shown: tests that have such
 * names add them.
 */
public final class Masks {

    /** What stands in place of a secret. */
    public static final String HIDDEN = "***";

    /** How many characters of a value are shown in a message. */
    public static final int MOST_SHOWN = 100;

    private final SecretNames names;

    private Masks(SecretNames names) {
        this.names = names;
    }

    /** Returns what hides the values of the usual names and of those that contain one of {@code more}. */
    public static Masks of(Collection<String> more) {
        return new Masks(SecretNames.with(more));
    }

    /** Tells whether the value of a header, field, session key or the like is to be hidden. */
    public boolean hides(String name) {
        return names.has(name);
    }

    /**
     * Returns the value of {@code name} for a message: hidden, or masked as {@link #text} does and cut after 100
     * characters; {@code nothing} where it is null.
     */
    public String shown(String name, @Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (hides(name)) {
            return HIDDEN;
        }
        String masked = text(String.valueOf(value), MOST_SHOWN + 1);
        return masked.length() <= MOST_SHOWN ? masked : masked.substring(0, MOST_SHOWN) + "...";
    }

    /** Returns the value of {@code name}, uncut: hidden, or masked as {@link #text} does. */
    public String value(String name, String value) {
        return hides(name) ? HIDDEN : text(value);
    }

    /**
     * Returns a text with the secrets in it hidden: values of members, fields and parameters whose names look secret in
     * JSON, forms, URLs, cookies and markup, whatever comes after {@code Bearer} or {@code Basic}, JSON Web Tokens, and
     * credentials in URLs.
     */
    public String text(String text) {
        return text(text, Integer.MAX_VALUE);
    }

    /** Returns the beginning of {@link #text(String)}, at least {@code most} characters of it unless it is shorter. */
    public String text(String text, int most) {
        return new SecretScanner(names, text, most).masked();
    }
}

package dev.perf.engine.internal.template;

import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A text with {@code #{key}} places, compiled once and filled from sessions. Immutable.
 *
 * <p>A key is made of letters, digits, {@code _}, {@code -} and {@code .}; a {@code #} that no brace follows stands
 * for itself.
 */
public final class Template {

    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Place(String key) implements Part {}
    }

    private final String source;
    private final List<Part> parts;
    private final UnaryOperator<String> escape;

    private Template(String source, List<Part> parts, UnaryOperator<String> escape) {
        this.source = source;
        this.parts = List.copyOf(parts);
        this.escape = escape;
    }

    /**
     * Compiles {@code source}; values are put in as they are.
     *
     * @throws InvalidTemplateException if it is malformed
     */
    public static Template compile(String source) {
        return compile(source, UnaryOperator.identity());
    }

    /**
     * Compiles {@code source}; values are put in as {@code escape} turns them out.
     *
     * @throws InvalidTemplateException if it is malformed
     */
    public static Template compile(String source, UnaryOperator<String> escape) {
        var parts = new ArrayList<Part>();
        int literal = 0;
        for (int open = source.indexOf("#{"); open >= 0; open = source.indexOf("#{", literal)) {
            int close = source.indexOf('}', open);
            if (close < 0) {
                throw new InvalidTemplateException(source, open, "\"#{\" is never closed; add the missing \"}\"");
            }
            String key = source.substring(open + 2, close).strip();
            checkKey(source, open, key);
            if (open > literal) {
                parts.add(new Part.Literal(source.substring(literal, open)));
            }
            parts.add(new Part.Place(key));
            literal = close + 1;
        }
        if (literal < source.length()) {
            parts.add(new Part.Literal(source.substring(literal)));
        }
        return new Template(source, parts, escape);
    }

    private static void checkKey(String source, int open, String key) {
        if (key.isEmpty()) {
            throw new InvalidTemplateException(
                    source, open, "\"#{}\" names no value; put a session key between the braces");
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_-.".indexOf(c) < 0) {
                throw new InvalidTemplateException(
                        source,
                        open,
                        "\"" + key + "\" is no session key; letters, digits, \"_\", \"-\" and \".\" are allowed");
            }
        }
    }

    /** Returns the keys of all places, in the order they appear. */
    public Set<String> keys() {
        var keys = new LinkedHashSet<String>();
        for (Part part : parts) {
            if (part instanceof Part.Place place) {
                keys.add(place.key());
            }
        }
        return keys;
    }

    /** Tells whether there is no place to fill. */
    public boolean isConstant() {
        return parts.isEmpty() || (parts.size() == 1 && parts.getFirst() instanceof Part.Literal);
    }

    /**
     * Returns the text with each place filled from {@code session}.
     *
     * @throws MissingValueException if the session lacks a value
     */
    public String fill(Session session) {
        if (isConstant()) {
            return source;
        }
        var text = new StringBuilder(source.length() + 16);
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text());
                case Part.Place place -> text.append(escape.apply(session.text(place.key())));
            }
        }
        return text.toString();
    }

    /** Returns the text as it was written. */
    @Override
    public String toString() {
        return source;
    }
}

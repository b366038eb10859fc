package dev.perf.engine.internal.template;

import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code #{...}} places, compiled once and filled from sessions. Immutable, but for the counters that its
 * functions count on. {@link Templates} compiles it.
 */
public final class Template {

    /** A part of a template. */
    sealed interface Part {
        /** A text that stands for itself. */
        record Literal(String text) implements Part {}

        /** A place for the value of a session key. */
        record Place(String key) implements Part {}

        /** A place for anything else. */
        record Computed(Expression expression) implements Part {}
    }

    private final String source;
    private final Part[] parts;
    private final @Nullable String constant;
    private final List<KeyUse> uses;
    private final UnaryOperator<String> escape;

    Template(String source, List<Part> parts, List<KeyUse> uses, UnaryOperator<String> escape) {
        this.source = source;
        this.parts = joined(parts).toArray(Part[]::new);
        this.constant = this.parts.length == 0
                ? ""
                : this.parts.length == 1 && this.parts[0] instanceof Part.Literal literal ? literal.text() : null;
        this.uses = List.copyOf(uses);
        this.escape = escape;
    }

    /** Makes one of literals that follow each other, so that a template without places is one. */
    private static List<Part> joined(List<Part> parts) {
        var joined = new ArrayList<Part>();
        var text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                text.append(literal.text());
                continue;
            }
            flush(text, joined);
            joined.add(part);
        }
        flush(text, joined);
        return joined;
    }

    private static void flush(StringBuilder text, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text.toString()));
            text.setLength(0);
        }
    }

    /** Returns a template without places. */
    public static Template constant(String text) {
        return new Template(text, List.of(new Part.Literal(text)), List.of(), UnaryOperator.identity());
    }

    /** Returns the session values that it cannot do without, in the order they appear. */
    public List<KeyUse> uses() {
        return uses;
    }

    /** Tells whether the text is the same for all users. */
    public boolean isConstant() {
        return constant != null;
    }

    /**
     * Returns the text with each place filled from {@code session}.
     *
     * @throws MissingValueException if the session lacks a value, or has one that is of no use there
     */
    public String fill(Session session) {
        if (constant != null) {
            return constant;
        }
        if (parts.length == 1) {
            return text(parts[0], session);
        }
        var text = new StringBuilder(source.length() + 16);
        for (Part part : parts) {
            text.append(text(part, session));
        }
        return text.toString();
    }

    /** Tells whether it is one place and nothing else, so that it has a value of any type. */
    public boolean isPlace() {
        return parts.length == 1 && !(parts[0] instanceof Part.Literal);
    }

    /**
     * Returns the value of its only place, as it is.
     *
     * @throws MissingValueException if the session lacks it
     */
    public Object value(Session session) {
        return switch (parts[0]) {
            case Part.Literal literal -> literal.text();
            case Part.Place place -> session.get(place.key());
            case Part.Computed computed -> computed.expression().get(session);
        };
    }

    private String text(Part part, Session session) {
        return switch (part) {
            case Part.Literal literal -> literal.text();
            case Part.Place place -> escape.apply(session.text(place.key()));
            case Part.Computed computed ->
                escape.apply(String.valueOf(computed.expression().get(session)));
        };
    }

    /** Returns the text as it was written. */
    @Override
    public String toString() {
        return source;
    }
}

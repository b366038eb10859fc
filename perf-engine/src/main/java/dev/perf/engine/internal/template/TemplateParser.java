package dev.perf.engine.internal.template;

import dev.perf.engine.internal.template.Template.Part;
import java.util.ArrayList;
import java.util.List;

/** Splits a text into what stands for itself and its {@code #{...}} places. Used once. */
final class TemplateParser {

    private static final String OPEN = "#{";

    private final String source;
    private final Functions functions;
    private final List<KeyUse> uses = new ArrayList<>();

    TemplateParser(String source, Functions functions) {
        this.source = source;
        this.functions = functions;
    }

    /** Returns the session values that the places cannot do without. */
    List<KeyUse> uses() {
        return uses;
    }

    /** @throws InvalidTemplateException with the mistakes of all places */
    List<Part> parse() {
        var parts = new ArrayList<Part>();
        var mistakes = new ArrayList<InvalidTemplateException>();
        int from = 0;
        for (int open = source.indexOf(OPEN); open >= 0; open = source.indexOf(OPEN, from)) {
            int slashes = backslashesBefore(open, from);
            // As in Java texts: two backslashes are one, and an odd one makes the place a text.
            parts.add(new Part.Literal(source.substring(from, open - slashes) + "\\".repeat(slashes / 2)));
            if (slashes % 2 == 1) {
                parts.add(new Part.Literal(OPEN));
                from = open + OPEN.length();
                continue;
            }
            var place = new ExpressionParser(source, open, functions);
            try {
                parts.add(part(place.parse()));
                uses.addAll(place.uses());
                from = place.end();
            } catch (InvalidTemplateException mistake) {
                mistakes.add(mistake);
                from = place.abandoned();
            }
        }
        InvalidTemplateException.rethrow(mistakes);
        parts.add(new Part.Literal(source.substring(from)));
        return parts;
    }

    private int backslashesBefore(int open, int from) {
        int first = open;
        while (first > from && source.charAt(first - 1) == '\\') {
            first--;
        }
        return open - first;
    }

    private static Part part(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return new Part.Literal(String.valueOf(literal.value()));
        }
        String key = expression instanceof PathExpression path ? path.plainKey() : null;
        return key == null ? new Part.Computed(expression) : new Part.Place(key);
    }
}

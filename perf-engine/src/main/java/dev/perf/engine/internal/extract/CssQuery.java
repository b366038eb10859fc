package dev.perf.engine.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;

/** A compiled CSS selector. Immutable; thread-safe. */
public final class CssQuery {

    private final Supplier<Evaluator> evaluator;

    private CssQuery(Supplier<Evaluator> evaluator) {
        this.evaluator = evaluator;
    }

    /**
     * Compiles a selector.
     *
     * @param word what is written: {@code css}
     * @throws IllegalArgumentException if it is malformed, or jsoup is not there
     */
    public static CssQuery compile(String word, String selector) {
        OptionalJar.JSOUP.require(word + "(...)");
        return Compiler.compile(selector);
    }

    /** Returns the texts of the elements that are found, or their values of an attribute. */
    public List<String> values(Markup page, @Nullable String attribute) {
        var values = new ArrayList<String>();
        for (Element element : page.document().select(evaluator.get())) {
            if (attribute == null) {
                values.add(element.text());
            } else if (element.hasAttr(attribute)) {
                values.add(element.attr(attribute));
            }
        }
        return values;
    }

    /** Returns the fields of the forms that are found. */
    public List<Map<String, Object>> forms(Markup page) {
        var forms = new ArrayList<Map<String, Object>>();
        for (Element element : page.document().select(evaluator.get())) {
            if (element instanceof FormElement form) {
                forms.add(FormFields.of(form));
            }
        }
        return forms;
    }

    /** Apart, for its handler names a class of jsoup, which is linked with the class that has it. */
    private static final class Compiler {

        static CssQuery compile(String selector) {
            if (selector.isBlank()) {
                throw new IllegalArgumentException("CSS selector \"" + selector + "\" is empty; name an element");
            }
            try {
                Evaluator compiled = QueryParser.parse(selector);
                return new CssQuery(() -> compiled);
            } catch (SelectorParseException malformed) {
                throw malformed(selector, String.valueOf(malformed.getMessage()));
            }
        }

        /** The library says what was left of the selector when it gave up. */
        private static IllegalArgumentException malformed(String selector, String message) {
            int at = message.lastIndexOf("at '");
            String left = at < 0 ? "" : message.substring(at + 4, message.length() - 1);
            int position = selector.length() - (selector.endsWith(left) ? left.length() : 0);
            String problem = message.startsWith("Did not find balanced")
                    ? "a bracket or quote is never closed"
                    : left.isEmpty() ? "it ends too early" : "unexpected \"" + left + "\"";
            return new IllegalArgumentException("CSS selector \"" + selector + "\" at " + position + ": " + problem);
        }
    }
}

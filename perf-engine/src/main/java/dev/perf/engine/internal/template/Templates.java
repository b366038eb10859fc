package dev.perf.engine.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Compiles the templates of one run, whose counters they share. Thread-safe. */
public final class Templates {

    private final Functions functions;

    /**
     * Creates a compiler.
     *
     * @param environment the environment variables that templates see
     */
    public Templates(Map<String, String> environment) {
        this.functions = new Functions(environment);
    }

    /**
     * Compiles {@code source}; values are put in as they are.
     *
     * @throws InvalidTemplateException if it is malformed
     */
    public Template compile(String source) {
        return compile(source, UnaryOperator.identity());
    }

    /**
     * Compiles {@code source}; values are put in as {@code escape} turns them out.
     *
     * @throws InvalidTemplateException if it is malformed
     */
    public Template compile(String source, UnaryOperator<String> escape) {
        var parser = new TemplateParser(source, functions);
        List<Template.Part> parts = parser.parse();
        return new Template(source, parts, parser.uses(), escape);
    }

    /**
     * Compiles the strings of well-formed JSON; values are put in escaped.
     *
     * @throws InvalidTemplateException if some of them are malformed
     */
    public Template compileJson(String json) {
        var parts = new ArrayList<Template.Part>();
        var uses = new ArrayList<KeyUse>();
        var mistakes = new ArrayList<InvalidTemplateException>();
        for (JsonText.Stretch stretch : JsonText.split(json)) {
            if (!stretch.isString()) {
                parts.add(new Template.Part.Literal(stretch.text()));
                continue;
            }
            var parser = new TemplateParser(stretch.text(), functions);
            try {
                for (Template.Part part : parser.parse()) {
                    parts.add(
                            part instanceof Template.Part.Literal literal
                                    ? new Template.Part.Literal(JsonText.escape(literal.text()))
                                    : part);
                }
                uses.addAll(parser.uses());
            } catch (InvalidTemplateException malformed) {
                mistakes.add(malformed);
            }
        }
        InvalidTemplateException.rethrow(mistakes);
        return new Template(json, parts, uses, JsonText::escape);
    }
}

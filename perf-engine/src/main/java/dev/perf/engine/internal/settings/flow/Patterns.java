package dev.perf.engine.internal.settings.flow;

import dev.perf.engine.internal.extract.JsonPaths;
import dev.perf.engine.internal.extract.RegexGroup;
import dev.perf.engine.internal.settings.value.Placeholders;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.util.Map;
import java.util.regex.Pattern;

/** Shapes of expressions and names that have a grammar of their own, so that a slip is told where it stands. */
final class Patterns {

    /** A token of RFC 9110, 5.6.2, in which placeholders may stand. */
    private static final Pattern HEADER = Pattern.compile("(?:[A-Za-z0-9!#$%&'*+.^_`|~-]|#\\{[^}]*})+");

    static final Shape<String> JSON_PATH = Shapes.word().as(Patterns::jsonPath);

    static final Shape<String> REGEX = Shapes.word().as(text -> {
        Pattern unused = RegexGroup.compile(text);
        return text;
    });

    static final Shape<String> HEADER_NAME = Texts.TEMPLATE.as(Patterns::headerName);

    /** Names of headers with their values, which may have placeholders. */
    static final Shape<Map<String, String>> HEADERS = Texts.TEMPLATES.as(headers -> {
        headers.keySet().forEach(Patterns::headerName);
        return headers;
    });

    private Patterns() {}

    /** Those with placeholders are known when they are filled in. */
    static String jsonPath(String text) {
        String translated = Placeholders.translated(text);
        if (!translated.contains("#{")) {
            Object unused = JsonPaths.compile(translated);
        }
        return translated;
    }

    private static String headerName(String name) {
        if (!HEADER.matcher(Placeholders.translated(name)).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name of a header, which has letters, digits and !#$%&'*+-.^_`|~");
        }
        return name;
    }
}

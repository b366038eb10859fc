package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.extract.RegexGroup;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.Http;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where in an answer a value is, under the keys of Artillery, for values that are kept and values that are compared. */
final class Sources {

    private static final Key<String> JSON =
            key("json", Patterns.JSON_PATH, "JSONPath of the value.").like("$.token");
    private static final Key<String> XPATH = key("xpath", Shapes.word(), "XPath of the value, in XML or HTML.");
    private static final Key<String> REGEXP = key(
                    "regexp",
                    Patterns.REGEX,
                    "Regular expression; all that it matches is the value, unless \"group\" is given.")
            .also("regex");
    private static final Key<String> HEADER = key("header", Patterns.HEADER_NAME, "Name of a header of the answer.");
    private static final Key<String> SELECTOR = key("selector", Shapes.word(), "CSS selector of an element of HTML.")
            .also("css");
    private static final Key<String> COOKIE = key("cookie", Shapes.word(), "Name of a cookie.");
    private static final List<Key<String>> SOURCES = List.of(JSON, XPATH, REGEXP, HEADER, SELECTOR, COOKIE);

    private static final Key<String> ATTRIBUTE = key(
                    "attr", Shapes.word(), "Attribute of the element, in place of its text.")
            .also("attribute");
    private static final Key<String> GROUP =
            key("group", Shapes.word(), "Number or name of the group of the regular expression that is the value.");
    private static final Key<String> FLAGS = key(
            "flags",
            Shapes.text("flags such as i, g or m", flags -> flags.matches("[gimsu]*") ? flags : null),
            "Flags of the regular expression: i whatever the case, m lines, s a dot is any character; g and u change"
                    + " nothing.");
    private static final Key<Which> WHICH = key(
                    "find",
                    Shapes.text("first, last, random, all or a number from 0", Sources::which),
                    "Which of several values: first, last, random, all, or its number from 0. Unless given it is"
                            + " random for json, as in Artillery, and first for the others.")
            .also("index")
            .like("first", "last", "random", "all", 0);

    /** All keys, in the order of their documentation. */
    static final List<Key<?>> KEYS = List.of(
            JSON,
            XPATH,
            REGEXP,
            HEADER,
            SELECTOR,
            COOKIE,
            ATTRIBUTE,
            GROUP,
            FLAGS,
            WHICH,
            Key.refused(
                    "transform",
                    "JavaScript is not run; take a smaller part with json or regexp, or change the value in a step"
                            + " \"function: com.example.Hooks::change\" behind the request"));

    private sealed interface Which {
        enum Word implements Which {
            FIRST,
            LAST,
            RANDOM,
            ALL
        }

        record At(int index) implements Which {}
    }

    private Sources() {}

    private static @Nullable Which which(String text) {
        for (Which.Word word : Which.Word.values()) {
            if (word.name().equals(text.toUpperCase(Locale.ROOT))) {
                return word;
            }
        }
        return text.matches("\\d{1,9}") ? new Which.At(Integer.parseInt(text)) : null;
    }

    /** Returns what takes the value; null, with mistakes noted, where keys do not say where it is. */
    static @Nullable Extractor extractor(Fields fields) {
        List<Key<String>> given = SOURCES.stream().filter(fields::has).toList();
        if (given.size() != 1) {
            fields.mistake(
                    given.isEmpty()
                            ? "does not say where the value is; give one of json, xpath, regexp, header, selector,"
                                    + " cookie"
                            : "has \"" + given.get(0).name() + "\" and \""
                                    + given.get(1).name() + "\"; give one");
            return null;
        }
        Key<String> source = given.getFirst();
        if (isStrange(fields, source, REGEXP, GROUP)
                | isStrange(fields, source, REGEXP, FLAGS)
                | isStrange(fields, source, SELECTOR, ATTRIBUTE)) {
            return null;
        }
        String expression = fields.get(source);
        return expression == null ? null : found(of(source, expression, fields), source, fields);
    }

    private static boolean isStrange(Fields fields, Key<?> source, Key<?> owner, Key<?> key) {
        boolean isStrange = source != owner && fields.has(key);
        if (isStrange) {
            fields.mistake(key, "belongs to \"" + owner.name() + "\", and this is \"" + source.name() + "\"");
        }
        return isStrange;
    }

    private static Extractor of(Key<String> source, String expression, Fields fields) {
        String attribute = fields.get(ATTRIBUTE);
        if (source == JSON) {
            return Http.jsonPath(expression);
        } else if (source == XPATH) {
            return Http.xpath(expression);
        } else if (source == REGEXP) {
            return regex(expression, fields);
        } else if (source == HEADER) {
            return Http.header(expression);
        } else if (source == COOKIE) {
            return Http.cookie(expression);
        }
        return attribute == null ? Http.css(expression) : Http.css(expression, attribute);
    }

    private static Extractor regex(String expression, Fields fields) {
        String flags = fields.get(FLAGS, "").replaceAll("[gu]", "");
        String whole = flags.isEmpty() ? expression : "(?" + flags + ")" + expression;
        String group = fields.get(GROUP, "0");
        RegexGroup unused = RegexGroup.compile(whole, group);
        return Http.regex(whole).group(group);
    }

    private static Extractor found(Extractor extractor, Key<String> source, Fields fields) {
        return switch (fields.get(WHICH, source == JSON ? Which.Word.RANDOM : Which.Word.FIRST)) {
            case Which.Word.FIRST -> extractor;
            case Which.Word.LAST -> extractor.nth(-1);
            case Which.Word.RANDOM -> extractor.random();
            case Which.Word.ALL -> extractor.all();
            case Which.At(int index) -> extractor.nth(index);
        };
    }
}

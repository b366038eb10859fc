package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.check.Check;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is expected of an answer, as Artillery's plugin {@code expect} writes it. */
final class Expectations {

    private static final Shape<Integer> STATUS = Shapes.integer(100, 599).as(Long::intValue);

    /** Properties of properties, as lodash writes them, are JSONPaths without their beginning. */
    private static final Shape<String> PROPERTY = Shapes.word()
            .as(path ->
                    Patterns.jsonPath(path.startsWith("$") ? path : path.startsWith("[") ? "$" + path : "$." + path));

    private static final Key<List<Integer>> STATUS_CODE = key(
                    "statusCode", Shapes.listOf(STATUS), "Status of the answer, or several that are right.")
            .like(200);
    private static final Key<List<Integer>> NOT_STATUS_CODE =
            key("notStatusCode", Shapes.listOf(STATUS), "A status that the answer must not have, or several.");
    private static final Key<String> CONTENT_TYPE = key(
            "contentType", Shapes.word(), "What the header Content-Type has in it; json stands for application/json.");
    private static final Key<List<String>> HAS_PROPERTY =
            key("hasProperty", Shapes.listOf(PROPERTY), "Property that the JSON of the answer has: data, data[0].id.");
    private static final Key<List<String>> NOT_HAS_PROPERTY =
            key("notHasProperty", Shapes.listOf(PROPERTY), "Property that the JSON of the answer must not have.");
    private static final Key<List<String>> HAS_HEADER =
            key("hasHeader", Shapes.listOf(Patterns.HEADER_NAME), "Header that the answer has.");
    private static final Key<List<String>> HEADER_EQUALS =
            key("headerEquals", Shapes.listOf(Texts.TEMPLATE), "Name of a header and its value: [name, value].");
    private static final Key<String> MATCHES =
            key("matchesRegexp", Patterns.REGEX, "Regular expression that is found in the body.");
    private static final Key<String> CONTAINS = key("contains", Texts.TEMPLATE, "Text that is in the body.");
    private static final Key<Duration> FASTER = key(
                    "maxDuration", Units.POSITIVE_MILLIS, "How long the answer may take.")
            .like("500ms");

    private static final Shape<List<Check>> ONE = Shapes.named(
            "expectation",
            () -> Mapping.of(
                    "an expectation",
                    List.of(
                            STATUS_CODE,
                            NOT_STATUS_CODE,
                            CONTENT_TYPE,
                            HAS_PROPERTY,
                            NOT_HAS_PROPERTY,
                            HAS_HEADER,
                            HEADER_EQUALS,
                            MATCHES,
                            CONTAINS,
                            FASTER,
                            Key.refused(
                                    "cdnHit",
                                    "what tells of a hit differs from network to network; expect the header of yours,"
                                            + " such as headerEquals: [X-Cache, HIT]"),
                            Key.refused(
                                    "equals",
                                    "compares values of the user with each other; compare the answer with them, such"
                                            + " as match: {json: $.name, value: \"{{ name }}\"}")),
                    Expectations::checks));

    static final Shape<List<Check>> SHAPE =
            Shapes.listOf(ONE).as(all -> all.stream().flatMap(List::stream).toList());

    private Expectations() {}

    private static List<Check> checks(Fields fields) {
        var checks = new ArrayList<Check>();
        List<Integer> right = fields.get(STATUS_CODE, List.of());
        if (!right.isEmpty()) {
            checks.add(Http.status().in(right.toArray()));
        }
        fields.get(NOT_STATUS_CODE, List.of())
                .forEach(wrong -> checks.add(Http.status().not(wrong)));
        String type = fields.get(CONTENT_TYPE);
        if (type != null) {
            checks.add(Http.header("Content-Type").contains(type.equals("json") ? "application/json" : type));
        }
        fields.get(HAS_PROPERTY, List.of())
                .forEach(property -> checks.add(Http.jsonPath(property).exists()));
        fields.get(NOT_HAS_PROPERTY, List.of())
                .forEach(property -> checks.add(Http.jsonPath(property).absent()));
        fields.get(HAS_HEADER, List.of())
                .forEach(header -> checks.add(Http.header(header).exists()));
        List<String> header = fields.get(HEADER_EQUALS);
        if (header != null && header.size() == 2) {
            checks.add(Http.header(header.get(0)).is(header.get(1)));
        } else if (header != null) {
            fields.mistake(HEADER_EQUALS, "a list of the header's name and its value is expected: [name, value]");
        }
        String pattern = fields.get(MATCHES);
        if (pattern != null) {
            checks.add(Http.regex(pattern).exists());
        }
        String text = fields.get(CONTAINS);
        if (text != null) {
            checks.add(Http.body().contains(text));
        }
        Duration limit = fields.get(FASTER);
        if (limit != null) {
            checks.add(Http.duration().below(limit));
        }
        return checks;
    }
}

package dev.perf.engine.internal.settings.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.check.Check;
import dev.perf.engine.internal.shape.Bound;
import dev.perf.http.Body;
import dev.perf.http.Field;
import dev.perf.http.Http;
import dev.perf.http.HttpRequest;
import dev.perf.http.Part;
import dev.perf.scenario.Block;
import dev.perf.scenario.Branching;
import dev.perf.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of files: those that the words of Java make. */
class RequestsTest {

    private static Step step(String yaml) {
        return Bound.read(Requests.of("post"), yaml);
    }

    private static HttpRequest request(String yaml) {
        return (HttpRequest) step(yaml);
    }

    private static String refused(String yaml) {
        return Bound.of(Requests.of("post"), yaml).message();
    }

    private static List<String> checks(String yaml) {
        return request("{url: /, expect: " + yaml + "}").checks().stream()
                .map(check -> check.value() + " " + check.condition())
                .toList();
    }

    @Test
    void aUrlAloneIsARequest() {
        HttpRequest request = request("/products/{{ id }}?page=1");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo("/products/#{id}?page=1");
        assertThat(request.name()).isEqualTo("POST /products/{id}");
        assertThat(request.isNamed()).isFalse();
        assertThat(request.location()).hasToString("test.yaml:1");
    }

    @Test
    void allThatARequestMayHave() {
        HttpRequest request = request("""
            url: /orders
            name: order
            headers: {X-Trace: "{{ trace }}", Accept: text/html}
            qs: {page: 010, q: "{{ q }}"}
            json: {id: "{{ id }}", count: 1, price: 1.50, ok: true, none: ~, zip: 01234, tags: [a, 'no', no]}
            bearer: "{{ token }}"
            timeout: 1:30
            followRedirect: no
            gzip: false
            tags: {plan: gold}
            capture:
              - {json: $.id, as: orderId}
              - {header: Location, as: place, strict: false}
            expect: {statusCode: 201}
            """);

        assertThat(request.name()).isEqualTo("order");
        assertThat(request.headers())
                .containsExactly(
                        new Field("X-Trace", "#{trace}"),
                        new Field("Accept", "text/html"),
                        new Field("Accept-Encoding", "identity"),
                        new Field("Authorization", "Bearer #{token}"));
        assertThat(request.query()).containsExactly(new Field("page", "010"), new Field("q", "#{q}"));
        assertThat(request.body())
                .isInstanceOfSatisfying(
                        Body.Json.class,
                        body -> assertThat(String.valueOf(body.value()))
                                .isEqualTo("{id=#{id}, count=1, price=1.50, ok=true, none=null, zip=01234, tags=[a, no,"
                                        + " no]}"));
        assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(request.maxRedirects()).isZero();
        assertThat(request.tags()).isEqualTo(Map.of("plan", "gold"));
        assertThat(request.saves())
                .extracting(save -> save.key() + " = " + save.extractor() + " "
                        + save.extractor().required())
                .containsExactly(
                        "orderId = " + Http.jsonPath("$.id").random() + " true",
                        "place = " + Http.header("Location") + " false");
        assertThat(request.checks()).extracting(Check::name).containsExactly("status is in [201]");
        assertThat(request.checks().getFirst().location()).hasToString("test.yaml:14");
    }

    @Test
    void bodies() {
        assertThat(request("{url: /, form: {a: 1, b: '{{ x }}'}}").body())
                .isInstanceOfSatisfying(
                        Body.Form.class,
                        form -> assertThat(form.fields()).containsExactly(new Field("a", "1"), new Field("b", "#{x}")));
        assertThat(request("{url: /, body: hello}").body()).isEqualTo(new Body.Text("hello", "text/plain"));
        assertThat(request("{url: /, body: <a/>, contentType: text/xml}").body())
                .isEqualTo(new Body.Text("<a/>", "text/xml"));
        assertThat(request("{url: /, body: <a/>, headers: {content-type: text/xml}}")
                        .body())
                .isEqualTo(new Body.Text("<a/>", "text/xml"));
        assertThat(request("{url: /, json: '{\"a\": {{ b }}}'}").body())
                .isEqualTo(new Body.Text("{\"a\": #{b}}", "application/json"));
        assertThat(refused("{url: /, json: {}, form: {}}")).isEqualTo("""
            test.yaml:1:26: form: cannot stand beside "json": a request has one body
                1 | {url: /, json: {}, form: {}}
                  |                          ^\
            """);
        assertThat(refused("{url: /, json: {}, contentType: text/xml}"))
                .startsWith(
                        "test.yaml:1:33: contentType: belongs to \"body\"; set the header Content-Type of others\n");
    }

    @Test
    void formsOfParts() {
        assertThat(request("""
            url: /
            formData:
              title: "{{ title }}"
              image: {fromFile: data/a.png, fileName: b.png, contentType: image/png}
              note: {value: hi, contentType: text/html}
            """).body())
                .isInstanceOfSatisfying(
                        Body.Multipart.class,
                        body -> assertThat(body.parts())
                                .extracting(part -> part.name() + " " + part.content() + " " + part.fileName() + " "
                                        + part.contentType())
                                .containsExactly(
                                        "title " + new Part.Content.Text("#{title}") + " null null",
                                        "image " + new Part.Content.OfFile(java.nio.file.Path.of("data/a.png"))
                                                + " b.png image/png",
                                        "note " + new Part.Content.Text("hi") + " null text/html"));
        assertThat(refused("{url: /, formData: {a: {}, b: {value: x, fromFile: y}}}"))
                .isEqualTo("""
                    2 mistakes
                    test.yaml:1:24: formData.a: is empty; give "value" or "fromFile"
                        1 | {url: /, formData: {a: {}, b: {value: x, fromFile: y}}}
                          |                        ^
                    test.yaml:1:31: formData.b: has "value" and "fromFile"; a part has one of them
                        1 | {url: /, formData: {a: {}, b: {value: x, fromFile: y}}}
                          |                               ^\
                    """);
    }

    @Test
    void loginsAndCookies() {
        assertThat(String.valueOf(
                        request("{url: /, auth: {user: '{{ u }}', pass: p}}").credentials()))
                .isEqualTo(String.valueOf(Http.post("/").basicAuth("#{u}", "p").credentials()));
        assertThat(refused("{url: /, auth: {user: u}}"))
                .startsWith("test.yaml:1:16: auth: \"pass\" is missing: a text\n");
        assertThat(step("{url: /, cookie: {a: 1, b: '{{ x }}'}}"))
                .isInstanceOfSatisfying(
                        Block.Sequence.class,
                        block -> assertThat(block.parts())
                                .extracting(part -> part instanceof dev.perf.scenario.Request<?> one ? one.name() : "")
                                .containsExactly("add cookie a", "add cookie b", "POST /"));
    }

    @Test
    void aRequestMayDependOnAConditionOrOnChance() {
        assertThat(step("{url: /, ifTrue: 'a > 1'}"))
                .isInstanceOfSatisfying(
                        Step.If.class,
                        branch -> assertThat(branch.steps()).singleElement().isInstanceOf(HttpRequest.class));
        assertThat(step("{url: /, probability: 25}"))
                .isInstanceOfSatisfying(
                        Branching.Percent.class,
                        percent -> assertThat(percent.shares())
                                .extracting(Branching.Share::percent)
                                .containsExactly(25.0));
        assertThat(step("{url: /, probability: 100}")).isInstanceOf(HttpRequest.class);
        assertThat(refused("{url: /, ifTrue: 'a >'}")).isEqualTo("""
            test.yaml:1:18: ifTrue: condition "a >" ends too early; it may be name, name == "text", count > 3, combined by \
            and, or, not and parentheses
                1 | {url: /, ifTrue: 'a >'}
                  |                  ^^^^^\
            """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{json: '$.a[*].id'} | random of $.a[*].id",
                "{json: $.id, find: first} | $.id",
                "{json: $.id, find: last} | last of $.id",
                "{json: $.id, index: 2} | $.id at 2",
                "{json: $.id, find: all} | all of $.id",
                "{xpath: //a} | //a",
                "{regexp: 'id=(\\d+)'} | id=(\\d+) group 0",
                "{regex: 'id=(\\d+)', group: 1} | id=(\\d+) group 1",
                "{regexp: 'id=(?<id>\\d+)', group: id, flags: gi} | (?i)id=(?<id>\\d+) group id",
                "{header: Location} | Location",
                "{selector: a.next} | a.next",
                "{css: a.next, attr: href, index: random} | random of a.next href",
                "{cookie: sid} | sid"
            })
    void sourcesOfValues(String yaml, String expected) {
        String keys = yaml.substring(1, yaml.length() - 1);
        var extractor =
                Bound.read(Captures.SHAPE, "{" + keys + ", as: x}").getFirst().extractor();

        assertThat(extractor.find() + "|" + extractor.source()).isEqualTo(expectedOf(expected));
    }

    private static String expectedOf(String text) {
        var of = switch (text) {
            case "random of $.a[*].id" -> Http.jsonPath("$.a[*].id").random();
            case "$.id" -> Http.jsonPath("$.id");
            case "last of $.id" -> Http.jsonPath("$.id").nth(-1);
            case "$.id at 2" -> Http.jsonPath("$.id").nth(2);
            case "all of $.id" -> Http.jsonPath("$.id").all();
            case "//a" -> Http.xpath("//a");
            case "id=(\\d+) group 0" -> Http.regex("id=(\\d+)").group(0);
            case "id=(\\d+) group 1" -> Http.regex("id=(\\d+)").group(1);
            case "(?i)id=(?<id>\\d+) group id" ->
                Http.regex("(?i)id=(?<id>\\d+)").group("id");
            case "Location" -> Http.header("Location");
            case "a.next" -> Http.css("a.next");
            case "random of a.next href" -> Http.css("a.next", "href").random();
            case "sid" -> Http.cookie("sid");
            default -> throw new IllegalArgumentException(text);
        };
        return of.find() + "|" + of.source();
    }

    @Test
    void capturesThatCannotBe() {
        assertThat(Bound.of(Captures.SHAPE, """
            - {as: a}
            - {json: $.a, xpath: //a, as: a}
            - {json: "$.a[", as: a}
            - {regexp: "(a", as: a}
            - {regexp: a, group: 2, as: a}
            - {json: $.a, group: 1, as: a}
            - {json: $.a}
            - {json: $.a, as: a, transform: "this.id"}
            - {header: "X Y", as: a}
            - {json: $.a, find: -1, as: a}
            """).message()).isEqualTo("""
                10 mistakes
                test.yaml:1:3: [0]: does not say where the value is; give one of json, xpath, regexp, header, selector, cookie
                    1 | - {as: a}
                      |   ^
                test.yaml:2:3: [1]: has "json" and "xpath"; give one
                    2 | - {json: $.a, xpath: //a, as: a}
                      |   ^
                test.yaml:3:10: [2].json: JSONPath "$.a[" at 3: "[" is never closed
                    3 | - {json: "$.a[", as: a}
                      |          ^^^^^^
                test.yaml:4:12: [3].regexp: regular expression "(a" at 2: Unclosed group
                    4 | - {regexp: "(a", as: a}
                      |            ^^^^
                test.yaml:5:3: [4]: regular expression "a" has no group 2; take one from 0, the whole match, to 0
                    5 | - {regexp: a, group: 2, as: a}
                      |   ^
                test.yaml:6:22: [5].group: belongs to "regexp", and this is "json"
                    6 | - {json: $.a, group: 1, as: a}
                      |                      ^
                test.yaml:7:3: [6]: "as" is missing: a text that is not blank
                    7 | - {json: $.a}
                      |   ^
                test.yaml:8:33: [7].transform: JavaScript is not run; take a smaller part with json or regexp, or change the \
                value in a step "function: com.example.Hooks::change" behind the request
                    8 | - {json: $.a, as: a, transform: "this.id"}
                      |                                 ^^^^^^^^^
                test.yaml:9:12: [8].header: "X Y" is no name of a header, which has letters, digits and !#$%&'*+-.^_`|~
                    9 | - {header: "X Y", as: a}
                      |            ^^^^^
                test.yaml:10:21: [9].find: first, last, random, all or a number from 0 is expected here, got the value "-1"
                    10 | - {json: $.a, find: -1, as: a}
                       |                     ^^\
                """);
    }

    @Test
    void matchesEndTheIteration() {
        List<Check> checks = request(
                        "{url: /, match: [{json: $.a, value: '{{ b }}'}, {json: $.c, value: 1, strict: no}]}")
                .checks();

        assertThat(checks)
                .extracting(check -> check.condition() + " " + check.onFail())
                .containsExactly(
                        Http.jsonPath("$.a").is("#{b}").condition() + " EXIT_ITERATION",
                        Http.jsonPath("$.c").is("1").condition() + " GO_ON");
    }

    @Test
    void expectations() {
        assertThat(checks("""
            {statusCode: [200, 201], notStatusCode: 500, contentType: json, hasProperty: ['data[0].id', '[1]'],
            notHasProperty: error, hasHeader: ETag, headerEquals: [X-Cache, HIT], matchesRegexp: 'a+',
            contains: '{{ name }}', maxDuration: 500}\
            """))
                .isEqualTo(List.of(
                                Http.status().in(200, 201),
                                Http.status().not(500),
                                Http.header("Content-Type").contains("application/json"),
                                Http.jsonPath("$.data[0].id").exists(),
                                Http.jsonPath("$[1]").exists(),
                                Http.jsonPath("$.error").absent(),
                                Http.header("ETag").exists(),
                                Http.header("X-Cache").is("HIT"),
                                Http.regex("a+").exists(),
                                Http.body().contains("#{name}"),
                                Http.duration().below(Duration.ofMillis(500)))
                        .stream()
                        .map(check -> check.value() + " " + check.condition())
                        .toList());
        assertThat(checks("[{statusCode: 200}, {hasProperty: data}]")).hasSize(2);
    }

    @Test
    void expectationsThatCannotBe() {
        assertThat(refused("""
            url: /
            expect:
              - statusCode: 2xx
              - cdnHit: true
              - equals: [a, b]
              - headerEquals: X-Cache
              - headerEquals: [X-Cache, [HIT]]
              - statuscode: 200
            """)).isEqualTo("""
                6 mistakes
                test.yaml:3:17: expect[0].statusCode: a whole number from 100 to 599 is expected here, got the value "2xx"
                    3 |   - statusCode: 2xx
                      |                 ^^^
                test.yaml:4:13: expect[1].cdnHit: what tells of a hit differs from network to network; expect the header of \
                yours, such as headerEquals: [X-Cache, HIT]
                    4 |   - cdnHit: true
                      |             ^^^^
                test.yaml:5:13: expect[2].equals: compares values of the user with each other; compare the answer with them, \
                such as match: {json: $.name, value: "{{ name }}"}
                    5 |   - equals: [a, b]
                      |             ^
                test.yaml:6:19: expect[3].headerEquals: a list of the header's name and its value is expected: [name, value]
                    6 |   - headerEquals: X-Cache
                      |                   ^^^^^^^
                test.yaml:7:29: expect[4].headerEquals[1]: a text is expected here, got a list
                    7 |   - headerEquals: [X-Cache, [HIT]]
                      |                             ^
                test.yaml:8:5: expect[5].statuscode: no key of an expectation; did you mean "statusCode"?
                    8 |   - statuscode: 200
                      |     ^^^^^^^^^^\
                """);
    }

    @Test
    void requestsThatCannotBe() {
        assertThat(refused("{name: x}")).startsWith("test.yaml:1:1: \"url\" is missing: a text\n");
        assertThat(refused("{urls: /}").lines().findFirst())
                .hasValueSatisfying(line ->
                        assertThat(line).startsWith("test.yaml:1:2: urls: no key of a request; did you mean \"url\"?"));
        assertThat(refused("[/]"))
                .startsWith("test.yaml:1:1: a text, or a request (a mapping) is expected here, got a list\n");
        assertThat(refused("{url: /, beforeRequest: sign}"))
                .startsWith(
                        "test.yaml:1:25: beforeRequest: functions of JavaScript are not run; change the data in a step"
                                + " \"function: com.example.Hooks::sign\" before the request, or behind it\n");
        assertThat(refused("{url: '/{{ $randomThing() }}'}"))
                .startsWith("test.yaml:1:7: url: {{ $randomThing() }} has no function of Perf that does the same; known"
                        + " are $randomNumber(from, to), $randomString(length), $uuid, $now, $env.NAME, $loopCount"
                        + " and $loopElement\n");
        assertThat(refused("{url: /, headers: {X Y: 1}}"))
                .startsWith("test.yaml:1:19: headers: \"X Y\" is no name of a header, which has letters, digits and"
                        + " !#$%&'*+-.^_`|~\n");
        assertThat(refused("{url: /, timeout: 0}")).startsWith("test.yaml:1:19: timeout: must be longer than 0\n");
    }
}

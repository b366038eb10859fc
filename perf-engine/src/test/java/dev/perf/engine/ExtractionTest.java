package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.between;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.bodyBytes;
import static dev.perf.http.Http.checksum;
import static dev.perf.http.Http.css;
import static dev.perf.http.Http.duration;
import static dev.perf.http.Http.form;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.header;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.jsonPointer;
import static dev.perf.http.Http.parallel;
import static dev.perf.http.Http.regex;
import static dev.perf.http.Http.status;
import static dev.perf.http.Http.url;
import static dev.perf.http.Http.xpath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.check.Check;
import dev.perf.check.Extractor;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Session;
import dev.perf.spi.RunOptions;
import dev.perf.sse.Sse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values taken from responses, and what is demanded of them. */
class ExtractionTest {

    private static final String DOCUMENT = """
        {"data": [{"id": 7, "tags": ["a", "b"]}, {"id": 8, "tags": []}, {"id": 9}], "total": 3, "none": null,
         "name": "Ann", "price": "12.50", "empty": "", "token": "T0PSECRET", "user": {"password": "pw", "id": 1}}\
        """;

    @RegisterExtension
    final OneIteration server = new OneIteration();

    private final AtomicReference<Map<String, Object>> saved = new AtomicReference<>(Map.of());

    private RunResult run(HttpRequest request) throws InterruptedException {
        server.answering(asked -> switch (asked.getTarget()) {
            case "/moved" -> OneIteration.redirect(302, "/there?x=1");
            default ->
                new MockResponse.Builder()
                        .addHeader("Link", "<a>")
                        .addHeader("Link", "<b>")
                        .body(DOCUMENT)
                        .build();
        });
        return server.run(
                UnaryOperator.identity(),
                request,
                exec("look", user -> saved.set(user.session().values())));
    }

    private RunResult checked(Check... checks) throws InterruptedException {
        return run(http("get").get("/").check(checks));
    }

    @Test
    void aBodyThatIsNoJsonIsToldFromOneWithoutTheValue() throws InterruptedException {
        assertThat(complaintAbout("<h1>Sorry</h1>"))
                .isEqualTo("save \"it\": $.id found nothing in the response, whose body is no JSON");
        assertThat(complaintAbout("")).isEqualTo("save \"it\": $.id found nothing in the response, which has no body");
        assertThat(complaintAbout("{}")).isEqualTo("save \"it\": $.id found nothing in the response");
        assertThat(complaintAbout("null")).isEqualTo("save \"it\": $.id found nothing in the response");
    }

    private String complaintAbout(String body) throws InterruptedException {
        server.answering(asked -> new MockResponse.Builder().body(body).build());
        RunResult result =
                server.run(UnaryOperator.identity(), http("get").get("/").save("it", jsonPath("$.id")));
        assertThat(result.errors()).hasSize(1);
        return result.errors().getFirst().message();
    }

    private Object saved(Extractor extractor) throws InterruptedException {
        RunResult result = run(http("get").get("/").save("it", extractor));
        assertThat(result.errors()).isEmpty();
        return saved.get().get("it");
    }

    @Test
    void takesOneOrAllOrTheNumberOfTheValuesThatAreFound() throws InterruptedException {
        assertThat(saved(jsonPath("$.data[*].id"))).isEqualTo(7);
        assertThat(saved(jsonPath("$.data[*].id").nth(2).first())).isEqualTo(7);
        assertThat(saved(jsonPath("$.data[*].id").nth(1))).isEqualTo(8);
        assertThat(saved(jsonPath("$.data[*].id").nth(-1))).isEqualTo(9);
        assertThat(saved(jsonPath("$.data[*].id").all())).isEqualTo(List.of(7, 8, 9));
        assertThat(saved(jsonPath("$.data[*].id").count())).isEqualTo(3);
        assertThat(saved(jsonPath("$.absent").count())).isEqualTo(0);
        assertThat(saved(jsonPath("$.data").count())).isEqualTo(1);
        assertThat(saved(jsonPath("$.data.length()"))).isEqualTo(3);
        assertThat(saved(jsonPath("$.data.length()").all())).isEqualTo(List.of(3));
        assertThat(saved(jsonPath("$.data[*].id").random())).isIn(7, 8, 9);
        assertThat(saved(header("link"))).isEqualTo("<a>");
        assertThat(saved(header("link").all())).isEqualTo(List.of("<a>", "<b>"));
        assertThat(saved(header("link").nth(-1))).isEqualTo("<b>");
        assertThat(saved(regex("\"id\": ([0-9])").all())).isEqualTo(List.of("7", "8", "9", "1"));
        assertThat(saved(regex("\"(?<key>[a-z]+)\": (?<value>[0-9])")
                        .group("value")
                        .nth(1)))
                .isEqualTo("8");
        assertThat(saved(regex("\"([a-z]+)\": ([0-9])").group(2))).isEqualTo("7");
        assertThat(saved(between("\"name\": \"", "\""))).isEqualTo("Ann");
        assertThat(saved(between("\"id\": ", "}").count())).isEqualTo(4);
        assertThat(saved(status().all())).isEqualTo(List.of(200));
    }

    @Test
    void followsJsonPointersAndTellsWhereTheResponseCameFrom() throws InterruptedException {
        assertThat(saved(jsonPointer("/data/1/id"))).isEqualTo(8);
        assertThat(saved(jsonPointer("/user"))).isEqualTo(Map.of("password", "pw", "id", 1));
        assertThat(saved(jsonPointer("/data/3").count())).isEqualTo(0);
        assertThat(saved(url())).isEqualTo(server.url() + "/");

        RunResult moved = run(http("get").get("/moved").check(url().is(server.url() + "/there?x=1")));
        assertThat(moved.errors()).isEmpty();
    }

    @Test
    void takesValuesFromPages() throws InterruptedException {
        server.answering(asked -> new MockResponse.Builder()
                .addHeader("Content-Type", "text/html")
                .body("<a class=next href='p2'>Next</a><a>x</a><form id=f><input name=csrf value=c1></form>")
                .build());
        List<Object> seen = new ArrayList<>();
        HttpRequest page = http("page")
                .get("/shop/p1")
                .check(
                        css("a").count().is(2),
                        xpath("count(//a)").is(2),
                        css("a").all().contains("Next"),
                        form("#f").hasSize(1))
                .save("next", css("a.next", "abs:href"))
                .save("csrf", css("input[name=csrf]", "value"))
                .save("form", form("#f"));
        RunResult result = server.run(UnaryOperator.identity(), exec("look", user -> {
            HttpResponse response = user.send(page);
            seen.add(user.session().get("next"));
            seen.add(user.session().get("csrf"));
            seen.add(user.session().get("form"));
            seen.add(response.extract(xpath("//a/@href")));
        }));

        assertThat(result.errors()).isEmpty();
        assertThat(seen).containsExactly(server.url() + "/shop/p2", "c1", Map.of("csrf", "c1"), "p2");
        assertThatThrownBy(
                        () -> run(http("get").get("/").check(css("a[").exists()).save("x", xpath("//a["))))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::where, Problem::message)
                                .containsExactlyInAnyOrder(
                                        mistake(
                                                "check \"css a[ exists\"",
                                                "CSS selector \"a[\" at 2: a bracket or quote is never closed"),
                                        mistake(
                                                "save \"x\"",
                                                "XPath \"//a[\" is malformed: A location path was expected, but the"
                                                        + " end of the XPath expression was found instead.")));
    }

    @Test
    void aValueMayBeTransformedAndHaveADefault() throws InterruptedException {
        assertThat(saved(jsonPath("$.name").transform(name -> name + "!").transform(name -> "Dear " + name)))
                .isEqualTo("Dear Ann!");
        assertThat(saved(jsonPath("$.data[*].id").all().transform(ids -> ((List<?>) ids).size())))
                .isEqualTo(3);
        assertThat(saved(jsonPath("$.absent").transform(value -> "never").orElse("else")))
                .isEqualTo("else");
        assertThat(saved(jsonPath("$.name").transform(value -> null).orElse("else")))
                .isEqualTo("else");
        assertThat(checked(jsonPath("$.absent").orElse(5).is(5)).errors()).isEmpty();
    }

    @Test
    void conditionsHold() throws InterruptedException {
        RunResult result = checked(
                jsonPath("$.total").between(3, 3),
                jsonPath("$.total").between(2.5, 4L),
                jsonPath("$.price").between(12.5, 12.5),
                jsonPath("$.price").greaterThan(12),
                jsonPath("$.total").lessThan(3.01),
                status().greaterThan(199),
                duration().lessThan(60_000),
                jsonPath("$.none").isNull(),
                jsonPointer("/none").isNull(),
                jsonPath("$.none").absent(),
                jsonPath("$.empty").empty(),
                jsonPath("$.data[1].tags").empty(),
                jsonPath("$.data").hasSize(3),
                jsonPath("$.user").hasSize(2),
                jsonPath("$.name").hasSize(3),
                bodyBytes().hasSize(DOCUMENT.length()),
                jsonPath("$.data[0].tags").contains("b"),
                jsonPath("$.data[*].id").all().contains("9"),
                jsonPath("$.data[*].id").count().is(3),
                jsonPath("$.name").transform(name -> name.toString().length()).is(3));

        assertThat(result.errors()).isEmpty();
        assertThat(result.request("get").failed()).isZero();
    }

    @Test
    void conditionsThatDoNotHoldSayWhatWasThere() throws InterruptedException {
        RunResult result = checked(
                jsonPath("$.total").between(4, 5),
                jsonPath("$.name").greaterThan(1),
                jsonPath("$.price").lessThan(12.5),
                jsonPath("$.absent").lessThan(1),
                jsonPath("$.name").isNull(),
                jsonPath("$.absent").isNull(),
                jsonPath("$.name").empty(),
                jsonPath("$.absent").empty(),
                jsonPath("$.total").hasSize(1),
                jsonPath("$.data[0].tags").contains("ab"),
                jsonPath("$.data[*].id").nth(3).exists(),
                bodyBytes().empty(),
                jsonPath("$.name")
                        .transform(name -> Integer.parseInt((String) name))
                        .is(3));

        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactlyInAnyOrder(
                        "check \"$.total is between 4 and 5\": got 3",
                        "check \"$.name is greater than 1\": got Ann",
                        "check \"$.price is less than 12.5\": got 12.50",
                        "check \"$.absent is less than 1\": got nothing",
                        "check \"$.name is null\": got Ann",
                        "check \"$.absent is null\": got nothing",
                        "check \"$.name is empty\": got Ann",
                        "check \"$.absent is empty\": got nothing",
                        "check \"$.total has size 1\": got 3",
                        "check \"$.data[0].tags contains ab\": got [\"a\",\"b\"]",
                        "check \"nth(3) of $.data[*].id exists\": got nothing",
                        "check \"body bytes is empty\": got " + DOCUMENT.length() + " bytes",
                        "check \"$.name transformed is 3\": its test threw java.lang.NumberFormatException: For input"
                                + " string: \"Ann\"");
    }

    @Test
    void aSchemaDescribesWhatIsWanted() throws InterruptedException {
        RunResult result = checked(
                body().matchesSchema("{\"required\": [\"data\", \"total\"]}"),
                jsonPath("$.data[0]").matchesSchema("{\"required\": [\"id\"]}"),
                body().matchesSchema("{\"required\": [\"a\", \"b\"], \"type\": \"object\"}"),
                jsonPath("$.absent").matchesSchema("{}"),
                jsonPath("$.name").matchesSchema("{\"type\":\"integer\"}").named("n"));

        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactlyInAnyOrder(
                        "check \"body matches schema {\"required\": [\"a\", \"b\"], \"type\": \"object...\": required"
                                + " property 'a' not found; and 1 more",
                        "check \"$.absent matches schema {}\": got nothing",
                        "check \"n\": string found, integer expected");
        assertThatThrownBy(() -> checked(body().matchesSchema(Path.of("no/such.json"))))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::where, Problem::message)
                                .containsExactly(mistake(
                                        "check \"body matches schema no/such.json\"",
                                        "JSON Schema \"no/such.json\": there is no such file")));
    }

    @Test
    void secretsAreHiddenInWhatFailedChecksFound() throws InterruptedException {
        server.answering(asked -> new MockResponse.Builder()
                .addHeader("Set-Cookie", "a=b")
                .body(DOCUMENT)
                .build());
        RunResult result = server.run(
                http -> http.mask("name"),
                exec("begin", user -> user.session().set("token", "other")),
                http("get")
                        .get("/")
                        .check(
                                jsonPath("$.token").is("x"),
                                jsonPath("$.name").is("x"),
                                jsonPath("$.user").is("x"),
                                header("Set-Cookie").is("x"),
                                regex("token\": \"(.*?)\"").is("x"),
                                jsonPath("$.price").is("#{token}"),
                                body().is("x")));

        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactlyInAnyOrder(
                        "check \"$.token is x\": got ***",
                        "check \"$.name is x\": got ***",
                        "check \"$.user is x\": got {\"password\":\"***\",\"id\":1}",
                        "check \"header Set-Cookie is x\": got ***",
                        "check \"regex token\": \"(.*?)\" is x\": got ***",
                        "check \"$.price is #{token}\": got ***",
                        "check \"body is x\": got " + DOCUMENT.substring(0, 100) + "...");
    }

    @Test
    void aTransformationThatThrowsFailsTheSave() throws InterruptedException {
        RunResult result =
                run(http("get").get("/").save("n", jsonPath("$.name").transform(name -> (Integer) name + 1)));

        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("save");
            assertThat(error.message())
                    .startsWith("save \"n\": its transformation threw java.lang.ClassCastException: class"
                            + " java.lang.String cannot be cast to class java.lang.Integer");
        });
        assertThat(saved.get()).doesNotContainKey("n");
    }

    @Test
    void aValueThatIsMissingInTheSessionFailsTheCheckThatComparesWithIt() throws InterruptedException {
        server.answering(asked -> new MockResponse.Builder().body(DOCUMENT).build());
        RunResult result = server.run(
                UnaryOperator.identity(),
                exec("nothing", user -> {}),
                http("get").get("/").check(body().is("#{absent}")));

        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .singleElement()
                .asString()
                .startsWith("check \"body is #{absent}\": ")
                .contains("\"absent\"")
                .doesNotContain("Exception");
    }

    @Test
    void randomChoiceFollowsFromTheSeed() throws InterruptedException {
        HttpRequest request = get("/");
        Extractor pick = jsonPath("$.data[*].id").random();
        List<Object> first = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        for (List<Object> drawn : List.of(first, second)) {
            server.answering(asked -> new MockResponse.Builder().body(DOCUMENT).build());
            var test = loadTest("seeded")
                    .seed(7)
                    .http(http -> http.baseUrl(server.url()))
                    .run(
                            scenario("one").exec(exec("draw", user -> {
                                HttpResponse response = user.send(request);
                                for (int i = 0; i < 30; i++) {
                                    drawn.add(response.extract(pick));
                                }
                            })),
                            arrivals(perSecond(10)).during(Duration.ofMillis(100)));
            new PerfEngine()
                    .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                    .await();
        }

        assertThat(first).hasSize(30).isEqualTo(second).containsOnly(7, 8, 9).contains(7, 8, 9);
    }

    @Test
    void aBodyIsParsedOnceHoweverManyAskForIt() throws InterruptedException {
        server.answering(asked -> new MockResponse.Builder().body(DOCUMENT).build());
        Extractor whole = jsonPointer("");
        HttpRequest plain = http("plain")
                .get("/")
                .check(jsonPath("$.total").is(3))
                .save("first", jsonPath("$"))
                .save("second", whole);
        HttpRequest streamed =
                http("streamed").get("/").check(checksum("CRC32").exists()).save("third", jsonPath("$"));
        List<Object> seen = new ArrayList<>();
        RunResult result = server.run(
                UnaryOperator.identity(),
                exec("look", user -> {
                    Session session = user.session();
                    HttpResponse response = user.send(plain);
                    assertThat(response.extract(whole))
                            .isSameAs(response.jsonPath("$"))
                            .isSameAs(session.get("first"))
                            .isSameAs(session.get("second"));
                    HttpResponse other = user.send(streamed);
                    assertThat(other.jsonPath("$")).isSameAs(session.get("third"));
                    seen.add(other.jsonPath("$.total"));
                }),
                parallel("both", plain, streamed),
                exec("apart", user -> seen.add(user.session().get("first"))));

        assertThat(result.errors()).isEmpty();
        assertThat(seen).hasSize(2).first().isEqualTo(3);
    }

    @Test
    void plainJavaTakesTheSameValues() throws InterruptedException {
        server.answering(asked -> new MockResponse.Builder().body(DOCUMENT).build());
        List<Object> seen = new ArrayList<>();
        RunResult result = server.run(UnaryOperator.identity(), exec("look", user -> {
            HttpResponse response = user.send(get("/there"));
            seen.add(response.url());
            seen.add(response.extract(jsonPath("$.data[*].id").all()));
            seen.add(response.extract(jsonPath("$.absent").orElse("else")));
            seen.add(response.extract(jsonPath("$.absent")));
            assertThatThrownBy(() -> response.extract(jsonPath("$.a[")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(
                            "ExtractionTest\\.java:\\d+: JSONPath \"\\$\\.a\\[\" at 3: \"\\[\" is never closed");
            assertThatThrownBy(() -> response.extract(Sse.event()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("ExtractionTest\\.java:\\d+: a response has no event name; only events of"
                            + " sse\\(\\.\\.\\.\\) have");
        }));

        assertThat(result.errors()).isEmpty();
        assertThat(seen).containsExactly(server.url() + "/there", List.of(7, 8, 9), "else", null);
    }

    @Test
    void mistakesAreFoundBeforeTheRun() {
        assertThatThrownBy(() -> run(http("get")
                        .get("/")
                        .check(
                                jsonPointer("a").exists(),
                                regex("a(b").group(2).exists(),
                                regex("a(b)").group("c").exists(),
                                between("", "").exists(),
                                status().below(Duration.ofSeconds(1)),
                                body().isNull(),
                                jsonPath("$.a").transform(value -> value).isNull(),
                                jsonPath("$.a").hasSize(-1),
                                jsonPath("$.a").between(2, 1),
                                body().matches("[a"))
                        .save("x", jsonPointer("/~"))))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::where, Problem::message)
                                .containsExactlyInAnyOrder(
                                        mistake(
                                                "check \"json pointer a exists\"",
                                                "JSON Pointer \"a\" at 0: it must begin with \"/\", or be empty for"
                                                        + " the whole document"),
                                        mistake(
                                                "check \"regex a(b group 2 exists\"",
                                                "regular expression \"a(b\" at 3: Unclosed group"),
                                        mistake(
                                                "check \"regex a(b) group c exists\"",
                                                "regular expression \"a(b)\" has no group \"c\"; name one with"
                                                        + " (?<c>...)"),
                                        mistake(
                                                "check \"between  and  exists\"",
                                                "between(\"\", \"\") names no text on either side; give one, or take"
                                                        + " body()"),
                                        mistake(
                                                "check \"status is below 1s\"",
                                                "below(...) can be asked of duration() only; take lessThan(...) for"
                                                        + " numbers"),
                                        mistake(
                                                "check \"body is null\"",
                                                "isNull() can be asked of jsonPath(...) and jsonPointer(...) only; take"
                                                        + " absent()"),
                                        mistake(
                                                "check \"$.a transformed is null\"",
                                                "isNull() cannot be asked of a transformed value; remove"
                                                        + " transform(...)"),
                                        mistake("check \"$.a has size -1\"", "size must not be negative, got -1"),
                                        mistake(
                                                "check \"$.a is between 2 and 1\"",
                                                "between(2, 1) holds of no number; swap its limits"),
                                        mistake(
                                                "check \"body matches [a\"",
                                                "regular expression \"[a\" at 1: Unclosed character class"),
                                        mistake(
                                                "save \"x\"",
                                                "JSON Pointer \"/~\" at 1: \"~\" must be followed by 0, for \"~\""
                                                        + " itself, or 1, for \"/\"")));
        assertThatThrownBy(() -> server.run(http -> http.mask("-"), get("/")))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::where, Problem::message)
                                .containsExactly(tuple(
                                        "http settings",
                                        "mask(\"-\") has no letter or digit; name a word, or remove it")));
    }

    private static Tuple mistake(String element, String message) {
        return tuple("scenario \"one\", request \"get\", " + element, message);
    }
}

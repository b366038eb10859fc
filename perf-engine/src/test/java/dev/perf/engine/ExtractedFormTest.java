package dev.perf.engine;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.form;
import static dev.perf.http.Http.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.http.HttpRequest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A form that was taken from a page is sent back as a browser sends it. */
@Timeout(60)
class ExtractedFormTest {

    private static final String PAGE = """
        <form id=order><input type=hidden name=csrf value="c&1"><input name=amount value=1>
        <input type=checkbox name=extra value=a checked><input type=checkbox name=extra value=b checked>
        <input name=city value="Z\u00fcrich"></form>\
        """;

    private static final HttpRequest LOOK = http("look").get("/page").save("form", form("#order"));

    @RegisterExtension
    final OneIteration server = new OneIteration();

    @BeforeEach
    void answer() {
        server.answering(request -> new MockResponse.Builder()
                .addHeader("Content-Type", "text/html; charset=utf-8")
                .body(PAGE)
                .build());
    }

    private RunResult run(Step... steps) throws InterruptedException {
        return server.run(http -> http, steps);
    }

    private List<String> sent(HttpRequest... requests) throws InterruptedException {
        RunResult result = server.run(http -> http, scenario("one").exec(LOOK).exec(requests));
        assertThat(result.errors()).isEmpty();
        assertThat(server.seen()).hasSize(1 + requests.length);
        return server.seen().stream().skip(1).map(ExtractedFormTest::body).toList();
    }

    private static String body(RecordedRequest request) {
        return Objects.requireNonNull(request.getBody()).utf8();
    }

    @Test
    void isSentWithAllItsFieldsInTheOrderOfThePage() throws InterruptedException {
        assertThat(sent(http("send").post("/").form("#{form}")))
                .containsExactly("csrf=c%261&amount=1&extra=a&extra=b&city=Z%C3%BCrich");
        assertThat(server.headers("Content-Type")).containsExactly("-", "application/x-www-form-urlencoded");
    }

    @Test
    void fieldsOfTheRequestTakeThePlaceOfItsOwnOrAreAdded() throws InterruptedException {
        assertThat(sent(
                        http("send")
                                .post("/")
                                .form("#{form}")
                                .formField("note", "x y")
                                .formField("amount", "#{form.extra.size()}")
                                .formField("extra", "c")
                                .formField("note", "z")
                                .formCharset(StandardCharsets.ISO_8859_1),
                        http("other").post("/").form("#{form}").form(Map.of("a", "1")),
                        http("late")
                                .post("/")
                                .formField("lost", "1")
                                .form("#{form}")
                                .formField("csrf", "")))
                .containsExactly(
                        "csrf=c%261&amount=2&extra=c&city=Z%FCrich&note=x+y&note=z",
                        "a=1", "csrf=&amount=1&extra=a&extra=b&city=Z%C3%BCrich");
    }

    @Test
    void oneOfSeveralFormsIsSent() throws InterruptedException {
        RunResult result = run(
                LOOK.save("forms", form("form").all()),
                http("send").post("/").form("#{forms[0]}").formField("extra", "none"));

        assertThat(result.errors()).isEmpty();
        assertThat(body(server.seen().getLast())).isEqualTo("csrf=c%261&amount=1&extra=none&city=Z%C3%BCrich");
    }

    @Test
    void aMapOfTheUsersCodeMayHoldAnyValues() throws InterruptedException {
        RunResult result = run(
                exec("make", user -> {
                    var fields = new LinkedHashMap<String, Object>();
                    fields.put("n", 7);
                    fields.put("none", null);
                    fields.put("flags", List.of(true, false));
                    user.session().set("own", fields);
                }),
                http("send").post("/").form("#{own}"));

        assertThat(result.errors()).isEmpty();
        assertThat(body(server.seen().getLast())).isEqualTo("n=7&flags=true&flags=false");
    }

    @Test
    void aValueThatIsNoMapFailsTheRequest() throws InterruptedException {
        RunResult result = run(
                exec("make", user -> {
                    user.session().set("text", "secret");
                    user.session().set("number", 7);
                    user.session().set("list", Arrays.asList(Map.of(), Map.of()));
                    user.session().set("flag", true);
                }),
                http("a").post("/").form("#{text}"),
                http("b").post("/").form("#{number}"),
                http("c").post("/").form("#{list}"),
                http("d").post("/").form("#{flag}"),
                http("e").post("/").form("#{absent}"));

        String wanted = " needs a map of fields, as form(selector) takes it from a page, got ";
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple("session", "a", "form(\"#{text}\")" + wanted + "a text"),
                        tuple("session", "b", "form(\"#{number}\")" + wanted + "a number"),
                        tuple("session", "c", "form(\"#{list}\")" + wanted + "a list of 2"),
                        tuple("session", "d", "form(\"#{flag}\")" + wanted + "a java.lang.Boolean"),
                        tuple("session", "e", "session has no value \"absent\"; it has [flag, list, number, text]"));
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void whatIsNoPlaceIsAMistakeOfThePlan() {
        assertThatThrownBy(() -> run(
                        http("a").post("/").form("order"),
                        LOOK,
                        http("b").post("/").form("#{form}!"),
                        http("c").post("/").form("#{from}"),
                        http("d").post("/").form("#{form")))
                .isInstanceOf(InvalidPlanException.class)
                .satisfies(thrown -> assertThat(((InvalidPlanException) thrown).problems())
                        .extracting(Problem::where, Problem::message)
                        .contains(
                                tuple(
                                        "scenario \"one\", request \"a\"",
                                        "form(\"order\") must be the place of one value, such as form(\"#{form}\"); set"
                                                + " single fields with formField(name, value)"),
                                tuple(
                                        "scenario \"one\", request \"b\"",
                                        "form(\"#{form}!\") must be the place of one value, such as form(\"#{form}\");"
                                                + " set single fields with formField(name, value)"))
                        .hasSize(4));
    }
}

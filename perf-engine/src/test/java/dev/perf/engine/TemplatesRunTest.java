package dev.perf.engine;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.key;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.parallel;
import static dev.perf.http.Http.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.http.HttpRequest;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Key;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemplatesRunTest {

    @RegisterExtension
    final OneIteration server = new OneIteration();

    private static MockResponse echo(RecordedRequest request) {
        return new MockResponse.Builder()
                .body(request.getBody() == null ? "" : request.getBody().utf8())
                .build();
    }

    private static String bodyOf(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    private List<String> targetsWithSeed(long seed) throws InterruptedException {
        int before = server.targets().size();
        loadTest("t")
                .seed(seed)
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("s")
                                .exec(
                                        http("a").get("/#{uuid()}/#{randomInt(1, 1000000)}"),
                                        parallel("p", http("b").get("/b-#{randomString(9)}"))),
                        users(1).iterations(3))
                .run(RunOptions.DEFAULTS.withoutReport());
        return server.targets().subList(before, server.targets().size());
    }

    @Test
    void fillsEveryTextOfARequest() throws Exception {
        server.answering(TemplatesRunTest::echo);
        RunResult result = server.run(
                http -> http,
                exec("put", user -> user.session().set("user", Map.of("id", 5, "name", "Ann \"A\""))),
                http("get")
                        .get("/u/#{user.id}/#{mail ?: 'none'}")
                        .queryParam("at", "#{sha1('a')}")
                        .header("X-Escaped", "\\#{user}")
                        .header("X-User", "#{scenario()} #{userId()} #{iteration()}"),
                http("json")
                        .post("/json")
                        .json(List.of("#{user.name}", "#{mail ?: \"a\\\"b\"}"))
                        .check(
                                body().is("[\"#{jsonEscape(user.name)}\",\"a\\\"b\"]"),
                                body().contains("#{oneOf('Ann')}")),
                http("raw").post("/raw").body("{\"id\": #{user.id}}", "application/json"),
                http("form").post("/form").form(Map.of("#{user.id}", "#{base64('a?')}")),
                http("parts").post("/parts").multipart(part("#{oneOf('p')}", "#{urlEncode('ä')}")),
                http("login").get("/login").basicAuth("#{user.id}", "#{oneOf('x')}"));

        assertThat(result.errors()).extracting(ErrorResult::message).isEmpty();
        List<RecordedRequest> seen = server.seen();
        assertThat(server.targets().getFirst()).isEqualTo("/u/5/none?at=86f7e437faa5a7fce15d1ddcb9eaeaea377667b8");
        assertThat(server.headers("X-Escaped").getFirst()).isEqualTo("#{user}");
        assertThat(server.headers("X-User").getFirst()).isEqualTo("one 0 0");
        assertThat(bodyOf(seen.get(2))).isEqualTo("{\"id\": 5}");
        assertThat(bodyOf(seen.get(3))).isEqualTo("5=YT8%3D");
        assertThat(bodyOf(seen.get(4))).contains("name=\"p\"\r\n\r\n%C3%A4");
        assertThat(server.headers("Authorization").getLast()).isEqualTo("Basic NTp4");
    }

    @Test
    void drawsTheSameValuesFromTheSameSeed() throws Exception {
        server.answering(TemplatesRunTest::echo);
        List<String> first = targetsWithSeed(1);
        assertThat(first).hasSize(6).doesNotHaveDuplicates();
        assertThat(targetsWithSeed(1)).isEqualTo(first);
        assertThat(targetsWithSeed(2)).doesNotContainAnyElementsOf(first);
    }

    @Test
    void countsOverAllUsersAndScenariosOfARun() throws Exception {
        server.answering(TemplatesRunTest::echo);
        HttpRequest inLambda = http("c").get("/#{counter('orders')}");
        loadTest("t")
                .http(http -> http.baseUrl(server.url()))
                .run(scenario("s").exec(http("a").get("/#{counter('orders')}")), users(3).iterations(4))
                .run(scenario("t").exec("send", user -> user.send(inLambda)), users(2).iterations(4))
                .run(RunOptions.DEFAULTS.withoutReport());
        assertThat(server.targets())
                .containsExactlyInAnyOrder(
                        "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9", "/10", "/11", "/12", "/13", "/14", "/15",
                        "/16", "/17", "/18", "/19", "/20");
    }

    @Test
    void failsTheRequestWhoseValueIsOfNoUse() throws Exception {
        server.answering(TemplatesRunTest::echo);
        RunResult result = server.run(
                http -> http,
                exec("put", user -> user.session().set("items", List.of())),
                http("url").get("/#{items.random()}"),
                http("text").get("/").check(body().is("#{items[0]}")),
                http("next").get("/next"));

        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .hasSize(2)
                .contains("session value \"items\" is empty, there is nothing to draw")
                .anySatisfy(message -> assertThat(message)
                        .startsWith("check \"body is #{items[0]}\"")
                        .endsWith("session value \"items\" has 0 elements, none at [0]"));
        assertThat(server.targets()).containsExactly("/", "/next");
        assertThat(result.ledger().failed()).isOne();
    }

    @Test
    void savesValuesAsTheTypeOfTheirKey() throws Exception {
        Key<Long> id = key("id", Long.class);
        Key<String> page = key("page", String.class);
        server.answering(request -> new MockResponse.Builder()
                .body("{\"id\": 5, \"page\": 2, \"name\": \"Ann\"}")
                .build());
        var seen = new AtomicReference<Object>();
        RunResult result = server.run(
                http -> http,
                http("save").get("/").save(id, jsonPath("$.id")).save(page, jsonPath("$.page")),
                exec(
                        "look",
                        user -> seen.set(
                                user.session().get(id) + 1 + user.session().get(page))),
                http("bad").get("/" + id).save(id, jsonPath("$.name")),
                http("next").get("/next/" + id));

        assertThat(seen.get()).isEqualTo("62");
        assertThat(server.targets()).containsExactly("/", "/5", "/next/5");
        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactly(
                        "save \"id\": session value \"id\" must be of class java.lang.Long, got \"Ann\" of class"
                                + " java.lang.String");
    }
}

package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.engine.OneIteration.redirect;
import static dev.perf.http.Http.addCookie;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.clearCookies;
import static dev.perf.http.Http.cookie;
import static dev.perf.http.Http.cookies;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.range;
import static dev.perf.http.Http.removeCookie;
import static dev.perf.http.Http.retry;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.Transport;
import dev.perf.http.UnsignedRequest;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpFeaturesTest {

    @RegisterExtension
    final OneIteration server = new OneIteration();

    private static UnaryOperator<HttpSettings> over(Transport transport) {
        return http -> http.transport(transport);
    }

    @ParameterizedTest
    @EnumSource
    void judgesByTheExpectedStatuses(Transport transport) throws Exception {
        server.answering(request ->
                OneIteration.status(Integer.parseInt(request.getTarget().substring(1))));
        RunResult result = server.run(
                http -> http.transport(transport)
                        .expectedStatus(range(200, 204))
                        .expectedStatus(404),
                http("fits").get("/404"),
                http("does not").get("/205"),
                http("own").get("/500").expectedStatus(500, 501),
                http("own fails").get("/200").expectedStatus(201, 202).expectedStatus(range(400, 499)),
                http("checked").get("/503").check(status().is(503)),
                http("both").get("/503").check(status().is(503)).expectedStatus(200),
                http("test").get("/418").expectedStatus("even", status -> status % 2 == 0),
                http("throws").get("/200").expectedStatus("odd", status -> {
                    throw new IllegalStateException("no idea");
                }));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple("status", "does not", "status 205, wanted 200 to 204 or 404"),
                        tuple("status", "own fails", "status 200, wanted 201, 202 or 400 to 499"),
                        tuple("status", "both", "status 503, wanted 200"),
                        tuple(
                                "status",
                                "throws",
                                "status 200, wanted odd, whose test threw java.lang.IllegalStateException: no idea"));
    }

    @ParameterizedTest
    @EnumSource
    void signsWhatIsSent(Transport transport) throws Exception {
        var attempts = new AtomicInteger();
        server.answering(request -> OneIteration.status(attempts.incrementAndGet() == 1 ? 503 : 200));
        var signed = new AtomicReference<String>();
        RunResult result = server.run(
                http -> http.transport(transport).sign(HttpFeaturesTest::signature),
                http("post")
                        .post("/a b?x=1")
                        .header("X-Date", "today")
                        .body("text", "text/plain")
                        .retry(retry(1).backOff(Duration.ZERO, Duration.ZERO).anyMethod()),
                http("own")
                        .get("/own")
                        .sign(request -> {
                            signed.set(request.method() + request.body().length + request.header("authorization"));
                            return Map.of();
                        })
                        .basicAuth("a", "b"));

        assertThat(result.errors()).extracting(ErrorResult::kind).containsExactly("retried");
        String signature = "POST " + server.url() + "/a%20b?x=1 today text";
        assertThat(server.headers("X-Signature")).containsExactly(signature, signature, "-");
        assertThat(signed).hasValue("GET0Basic YTpi");
    }

    private static Map<String, String> signature(UnsignedRequest request) {
        return Map.of(
                "X-Signature",
                request.method() + " " + request.url() + " " + request.header("x-date") + " "
                        + new String(request.body(), StandardCharsets.UTF_8));
    }

    @Test
    void aSignerThatThrowsFailsItsRequest() throws Exception {
        server.answering(request -> OneIteration.status(200));
        RunResult result = server.run(
                http -> http,
                http("throws").get("/").sign(request -> {
                    throw new IllegalStateException("no key");
                }),
                http("malformed").get("/").sign(request -> Map.of("bad name", "x")),
                http("next").get("/next"));

        assertThat(server.targets()).containsExactly("/next");
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request)
                .containsExactlyInAnyOrder(tuple("sign", "throws"), tuple("sign", "malformed"));
        assertThat(result.request("throws").failed()).isEqualTo(1);
        assertThat(result.ledger().failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void sendsOneTracePerRequestAndASpanPerHop(Transport transport) throws Exception {
        server.answering(
                request -> request.getTarget().equals("/go") ? redirect(302, "/there") : OneIteration.status(500));
        RunResult result = server.run(
                http -> http.transport(transport).traceContext(),
                http("go").get("/go"),
                http("own").get("/own").header("traceparent", "mine"));

        List<String> parents = server.headers("traceparent");
        assertThat(parents).hasSize(3).last().isEqualTo("mine");
        assertThat(parents.subList(0, 2)).allMatch(one -> one.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
        String trace = parents.getFirst().substring(3, 35);
        assertThat(parents.get(1)).startsWith("00-" + trace).isNotEqualTo(parents.getFirst());
        assertThat(result.errors())
                .filteredOn(error -> error.request().equals("go"))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).endsWith("(for example trace " + trace + ")"));
    }

    @Test
    void marksAShareOfTheTracesAsSampled() throws Exception {
        server.answering(request -> OneIteration.status(200));
        server.run(http -> http.traceContext(0), repeat(20, http("none").get("/")));
        assertThat(server.headers("traceparent")).hasSize(20).allMatch(one -> one.endsWith("-00"));

        server.run(http -> http.traceContext(0.5), repeat(200, http("half").get("/")));
        assertThat(new HashSet<>(server.headers("traceparent"))).hasSize(220);
        assertThat(server.headers("traceparent").subList(20, 220))
                .anyMatch(one -> one.endsWith("-00"))
                .anyMatch(one -> one.endsWith("-01"));
    }

    @ParameterizedTest
    @EnumSource
    void spreadsUsersOverTheBaseUrls(Transport transport) throws Exception {
        try (OneIteration other = new OneIteration().answering(request -> OneIteration.status(500))) {
            server.answering(request -> OneIteration.status(200));
            var test = loadTest("rotation")
                    .http(http -> http.transport(transport).baseUrls(server.url(), other.url() + "/api/"))
                    .run(
                            scenario("two").exec(http("a").get("/a"), http("b").get("/b")),
                            arrivals(perSecond(10)).during(Duration.ofSeconds(1)))
                    .threshold("http_reqs{base_url:" + server.url() + "}: count == 10");
            RunResult result = new PerfEngine()
                    .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                    .await();

            assertThat(server.targets()).hasSize(10).containsOnly("/a", "/b");
            assertThat(other.targets()).hasSize(10).containsOnly("/api/a", "/api/b");
            assertThat(result.passed()).isTrue();
        }
    }

    @Test
    void goesOnToTheNextBaseUrlWithEachRequest() throws Exception {
        try (OneIteration other = new OneIteration().answering(request -> OneIteration.status(200))) {
            server.answering(request -> OneIteration.status(200));
            server.run(
                    http -> http.baseUrlsPerRequest(server.url(), other.url()),
                    repeat(
                            3,
                            http("a").get("/a"),
                            http("b").get(server.url() + "/b"),
                            http("c").get("/c")));

            assertThat(server.targets()).containsExactly("/a", "/b", "/a", "/b", "/a", "/b");
            assertThat(other.targets()).containsExactly("/c", "/c", "/c");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET, false",
        "301, PUT, PUT, true",
        "302, POST, GET, false",
        "302, DELETE, DELETE, true",
        "303, POST, GET, false",
        "303, PUT, GET, false",
        "303, HEAD, HEAD, true",
        "307, POST, POST, true",
        "308, POST, POST, true",
        "308, PATCH, PATCH, true",
    })
    void redirectsKeepMethodAndBodyAsRfc9110Says(int status, String method, String then, boolean keepsBody)
            throws Exception {
        server.answering(
                request -> request.getTarget().equals("/a") ? redirect(status, "/b") : OneIteration.status(200));
        for (Transport transport : Transport.values()) {
            HttpRequest request = http("go").method(method, "/a");
            server.run(over(transport), method.equals("HEAD") ? request : request.body("text", "text/plain"));
        }

        assertThat(server.targets()).containsExactly("/a", "/b", "/a", "/b");
        assertThat(server.seen().get(1).getMethod()).isEqualTo(then);
        assertThat(server.seen().get(3).getMethod()).isEqualTo(then);
        assertThat(server.seen().get(1).getBodySize() > 0).isEqualTo(keepsBody && !method.equals("HEAD"));
        assertThat(server.seen().get(3).getBodySize() > 0).isEqualTo(keepsBody && !method.equals("HEAD"));
    }

    @ParameterizedTest
    @EnumSource
    void showsTheCircleThatRedirectsGoIn(Transport transport) throws Exception {
        server.answering(request -> switch (request.getTarget()) {
            case "/a" -> redirect(302, "/b");
            case "/b" -> redirect(303, "c?x=1");
            case "/c?x=1" -> redirect(301, "/b");
            default -> {
                int next = Integer.parseInt(request.getTarget().substring(2)) + 1;
                yield redirect(307, "/" + "n" + next);
            }
        });
        RunResult result = server.run(
                over(transport), http("circle").get("/a"), http("line").get("/n0"));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple("redirect", "more than 10 redirects: in a circle: /a -> /b -> /c?x=1 -> /b"),
                        tuple("redirect", "more than 10 redirects: /n0 -> /n1 -> /n2 -> ... -> /n9 -> /n10 -> /n11"));
        assertThat(result.request("circle").count()).isEqualTo(11);
    }

    @ParameterizedTest
    @EnumSource
    void setsReadsAndRemovesCookies(Transport transport) throws Exception {
        server.answering(request -> new MockResponse.Builder()
                .addHeader("Set-Cookie", "given=7; Path=" + request.getTarget())
                .build());
        RunResult result = server.run(
                over(transport),
                exec("name", user -> user.session().set("name", "anna")),
                addCookie("user", "#{name}"),
                addCookie("elsewhere", "1").domain("other.test"),
                addCookie("deep", "2").path("/a").secure().maxAge(Duration.ofHours(1)),
                http("a")
                        .get("/a")
                        .check(
                                cookie("given").is(7),
                                cookie("user").is("anna"),
                                cookie("none").absent())
                        .save("saved", cookie("given")),
                http("b").get("/b").check(cookie("deep").absent()),
                http("without").get("/a").withoutCookies(),
                removeCookie("user"),
                http("c").get("/a/#{saved}"),
                exec(
                        "read",
                        user -> user.check(
                                "read",
                                user.send(cookies()).equals(Map.of("given", "7", "deep", "2", "elsewhere", "1")))),
                clearCookies(),
                http("d").get("/a"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.headers("Cookie"))
                .containsExactly("deep=2; user=anna", "user=anna", "-", "deep=2; given=7", "-");
    }

    @Test
    void anUnfilledCookieFailsTheIteration() throws Exception {
        server.answering(request -> new MockResponse.Builder().body("x").build());
        RunResult result = server.run(
                http -> http,
                http("a").get("/").save("id", body().optional()),
                exec("forget", user -> user.session().remove("id")),
                addCookie("c", "#{id}"));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request)
                .containsExactly(tuple("session", "add cookie c"));
    }
}

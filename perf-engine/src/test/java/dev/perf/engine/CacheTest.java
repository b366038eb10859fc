package dev.perf.engine;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.repeat;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.clearCache;
import static dev.perf.http.Http.header;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.http.HttpSettings;
import dev.perf.http.Transport;
import dev.perf.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CacheTest {

    private final AtomicInteger answers = new AtomicInteger();

    @RegisterExtension
    final OneIteration server = new OneIteration();

    private static UnaryOperator<HttpSettings> over(Transport transport) {
        return http -> http.transport(transport).cache();
    }

    /** Answers with numbered bodies, or with 304 where the request knows the tag. */
    private MockResponse numbered(RecordedRequest request, String... headers) {
        boolean known = "\"v1\"".equals(request.getHeaders().get("If-None-Match"));
        var response = new MockResponse.Builder().code(known ? 304 : 200);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        return known
                ? response.build()
                : response.body("answer " + answers.incrementAndGet()).build();
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingForWhatIsFresh(Transport transport) throws Exception {
        server.answering(request -> numbered(request, "Cache-Control", "public, max-age=60", "X-Kept", "yes"));
        HttpRequest get = http("get")
                .get("/a")
                .check(status().is(200), body().is("answer 1"), header("x-kept").is("yes"));
        RunResult result = server.run(over(transport), repeat(3, get), exec("lambda", user -> {
            HttpResponse response = user.send(get);
            user.check("lambda", response.ok() && response.body().equals("answer 1") && response.status() == 200);
        }));

        assertThat(result.errors()).isEmpty();
        assertThat(server.seen()).hasSize(1);
        assertThat(result.request("get").count()).isEqualTo(1);
        assertThat(OneIteration.count(result, "http_req_cache_hits{name:get}")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void asksWhetherWhatIsNotFreshStillHolds(Transport transport) throws Exception {
        server.answering(request -> numbered(
                request, "ETag", "\"v1\"", "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT", "X-Answer", "" + answers));
        HttpRequest get = http("get").get("/a").check(status().is(200), body().is("answer 1"));
        RunResult result = server.run(
                over(transport),
                get,
                get.save("x", header("X-Answer")),
                exec(
                        "x",
                        user -> user.check("new header", user.session().get("x").equals("1"))));

        assertThat(result.errors()).isEmpty();
        assertThat(server.headers("If-None-Match")).containsExactly("-", "\"v1\"");
        assertThat(server.headers("If-Modified-Since")).containsExactly("-", "Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(result.request("get").statuses()).isEqualTo(Map.of(200, 1L, 304, 1L));
    }

    @ParameterizedTest
    @CsvSource({
        "'no-store, max-age=60', 3",
        "'max-age=0', 3",
        "'no-cache, max-age=60', 3",
        "'max-age=soon', 3",
        "'max-age=99999999999', 1",
        "'max-age=\"60\"', 1",
        "'private, must-revalidate, MAX-AGE=60', 1",
        "'s-maxage=60', 3",
        "'', 3",
    })
    void doesAsTheServerSays(String cacheControl, int requests) throws Exception {
        server.answering(request -> numbered(request, "Cache-Control", cacheControl));
        server.run(over(Transport.SOCKET), repeat(3, http("get").get("/a")));

        assertThat(server.seen()).hasSize(requests);
        assertThat(server.headers("If-None-Match")).containsOnly("-");
    }

    @ParameterizedTest
    @CsvSource({
        "Expires, 'Fri, 01 Jan 2100 00:00:00 GMT', 1",
        "Expires, 'Sun, 06 Nov 1994 08:49:37 GMT', 2",
        "Expires, 0, 2",
        "Vary, *, 2",
        "Age, 100, 2",
    })
    void readsTheOtherHeadersToo(String name, String value, int requests) throws Exception {
        server.answering(request -> name.equals("Expires")
                ? numbered(request, name, value)
                : numbered(request, "Cache-Control", "max-age=60", name, value));
        server.run(over(Transport.SOCKET), repeat(2, http("get").get("/a")));

        assertThat(server.seen()).hasSize(requests);
    }

    @Test
    void tellsVariantsApart() throws Exception {
        server.answering(
                request -> numbered(request, "Cache-Control", "max-age=60", "Vary", "Accept-Language, Accept"));
        HttpRequest get = http("get").get("/a");
        server.run(
                over(Transport.SOCKET),
                get.header("Accept-Language", "en"),
                get.header("Accept-Language", "en"),
                get.header("Accept-Language", "de"),
                get.header("Accept-Language", "de").queryParam("x", "1"));

        assertThat(server.headers("Accept-Language")).containsExactly("en", "de", "de");
    }

    @ParameterizedTest
    @EnumSource
    void keepsPackedBodiesUnpacked(Transport transport) throws Exception {
        server.answering(request -> new MockResponse.Builder()
                .addHeader("Cache-Control", "max-age=60")
                .addHeader("Content-Encoding", "gzip")
                .body(new Buffer().write(gzip("packed ü")))
                .build());
        RunResult result =
                server.run(over(transport), repeat(2, http("get").get("/a").check(body().is("packed ü"))));

        assertThat(result.errors()).isEmpty();
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void asksAgainWhereTheBodyWasNotKeptAndIsNeeded() throws Exception {
        server.answering(request -> numbered(request, "Cache-Control", "max-age=60", "ETag", "\"v1\""));
        RunResult result = server.run(
                over(Transport.SOCKET),
                http("unread").get("/a"),
                http("unread").get("/a"),
                http("read").get("/a").check(body().is("answer 2")),
                http("read").get("/a").check(body().is("answer 2")));

        assertThat(result.errors()).isEmpty();
        assertThat(server.headers("If-None-Match")).containsExactly("-", "-");
    }

    @Test
    void forgetsWhatTheUserChanges() throws Exception {
        server.answering(request -> numbered(request, "Cache-Control", "max-age=60"));
        server.run(
                over(Transport.SOCKET),
                http("get").get("/a"),
                http("put").put("/a"),
                http("get").get("/a"),
                http("without").get("/a").withoutCache());

        assertThat(server.seen()).extracting(RecordedRequest::getMethod).containsExactly("GET", "PUT", "GET", "GET");
    }

    @Test
    void leavesConditionsAndReloadsToTheUser() throws Exception {
        server.answering(request -> numbered(request, "Cache-Control", "max-age=60", "ETag", "\"v1\""));
        HttpRequest get = http("get").get("/a");
        RunResult result = server.run(
                over(Transport.SOCKET),
                get,
                get.header("If-None-Match", "\"v1\"").check(status().is(304)),
                get.header("Cache-Control", "no-cache"),
                get.header("Range", "bytes=0-1"),
                get);

        assertThat(result.errors()).isEmpty();
        assertThat(server.headers("If-None-Match")).containsExactly("-", "\"v1\"", "-", "-");
    }

    @Test
    void isEmptyAgainWhenCleared() throws Exception {
        server.answering(request -> numbered(request, "Cache-Control", "max-age=60"));
        RunResult result = server.run(
                over(Transport.SOCKET),
                http("a").get("/a"),
                clearCache(),
                http("a").get("/a"),
                http("b").get("/b"),
                exec("clear", user -> user.check("two", user.send(clearCache()) == 2)),
                http("a").get("/a"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.targets()).containsExactly("/a", "/a", "/b", "/a");
    }

    @Test
    void sharesTheCacheBetweenRequestsSentAtTheSameTime() throws Exception {
        server.answering(request -> numbered(request, "Cache-Control", "max-age=60"));
        HttpRequest page = http("page")
                .get("/page")
                .resources(http("a").get("/a"), http("b").get("/b"));
        RunResult result =
                server.run(over(Transport.SOCKET), page, page, http("a").get("/a"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.targets()).containsExactlyInAnyOrder("/page", "/a", "/b");
        assertThat(OneIteration.count(result, "http_req_cache_hits")).isEqualTo(4);
    }

    @Test
    void staysWithinItsBounds() throws Exception {
        server.answering(request -> new MockResponse.Builder()
                .addHeader("Cache-Control", "max-age=60")
                .body("x".repeat(400_000))
                .build());
        HttpRequest read = http("a").get("/a").check(body().exists());
        server.run(
                over(Transport.SOCKET),
                read,
                http("b").get("/b").check(body().exists()),
                read,
                http("c").get("/c").check(body().exists()),
                read,
                http("b").get("/b").check(body().exists()));

        assertThat(server.targets()).containsExactly("/a", "/b", "/c", "/b");
    }

    private static byte[] gzip(String text) {
        var packed = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(packed)) {
            stream.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return packed.toByteArray();
    }
}

package dev.perf.engine;

import static dev.perf.engine.OneIteration.redirect;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.parallel;
import static dev.perf.http.Http.status;
import static dev.perf.http.Http.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.http.Transport;
import dev.perf.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    @RegisterExtension
    final OneIteration server = new OneIteration();

    @ParameterizedTest
    @EnumSource
    void sendsUserAndPasswordUnasked(Transport transport) throws Exception {
        server.answering(request -> OneIteration.status(200));
        RunResult result = server.run(
                http -> http.transport(transport).basicAuth("anna", "secret"),
                http("test's").get("/"),
                http("own").get("/").basicAuth("bob", "pass:wörd"),
                http("bearer").get("/").bearer("token"),
                http("without").get("/").withoutAuth());

        assertThat(result.errors()).isEmpty();
        assertThat(server.headers("Authorization"))
                .containsExactly(basic("anna:secret"), basic("bob:pass:wörd"), "Bearer token", "-");
    }

    @Test
    void credentialsOfARequestWinOverAHeaderOfTheTest() throws Exception {
        server.answering(request -> OneIteration.status(200));
        server.run(
                http -> http.header("authorization", "Bearer t"),
                http("a").get("/").basicAuth("anna", "secret"),
                http("b").get("/"));

        assertThat(server.headers("Authorization")).containsExactly(basic("anna:secret"), "Bearer t");
    }

    @Test
    void aLoginGoesWithoutTheTokenOfTheTestThatItBrings() throws Exception {
        server.answering(request -> OneIteration.status(200));
        RunResult result = server.run(
                http -> http.bearer("#{token}"),
                http("login").get("/token").withoutAuth().save("token", url()),
                http("account").get("/"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.headers("Authorization")).containsExactly("-", "Bearer " + server.url() + "/token");
    }

    @ParameterizedTest
    @EnumSource
    void keepsCredentialsFromOtherServers(Transport transport) throws Exception {
        try (var other = new OneIteration().answering(request -> OneIteration.status(200))) {
            server.answering(request -> redirect(302, other.url() + "/there"));
            server.run(
                    http -> http.transport(transport).sign(request -> Map.of("X-Signature", "s")),
                    http("go").get("/go").basicAuth("anna", "secret"));

            assertThat(server.headers("Authorization")).containsExactly(basic("anna:secret"));
            assertThat(server.headers("X-Signature")).containsExactly("s");
            assertThat(other.headers("Authorization")).containsExactly("-");
            assertThat(other.headers("X-Signature")).containsExactly("-");
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAChallengeOnceAndThenUnasked(Transport transport) throws Exception {
        var guard = new DigestGuard("MD5", "auth");
        server.answering(guard::answer);
        RunResult result = server.run(
                http -> http.transport(transport).digestAuth("anna", "sec\"ret"),
                http("first").get("/a?x=1"),
                http("second").post("/b").body("text", "text/plain").check(status().is(200)));

        assertThat(result.errors()).isEmpty();
        assertThat(result.request("first").statuses()).isEqualTo(Map.of(401, 1L, 200, 1L));
        assertThat(result.request("first").failed()).isZero();
        assertThat(result.request("second").statuses()).isEqualTo(Map.of(200, 1L));
        assertThat(guard.counts).containsExactlyInAnyOrder("00000001", "00000002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256"})
    void knowsTheAlgorithms(String algorithm) throws Exception {
        var guard = new DigestGuard(algorithm, "auth-int,auth");
        server.answering(guard::answer);
        RunResult result = server.run(
                http -> http,
                http("a").get("/a").digestAuth("anna", "sec\"ret"),
                http("b").get("/b").digestAuth("anna", "sec\"ret"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.targets()).containsExactly("/a", "/a", "/b");
    }

    @ParameterizedTest
    @EnumSource
    void answersManyAtTheSameTimeWithCountsOfTheirOwn(Transport transport) throws Exception {
        var guard = new DigestGuard("MD5", "auth");
        server.answering(guard::answer);
        RunResult result = server.run(
                http -> http.transport(transport).digestAuth("anna", "sec\"ret"),
                http("first").get("/"),
                parallel(
                        "all",
                        http("a").get("/a"),
                        http("b").get("/b"),
                        http("c").get("/c")),
                http("last").get("/last"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.seen()).hasSize(6);
        assertThat(guard.counts).containsExactlyInAnyOrder("00000001", "00000002", "00000003", "00000004", "00000005");
    }

    @ParameterizedTest
    @EnumSource
    void answersAgainWhenTheNonceHasGrownStale(Transport transport) throws Exception {
        var guard = new DigestGuard("SHA-256", "auth");
        server.answering(request -> {
            if (request.getTarget().equals("/stale") && guard.nonce.equals("n1")) {
                guard.nonce = "n2";
            }
            return guard.answer(request);
        });
        RunResult result = server.run(
                http -> http.transport(transport).digestAuth("anna", "sec\"ret"),
                http("fresh").get("/fresh"),
                http("stale").get("/stale"),
                http("again").get("/again"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.targets()).containsExactly("/fresh", "/fresh", "/stale", "/stale", "/again");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordFailsAfterOneAnswer(Transport transport) throws Exception {
        server.answering(new DigestGuard("MD5", "auth")::answer);
        RunResult result = server.run(
                http -> http.transport(transport), http("wrong").get("/").digestAuth("anna", "guess"));

        assertThat(server.seen()).hasSize(2);
        assertThat(result.request("wrong").count()).isEqualTo(2);
        assertThat(result.request("wrong").failed()).isEqualTo(1);
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).startsWith("status 401, wanted 2xx or 3xx"));
    }

    @ParameterizedTest
    @EnumSource
    void leavesAChallengeThatItCannotAnswer(Transport transport) throws Exception {
        server.answering(request -> new MockResponse.Builder()
                .code(401)
                .addHeader("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-1, Basic realm=\"r\"")
                .build());
        RunResult result =
                server.run(http -> http.transport(transport), http("x").get("/").digestAuth("anna", "x"));

        assertThat(server.seen()).hasSize(1);
        assertThat(result.request("x").failed()).isEqualTo(1);
    }

    private static String basic(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets in whoever proves to know anna's password, as RFC 7616 has it; computed apart from the engine's code. */
    private static final class DigestGuard {
        private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,]*))");

        final Set<String> counts = ConcurrentHashMap.newKeySet();
        final String algorithm;
        final String qop;
        volatile String nonce = "n1";

        DigestGuard(String algorithm, String qop) {
            this.algorithm = algorithm;
            this.qop = qop;
        }

        MockResponse answer(RecordedRequest request) {
            String header = request.getHeaders().get("Authorization");
            if (header != null && isProof(header.substring("Digest ".length()), request)) {
                return OneIteration.status(200);
            }
            return new MockResponse.Builder()
                    .code(401)
                    .addHeader("WWW-Authenticate", "Negotiate abc==")
                    .addHeader(
                            "WWW-Authenticate",
                            "Basic realm=\"a, b\", Digest realm=\"the \\\"realm\\\"\", qop=\"" + qop + "\", algorithm="
                                    + algorithm + ", nonce=\"" + nonce + "\", opaque=\"o\", stale=" + (header != null))
                    .build();
        }

        private boolean isProof(String header, RecordedRequest request) {
            var sent = new HashMap<String, @Nullable String>();
            Matcher matcher = PARAMETER.matcher(header);
            while (matcher.find()) {
                String quoted = matcher.group(2);
                sent.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            }
            String secret = hash("anna:the \"realm\":sec\"ret");
            if (algorithm.endsWith("-sess")) {
                secret = hash(secret + ":" + nonce + ":" + sent.get("cnonce"));
            }
            String wanted = hash(secret + ":" + nonce + ":" + sent.get("nc") + ":" + sent.get("cnonce") + ":auth:"
                    + hash(request.getMethod() + ":" + request.getTarget()));
            return sent.get("username").equals("anna")
                    && sent.get("opaque").equals("o")
                    && sent.get("uri").equals(request.getTarget())
                    && sent.get("response").equals(wanted)
                    && counts.add(sent.get("nc") + (nonce.equals("n1") ? "" : nonce));
        }

        private String hash(String text) {
            try {
                String name = algorithm.replace("-sess", "").replace("SHA-512-256", "SHA-512/256");
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (java.security.NoSuchAlgorithmException unknown) {
                throw new AssertionError(unknown);
            }
        }
    }
}

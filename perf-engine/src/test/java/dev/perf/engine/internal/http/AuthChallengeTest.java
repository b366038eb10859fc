package dev.perf.engine.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AuthChallengeTest {

    private static final String RFC_7616 = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\","
            + " algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    @Test
    void readsSeveralChallengesOfOneLine() {
        assertThat(AuthChallenge.parse(List.of(
                        "Basic realm=\"a, \\\"b\\\"\" , charset = UTF-8, Negotiate YWJj==, Digest, , NTLM", "x y=1")))
                .containsExactly(
                        new AuthChallenge("basic", Map.of("realm", "a, \"b\"", "charset", "UTF-8")),
                        new AuthChallenge("negotiate", Map.of()),
                        new AuthChallenge("digest", Map.of()),
                        new AuthChallenge("ntlm", Map.of()),
                        new AuthChallenge("x", Map.of("y", "1")));
    }

    @Test
    void survivesWhatIsMalformed() {
        assertThat(AuthChallenge.parse(List.of("", ",", "\"", "Digest realm=\"open", "=", "a b c")))
                .contains(new AuthChallenge("digest", Map.of("realm", "open")));
    }

    @Test
    void answersTheExamplesOfRfc7616() {
        assertThat(answer(RFC_7616.formatted("MD5"))).contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
        assertThat(answer(RFC_7616.formatted("SHA-256")))
                .isEqualTo("Digest username=\"Mufasa\", realm=\"http-auth@example.org\","
                        + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\","
                        + " algorithm=SHA-256,"
                        + " response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\","
                        + " qop=auth, nc=00000001, cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\","
                        + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    }

    @Test
    void choosesTheStrongestItKnows() {
        assertThat(answer(RFC_7616.formatted("MD5") + ", " + RFC_7616.formatted("SHA-256")))
                .contains("algorithm=SHA-256,");
    }

    private static String answer(String header) {
        DigestChallenge challenge = DigestChallenge.strongest(
                AuthChallenge.parse(List.of(header)), () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        return Objects.requireNonNull(challenge).answer("GET", "/dir/index.html", "Mufasa", "Circle of Life");
    }
}

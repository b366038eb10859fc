package dev.perf.engine.internal.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {

    private final Masks masks = Masks.of(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWORD",
                "userPassword",
                "$.user.password",
                "header Authorization",
                "X-API-Key",
                "api_key",
                "apikey",
                "apiKey",
                "access-key",
                "Set-Cookie",
                "cookie lang",
                "JSESSIONID",
                "session",
                "accessToken",
                "refresh_tokens",
                "client_secret",
                "pwd",
                "jwt",
                "sid",
                "connect.sid",
                "X-CSRF"
            })
    void hidesTheUsualNames(String name) {
        assertThat(masks.hides(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name", "$.data[0].id", "side", "Inside", "header Content-Type", "shipping", "status", "-"})
    void showsOthers(String name) {
        assertThat(masks.hides(name)).isFalse();
    }

    @Test
    void hidesTheNamesOfTheTestToo() {
        Masks more = Masks.of(List.of("pin", "Account No", "-"));

        assertThat(more.hides("pin")).isTrue();
        assertThat(more.hides("userPin")).isTrue();
        assertThat(more.hides("shipping")).isFalse();
        assertThat(more.hides("accountNo")).isTrue();
        assertThat(more.hides("account_no")).isTrue();
        assertThat(more.hides("account")).isFalse();
        assertThat(more.hides("password")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user\":\"a\",\"password\":\"b\\\"c\",\"n\":1} | {\"user\":\"a\",\"password\":\"***\",\"n\":1}",
                "{\"token\" : 12345, \"n\": 1} | {\"token\" : ***, \"n\": 1}",
                "{\"tokens\":[\"a\",{\"b\":\"]\"}],\"n\":1} | {\"tokens\":***,\"n\":1}",
                "{\\\"token\\\":\\\"abc\\\"} | {\\\"token\\\":\\\"***\\\"}",
                "user=a&password=b&n=1 | user=a&password=***&n=1",
                "/login?api_key=abc%20d#x | /login?api_key=***",
                "Authorization: Bearer abc.def== next | Authorization: *** next",
                "sent Bearer abc, then | sent Bearer ***, then",
                "Basic dXNlcjp3b3Jk | Basic ***",
                "JSESSIONID=abc; Path=/ | JSESSIONID=***; Path=/",
                "<password>abc</password><id>1</id> | <password>***</password><id>1</id>",
                "<a token=\"abc\" href=\"x\"> | <a token=\"***\" href=\"x\">",
                "http://user:word@host/path | http://***@host/path",
                "http://host/path?mail=a@b.c | http://host/path?mail=a@b.c",
                "id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_d-e end | id *** end",
                "token: 'abc', n | token: '***', n",
                "{\"password\":\"cut of | {\"password\":\"***",
                "{\"tokens\":[1,2 | {\"tokens\":***",
                "token= | token=",
                "the token is here | the token is here",
            })
    void hidesSecretsInText(String text, String shown) {
        assertThat(masks.text(text)).isEqualTo(shown);
    }

    @Test
    void showsTheBeginningOfALongValueOnceItsSecretsAreHidden() {
        String body = "{\"password\":\"" + "p".repeat(200) + "\",\"text\":\"" + "x".repeat(200) + "\"}";

        assertThat(masks.shown("body", body))
                .isEqualTo("{\"password\":\"***\",\"text\":\"" + "x".repeat(74) + "...")
                .hasSize(103);
        assertThat(masks.shown("body", "y".repeat(100))).isEqualTo("y".repeat(100));
        assertThat(masks.shown("body", null)).isEqualTo("nothing");
        assertThat(masks.shown("$.token", "abc")).isEqualTo("***");
        assertThat(masks.value("X-Token", "abc")).isEqualTo("***");
        assertThat(masks.value("Location", "/a?sid=1")).isEqualTo("/a?sid=***");
    }

    /** Whatever surrounds it, and wherever the text is cut, the secret never comes out. */
    @Test
    void neverShowsTheSecretOfAQuotedMember() {
        Random random = new Random(5);
        String noise = "{}[]\",:'\\ <>=&abc/@#?-_.:";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(12), 0, noise.length()).forEach(i -> text.append(noise.charAt(i)));
            text.append(" \"password\": \"SECRET\" ");
            random.ints(random.nextInt(12), 0, noise.length()).forEach(i -> text.append(noise.charAt(i)));
            String all = text.toString();
            String cut = all.substring(0, random.nextInt(all.length()) + 1);

            assertThat(masks.text(all)).as(all).doesNotContain("SECRET");
            assertThat(masks.text(cut)).as(cut).doesNotContain("SECRE");
        }
    }
}

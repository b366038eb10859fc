package dev.perf.engine.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.http.transport.HeaderField;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever a server says in a header, the user goes on: nothing throws, and what is sent back is well formed. */
class ServerWordsLawTest {

    private static final int TIMES = 20_000;

    private static final List<String> WORDS = List.of(
            "a",
            "sid",
            "=",
            "=",
            ";",
            ";",
            " ",
            ",",
            "\"",
            "\\",
            "\t",
            "Path",
            "/",
            "/x",
            "Domain",
            "shop.test",
            ".",
            "..",
            "Max-Age",
            "Expires",
            "-",
            "0",
            "9999999999999999999",
            "17",
            "Secure",
            "__Host-",
            "__Secure-",
            "HttpOnly",
            "Digest",
            "Basic",
            "realm",
            "nonce",
            "qop",
            "auth",
            "algorithm",
            "SHA-256",
            "MD5-sess",
            "opaque",
            "userhash",
            "Sun",
            "06",
            "Nov",
            "1994",
            "94",
            "08:49:37",
            ":",
            "GMT",
            "\u00ff",
            "\u0001",
            "\u007f",
            "");

    private static void withRandomHeaders(Consumer<String> test) {
        var random = new Random(20_260_101);
        for (int i = 0; i < TIMES; i++) {
            var header = new StringBuilder();
            int length = random.nextInt(16);
            for (int word = 0; word < length; word++) {
                header.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            test.accept(header.toString());
        }
    }

    @Test
    void cookiesGoBackWellFormedToTheirDomain() {
        Target shop = Target.parse("https://www.shop.test/x/y");
        int[] kept = new int[1];
        withRandomHeaders(header -> {
            var jar = new CookieJar(new SimulatedClock());
            jar.keep(shop, List.of(header));
            String sent = jar.header(shop);
            if (sent != null) {
                kept[0]++;
                assertThat(new HeaderField("Cookie", sent).value())
                        .contains("=")
                        .doesNotContain(";");
            }
            assertThat(jar.header(Target.parse("https://other.test/x/y")))
                    .as(header)
                    .isNull();
        });
        assertThat(kept[0]).as("headers that were cookies").isGreaterThan(TIMES / 10);
    }

    @Test
    void challengesAreAnsweredOrLeft() {
        int[] answered = new int[1];
        withRandomHeaders(header -> {
            for (String value : List.of(header, "Digest nonce=\"" + header + "\", " + header)) {
                DigestChallenge challenge =
                        DigestChallenge.strongest(AuthChallenge.parse(List.of(value)), () -> "client");
                if (challenge != null) {
                    answered[0]++;
                    assertThat(challenge.answer("GET", "/", "anna", "secret")).startsWith("Digest username=\"anna\"");
                }
            }
        });
        assertThat(answered[0]).as("challenges answered").isGreaterThan(TIMES / 10);
    }

    @Test
    void datesAreReadOrNot() {
        int[] read = new int[1];
        withRandomHeaders(header -> {
            for (String value : List.of(header, "06 Nov 1994 08:49:37" + header)) {
                read[0] += HttpDate.parse(value) == null ? 0 : 1;
            }
        });
        assertThat(read[0]).as("dates read").isGreaterThan(TIMES / 10);
    }
}

package dev.perf.engine.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

    private final Templates templates = new Templates(Map.of("HOST", "shop.test"));
    private final SomeUser user = new SomeUser(1).with("name", "ann").with("key", "secret");

    private String fill(String source) {
        return templates.compile(source).fill(user);
    }

    private List<String> fill(int times, String source) {
        Template template = templates.compile(source);
        return IntStream.range(0, times).mapToObj(i -> template.fill(user)).toList();
    }

    /** The digests are those of sha256sum, md5sum and openssl. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "#{userId()} #{iteration()} #{scenario()} | 7 3 shopper",
                "#{now()} | 2026-11-21T23:04:05.678Z",
                "#{now('yyyy-MM-dd')} | 2026-11-21",
                "#{now(\"yyyy-MM-dd'T'HH:mm\", 'Europe/Berlin')} | 2026-11-22T00:04",
                "#{epochMillis()} | 1795302245678",
                "#{epochSeconds()} | 1795302245",
                "#{env('HOST')} #{env('NONE') ?: 'local'} | shop.test local",
                "#{base64('user:pass')} | dXNlcjpwYXNz",
                "#{base64(name)} | YW5u",
                "#{base64Url('??>')} | Pz8-",
                "#{md5('abc')} | 900150983cd24fb0d6963f7d28e17f72",
                "#{sha1('abc')} | a9993e364706816aba3e25717850c26c9cd0d89d",
                "#{sha256('abc')} | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "#{hmacSha256('key', 'The quick brown fox jumps over the lazy dog')} |"
                        + " f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
                "#{hmacSha1('key', 'The quick brown fox jumps over the lazy dog')} |"
                        + " de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9",
                "#{base64(sha1('abc'))} | qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
                "#{urlEncode('a b/ü*~')} | a%20b%2F%C3%BC%2A~",
                "#{jsonEscape('a\"b')} | a\\\"b",
            })
    void computes(String source, String text) {
        assertThat(fill(source)).isEqualTo(text);
    }

    @Test
    void drawsUuidsOfVersionFour() {
        List<String> drawn = fill(100, "#{uuid()}");
        assertThat(Set.copyOf(drawn)).hasSize(100);
        assertThat(drawn).allSatisfy(text -> {
            UUID uuid = UUID.fromString(text);
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
        });
    }

    @Test
    void drawsNumbersWithinBothBounds() {
        assertThat(new HashSet<>(fill(200, "#{randomInt(-1, 1)}"))).containsExactlyInAnyOrder("-1", "0", "1");
        assertThat(fill("#{randomInt(5, 5)}")).isEqualTo("5");
        assertThat(fill(50, "#{randomInt(9223372036854775806, 9223372036854775807)}"))
                .containsOnly("9223372036854775806", "9223372036854775807");
        assertThat(fill(50, "#{randomInt(-9223372036854775807, 9223372036854775807)}"))
                .doesNotHaveDuplicates();
        assertThat(fill(50, "#{randomDouble(1, 2, 2)}")).allMatch(text -> text.matches("[12]\\.\\d\\d"));
        assertThat(fill(50, "#{randomDouble(0.5, 0.75)}"))
                .allMatch(text -> Double.parseDouble(text) >= 0.5 && Double.parseDouble(text) < 0.75);
    }

    @Test
    void drawsTexts() {
        assertThat(fill("#{randomString(12)}")).matches("[a-z]{12}");
        assertThat(fill("#{randomAlphanumeric(200)}")).matches("[A-Za-z0-9]{200}");
        assertThat(fill("#{randomDigits(9)}")).matches("[0-9]{9}");
        assertThat(fill("#{randomHex(300)}")).matches("[0-9a-f]{300}");
        assertThat(fill("#{randomString(0)}")).isEmpty();
        assertThat(new HashSet<>(fill(100, "#{oneOf('a', name, 3)}"))).containsExactlyInAnyOrder("a", "ann", "3");
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        Template template = templates.compile("#{uuid()} #{randomInt(1, 1000000)} #{randomString(9)}");
        List<String> drawn = Stream.of(new SomeUser(42), new SomeUser(42), new SomeUser(43))
                .map(template::fill)
                .toList();
        assertThat(drawn.get(0)).isEqualTo(drawn.get(1)).isNotEqualTo(drawn.get(2));
    }

    @Test
    void countsFromOneOverAllTemplatesOfARun() {
        Template first = templates.compile("#{counter('orders')}");
        Template second = templates.compile("o-#{counter('orders')}-#{counter('others')}");
        assertThat(first.fill(user)).isEqualTo("1");
        assertThat(second.fill(new SomeUser(2))).isEqualTo("o-2-1");
        assertThat(first.fill(user)).isEqualTo("3");
        assertThat(new Templates(Map.of()).compile("#{counter('orders')}").fill(user))
                .isEqualTo("1");
    }

    @Test
    void takesTheResultsOfOtherFunctions() {
        assertThat(fill("#{base64(hmacSha256(key, sha256(name)))}")).hasSize(44);
        assertThat(fill("#{randomString(randomInt(4, 4))}")).hasSize(4);
    }
}

package dev.perf.engine.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What documents come to that lie over one another, and from which each value is. */
class LayersTest {

    private static Value read(String name, String text) {
        var mistakes = new Mistakes();
        Value value = YamlReader.read(new Document(name, text), mistakes);
        assertThat(mistakes.found()).isEmpty();
        return Objects.requireNonNull(value);
    }

    private static String over(String lower, String upper) {
        return shown(Layers.over(read("lower", lower), read("upper", upper)));
    }

    private static String shown(Value whole) {
        return String.join(
                "\n",
                Layers.leaves(whole).stream()
                        .map(leaf -> leaf.path() + " = " + leaf.value().kind() + " @ "
                                + leaf.value().place())
                        .toList());
    }

    @Test
    void mappingsAreUnitedKeyByKey() {
        assertThat(over("host: a\nhttp:\n  timeout: 5\n  proxy: p\n", "http:\n  timeout: 9\nusers: 3\n"))
                .isEqualTo("""
                    host = the value "a" @ lower:1:7
                    http.timeout = the value "9" @ upper:2:12
                    http.proxy = the value "p" @ lower:4:10
                    users = the value "3" @ upper:3:8\
                    """);
    }

    @Test
    void allElseStandsInPlaceOfTheLower() {
        assertThat(over("phases: [1, 2]", "phases: [3]")).isEqualTo("phases[0] = the value \"3\" @ upper:1:10");
        assertThat(over("phases: [1, 2]", "phases: []")).isEqualTo("phases = a list @ upper:1:9");
        assertThat(over("tls: {trust: a}", "tls: none")).isEqualTo("tls = the value \"none\" @ upper:1:6");
        assertThat(over("tls: none", "tls: {trust: a}")).isEqualTo("tls.trust = the value \"a\" @ upper:1:14");
        assertThat(over("headers: {a: 1}", "headers: ~")).isEqualTo("headers = nothing @ upper:1:10");
        assertThat(over("headers: {a: 1}", "headers: {}")).isEqualTo("headers.a = the value \"1\" @ lower:1:14");
    }

    @Test
    void anEmptyDocumentHidesNothing() {
        assertThat(over("users: 3", "{}")).isEqualTo("users = the value \"3\" @ lower:1:8");
        assertThat(over("{}", "users: 3")).isEqualTo("users = the value \"3\" @ upper:1:8");
    }

    @Test
    void aValueMayBePutUnderKeysThatLeadToIt() {
        Value value = read("--set http.timeout=9", "9");

        assertThat(shown(Layers.over(read("lower", "http: {timeout: 5, proxy: p}"), Layers.at("http.timeout", value))))
                .isEqualTo("""
                    http.timeout = the value "9" @ --set http.timeout=9
                    http.proxy = the value "p" @ lower:1:27\
                    """);
        assertThat(shown(Layers.at("users", value))).isEqualTo("users = the value \"9\" @ --set http.timeout=9");
        assertThat(shown(Layers.at("a..b", value))).isEqualTo("a..b = the value \"9\" @ --set http.timeout=9");
    }

    @Test
    void keysOfTheRootMayBeLeftOut() {
        assertThat(shown(Layers.without(read("f", "a: 1\nb: {a: 2}\nc: 3"), List.of("a", "c"))))
                .isEqualTo("b.a = the value \"2\" @ f:2:8");
        assertThat(shown(Layers.without(read("f", "[a]"), List.of("a")))).isEqualTo("[0] = the value \"a\" @ f:1:2");
    }

    @Test
    void leavesAreSingleValuesAndWhatIsEmpty() {
        assertThat(Layers.leaves(read("f", "a: {b: [x, {c: y}], d: [], e: {}, f: }")))
                .extracting(Layers.Leaf::path)
                .containsExactly("a.b[0]", "a.b[1].c", "a.d", "a.e", "a.f");
    }
}

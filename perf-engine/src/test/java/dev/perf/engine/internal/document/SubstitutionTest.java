package dev.perf.engine.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables of the environment in documents. */
class SubstitutionTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOST", "shop.example", "PORT", "8443", "EMPTY", "", "WEIRD", "$1 \\ ${HOST}");

    private final Mistakes mistakes = new Mistakes();

    private Value filled(String yaml) {
        Value read = Objects.requireNonNull(YamlReader.read(new Document("test.yaml", yaml), mistakes));
        return Substitution.in(read, ENVIRONMENT::get, mistakes);
    }

    private static Value.Text leaf(Value whole) {
        return (Value.Text) Layers.leaves(whole).getFirst().value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${HOST} | shop.example",
                "https://${HOST}:${PORT}/ | https://shop.example:8443/",
                "${NONE:-localhost} | localhost",
                "${EMPTY:-localhost} | localhost",
                "a${NONE:-}b | ab",
                "${NONE:-a:-b} | a:-b",
                "${HOST:-localhost} | shop.example",
                "$${HOST} | ${HOST}",
                "$HOST $ {HOST} | $HOST $ {HOST}",
                "${WEIRD} | $1 \\ ${HOST}",
                "#{name} {{ name }} | #{name} {{ name }}"
            })
    void fillsIn(String text, String expected) {
        assertThat(leaf(filled("v: '" + text + "'")).text()).isEqualTo(expected);
        assertThat(mistakes.message()).isEmpty();
    }

    @Test
    void anEmptyVariableIsEmptyWhereThereIsNoDefault() {
        assertThat(leaf(filled("v: a${EMPTY}b")).text()).isEqualTo("ab");
        assertThat(mistakes.message()).isEmpty();
    }

    @Test
    void tellsFromWhichVariablesAValueComes() {
        assertThat(leaf(filled("v: ${HOST}:${PORT}")).origin())
                .isEqualTo("environment variable HOST, environment variable PORT");
        assertThat(leaf(filled("v: ${NONE:-x}")).origin()).isNull();
        assertThat(leaf(filled("v: plain")).origin()).isNull();
        assertThat(leaf(filled("v: '${PORT}'")).isQuoted()).isTrue();
    }

    @Test
    void keysStayAsTheyAre() {
        Value whole = filled("'${HOST}': 1");

        assertThat(Layers.leaves(whole).getFirst().path()).isEqualTo("${HOST}");
        assertThat(mistakes.message()).isEmpty();
    }

    @Test
    void tellsAllThatIsWrong() {
        Value unused = filled("""
            host: ${HOSTS}
            list:
              - ok
              - {url: "http://${SHOP}/${open"}
            bad: ${not a name}
            """);

        assertThat(mistakes.message()).isEqualTo("""
            4 mistakes
            test.yaml:1:7: host: the environment variable HOSTS is not set; set it, or write ${HOSTS:-default}
                1 | host: ${HOSTS}
                  |       ^^^^^^^^
            test.yaml:4:11: list[1].url: the environment variable SHOP is not set; set it, or write ${SHOP:-default}
                4 |   - {url: "http://${SHOP}/${open"}
                  |           ^^^^^^^^^^^^^^^^^^^^^^^
            test.yaml:4:11: list[1].url: "${" has no closing brace; write $${ for the characters themselves
                4 |   - {url: "http://${SHOP}/${open"}
                  |           ^^^^^^^^^^^^^^^^^^^^^^^
            test.yaml:5:6: bad: "${not a name}" names no variable of the environment; write ${NAME} or \
            ${NAME:-default}, and $${ for the characters themselves
                5 | bad: ${not a name}
                  |      ^^^^^^^^^^^^^\
            """);
    }
}

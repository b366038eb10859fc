package dev.perf.engine.internal.settings.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.Readings;
import dev.perf.plan.Observation.LocatedOutput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs of files. The one on the class path of these tests is {@code noting}. */
class OutputsTest {

    private static final Readings<List<LocatedOutput>> OUTPUTS = new Readings<>("outputs", Outputs.SHAPE);

    /** Returns outputs by name, address and line. */
    private static List<String> outputs(String yaml) {
        return OUTPUTS.read(yaml).stream()
                .map(located -> located.output().name() + " @" + located.location())
                .toList();
    }

    @Test
    void aListHasWhatTheFlagTakes() {
        assertThat(outputs("""
            outputs:
              - noting=http://localhost:8086/perf?a=b
              - noting
              - noting: somewhere
            """))
                .containsExactly(
                        "noting http://localhost:8086/perf?a=b @test.yaml:2",
                        "noting  @test.yaml:3",
                        "noting somewhere @test.yaml:4");
        assertThat(outputs("outputs: noting=x")).containsExactly("noting x @test.yaml:1");
    }

    @Test
    void aMappingHasAddressesByName() {
        assertThat(outputs("outputs: {noting: [a, b]}"))
                .containsExactly("noting a @test.yaml:1", "noting b @test.yaml:1");
        assertThat(outputs("outputs: {noting: 8090}")).containsExactly("noting 8090 @test.yaml:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "yes", "", "~"})
    void anOutputMayDoWithoutAnAddress(String value) {
        assertThat(outputs("outputs: {noting: " + value + "}")).containsExactly("noting  @test.yaml:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{noting: false}", "{noting: no}", "{}", "[]"})
    void thereMayBeNone(String value) {
        assertThat(OUTPUTS.read("outputs: " + value)).isEmpty();
    }

    @Test
    void namesThatThereAreNotAreMistakes() {
        assertThat(OUTPUTS.refused("""
            outputs:
              notin: a
              graphite: false
              noting: [[a], {b: c}]
            """)).isEqualTo("""
                4 mistakes
                test.yaml:2:3: outputs.notin: there is no such output; did you mean "noting"? There are noting=ADDRESS
                    2 |   notin: a
                      |   ^^^^^
                test.yaml:3:3: outputs.graphite: there is no such output; there are noting=ADDRESS
                    3 |   graphite: false
                      |   ^^^^^^^^
                test.yaml:4:12: outputs.noting[0]: an address, or true where none is needed, is expected here, got a\
                 list
                    4 |   noting: [[a], {b: c}]
                      |            ^
                test.yaml:4:17: outputs.noting[1]: an address, or true where none is needed, is expected here, got a\
                 mapping
                    4 |   noting: [[a], {b: c}]
                      |                 ^\
                """);
        assertThat(OUTPUTS.refused("""
            outputs:
              - graphite=a
              - [noting]
              - noting: {host: a}
            """)).isEqualTo("""
                3 mistakes
                test.yaml:2:5: outputs[0]: there is no such output; there are noting=ADDRESS
                    2 |   - graphite=a
                      |     ^^^^^^^^
                test.yaml:3:5: outputs[1]: an output such as influxdb=http://localhost:8086/perf is expected here,\
                 got a list
                    3 |   - [noting]
                      |     ^
                test.yaml:4:13: outputs[2].noting: an address, or true where none is needed, is expected here, got a\
                 mapping
                    4 |   - noting: {host: a}
                      |             ^\
                """);
    }
}

package dev.perf.engine.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.plan.TestFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileChoiceTest {

    private static final FileChoice NOTHING = new FileChoice(Map.of(), Map.of());

    private static Flags flags(String... arguments) {
        return Flags.parse(List.of(arguments));
    }

    @Test
    void aTestWithoutAnyOfThisHasNoFile() {
        assertThat(NOTHING.forTest(null, flags("--users", "5"))).isNull();
        assertThat(new FileChoice(Map.of("perf.config", " "), Map.of("PERF_PROFILE", "")).forTest(null, flags()))
                .isNull();
    }

    @Test
    void flagsWinOverPropertiesAndPropertiesOverVariablesAndAllOfThemOverTheCode() {
        TestFile code = TestFile.at("code.yaml").environment("code").profile("code");
        Map<String, String> variables =
                Map.of("PERF_CONFIG", "variable.yaml", "PERF_ENVIRONMENT", "variable", "PERF_PROFILE", "variable");
        Map<String, String> properties =
                Map.of("perf.config", "property.yaml", "perf.environment", "property", "perf.profile", "property");

        assertThat(NOTHING.forTest(code, flags())).isEqualTo(code);
        assertThat(new FileChoice(Map.of(), variables).forTest(code, flags()))
                .isEqualTo(TestFile.at("variable.yaml").environment("variable").profile("variable"));
        assertThat(new FileChoice(properties, variables).forTest(code, flags()))
                .isEqualTo(TestFile.at("property.yaml").environment("property").profile("property"));
        assertThat(new FileChoice(properties, variables)
                        .forTest(code, flags("--config", "flag.yaml", "--env=flag", "--profile", "flag")))
                .isEqualTo(TestFile.at("flag.yaml").environment("flag").profile("flag"));
    }

    @Test
    void valuesOfFlagsComeBehindThoseOfTheCode() {
        assertThat(NOTHING.forTest(TestFile.at("shop.yaml").set("users", "5"), flags("--set", "users=6")))
                .isEqualTo(TestFile.at("shop.yaml").set("users", "5").set("users", "6"));
    }

    @ParameterizedTest
    @CsvSource({"--profile=smoke", "--env=staging", "--set=users=5"})
    void whatIsSaidOfATestWithoutAFileIsNotPassedOver(String flag) {
        TestFile chosen = NOTHING.forTest(null, flags(flag));

        assertThat(chosen).isNotNull().isNotEqualTo(TestFile.none());
        assertThat(chosen.path()).isNull();
    }

    @Test
    void theEnvironmentOfAMachineSaysNothingOfTestsWithoutAFile() {
        var surroundings = new FileChoice(Map.of("perf.environment", "staging"), Map.of("PERF_ENVIRONMENT", "staging"));

        assertThat(surroundings.forTest(null, flags())).isNull();
        assertThat(surroundings.forTest(null, flags("--profile=smoke")))
                .isEqualTo(TestFile.none().profile("smoke"));
        assertThat(surroundings.forTest(null, flags("--config=shop.yaml")))
                .isEqualTo(TestFile.at("shop.yaml").environment("staging"));
    }

    @Test
    void valuesInSystemPropertiesNeedNoFileEither() {
        assertThat(new FileChoice(Map.of("perf.set.users", "5"), Map.of()).forTest(null, flags()))
                .isEqualTo(TestFile.none());
    }

    @Test
    void aFileThatIsTheTestStaysTheTest() {
        TestFile test = TestFile.at("shop.yaml").profile("load");
        var surroundings = new FileChoice(Map.of("perf.config", "other.yaml", "perf.profile", "smoke"), Map.of());

        assertThat(surroundings.inPlaceOf(test, flags("--set", "users=5")))
                .isEqualTo(TestFile.at("shop.yaml").profile("smoke").set("users", "5"));
        assertThatThrownBy(() -> surroundings.inPlaceOf(test, flags("--config", "other.yaml")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--config other.yaml: the test is a file already, shop.yaml; name one of them in the other,"
                        + " with include, or run other.yaml");
    }
}

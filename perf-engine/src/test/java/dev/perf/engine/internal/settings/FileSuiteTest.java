package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.settings.Given.loads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.fleet.Fleet;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.spi.Suite;
import dev.perf.spi.Suite.Urgency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that list tests. */
class FileSuiteTest {

    @SuppressWarnings("NullAway.Init") // made before each test
    private Given given;

    @BeforeEach
    void inAFolder(@TempDir Path folder) throws IOException {
        given = new Given(folder);
        given.file("shop.yaml", "scenarios: {one: {flow: [get: \"http://localhost/\"]}}\nusers: 5\nduration: 1m\n");
    }

    private Suite suite(String text) throws IOException {
        return Objects.requireNonNull(FileSuite.of(given.file(text), given.surroundings()));
    }

    @Test
    void aFileListsTests() throws IOException {
        Suite suite = suite("""
            fleet: local:2
            report: out
            tests:
              - id: test1
                name: api test
                file: shop.yaml
                profile: smoke
                priority: high
                requirements: {os: linux}
                agents: 2
                timeout: 30
                max_retries: 3
                tags: {team: web}
                notBefore: 2026-12-01T22:00:00Z
              - file: shop.yaml
                set: {users: 7}
                duration: 2s
              - java: dev.perf.engine.internal.settings.JavaWorkloadsTest::shop
            """);
        assertThat(suite.fleet()).isEqualTo(Fleet.local(2));
        assertThat(suite.reports()).isEqualTo(Path.of("out"));
        Suite.Entry first = suite.tests().getFirst();
        assertThat(first.id()).isEqualTo("test1");
        assertThat(first.name()).isEqualTo("api test");
        assertThat(first.urgency()).isEqualTo(Urgency.HIGH);
        assertThat(first.required()).isEqualTo(Map.of("os", "linux"));
        assertThat(first.agents()).isEqualTo(2);
        assertThat(first.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(first.retries()).isEqualTo(3);
        assertThat(first.tags()).isEqualTo(Map.of("team", "web"));
        assertThat(first.notBefore()).isEqualTo(Instant.parse("2026-12-01T22:00:00Z"));
        assertThat(loads(first.plan())).isEqualTo("one: closed load: 0 users, ramp to 5 over 10s, hold 1m50s");
        assertThat(loads(suite.tests().get(1).plan())).isEqualTo("one: closed load: 7 users, hold 2s");
        assertThat(suite.tests().get(1).name()).isEqualTo("shop");
        assertThat(suite.tests().get(2).plan().name()).isEqualTo("shop");
    }

    @Test
    void aTestIsNoList() {
        assertThat(FileSuite.of(given.configuredFile("shop.yaml"), given.surroundings()))
                .isNull();
    }

    @Test
    void aListIsNoTest() throws IOException {
        assertThat(given.refused(given.file("tests: [{file: shop.yaml}]\n")))
                .startsWith(
                        "test.yaml:1:8: tests: is a list of tests, and no test itself; run the list with perf run\n");
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        given.file("broken.yaml", "usrs: 5\n");
        TestFile file = given.file("""
            tests:
              - name: nothing
              - file: broken.yaml
              - {file: none.yaml, priority: hgh}
              - {file: shop.yaml, notBefore: tonight}
            """);
        try {
            FileSuite.of(file, given.surroundings());
        } catch (InvalidTestFileException refused) {
            assertThat(given.shown(String.valueOf(refused.getMessage()))).isEqualTo("""
                5 mistakes
                test.yaml:2:5: tests[0]: says not which test is run: give "file", or "java" for one that is \
                written in Java
                    2 |   - name: nothing
                      |     ^
                test.yaml:4:12: tests[2].file: none.yaml: there is no such file, and no such resource on the \
                class path
                    4 |   - {file: none.yaml, priority: hgh}
                      |            ^^^^^^^^^
                test.yaml:4:33: tests[2].priority: low, normal, high or urgent is expected here, got the value \
                "hgh"; did you mean "high"?
                    4 |   - {file: none.yaml, priority: hgh}
                      |                                 ^^^
                test.yaml:5:34: tests[3].notBefore: a moment such as 2026-12-01T22:00:00Z is expected here, got \
                "tonight"
                    5 |   - {file: shop.yaml, notBefore: tonight}
                      |                                  ^^^^^^^
                broken.yaml:1:1: usrs: no key of a test; did you mean "users"?
                    1 | usrs: 5
                      | ^^^^\
                """);
            return;
        }
        throw new AssertionError("it was not refused");
    }
}

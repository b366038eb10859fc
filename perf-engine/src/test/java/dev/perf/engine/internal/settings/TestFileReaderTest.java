package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.settings.Given.loads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that include others, and files that cannot be read. */
class TestFileReaderTest {

    private static final String FLOW = "scenarios: {one: {flow: [get: \"http://localhost/\"]}}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Given given;

    @BeforeEach
    void inAFolder() throws IOException {
        given = new Given(folder);
    }

    @Test
    void whatIsIncludedLiesBeneath() throws IOException {
        given.file("common/load.yaml", "users: 5\nduration: 1m\ninclude: base.yaml\n");
        given.file("common/base.yaml", "users: 1\nthresholds: {http_req_failed: rate<0.1}\n");
        TestFile file = given.file("include: common/load.yaml\nduration: 2m\n" + FLOW);
        assertThat(loads(given.plan(file))).isEqualTo("one: closed load: 5 users, hold 2m");
        assertThat(given.plan(file).thresholds()).hasSize(1);
        assertThat(given.effective(file))
                .contains("users: 5                                      # common/load.yaml:1");
    }

    @Test
    void laterIncludesLieOverEarlierOnes() throws IOException {
        given.file("a.yaml", "users: 1\nduration: 1m\n");
        given.file("b.yaml", "users: 2\n");
        assertThat(loads(given.plan(given.file("include: [a.yaml, b.yaml]\n" + FLOW))))
                .isEqualTo("one: closed load: 2 users, hold 1m");
    }

    @Test
    void filesThatIncludeEachOtherAreRefused() throws IOException {
        given.file("a.yaml", "include: b.yaml\n");
        given.file("b.yaml", "users: 1\ninclude:\n  - a.yaml\n");
        assertThat(given.refused(given.file("include: a.yaml\nusers: 1\nduration: 1s\n" + FLOW)))
                .isEqualTo("""
                    b.yaml:3:5: include: files include each other: test.yaml -> a.yaml -> b.yaml -> a.yaml; remove one of \
                    them
                        3 |   - a.yaml
                          |     ^^^^^^\
                    """);
        assertThat(given.refused(given.file("self.yaml", "include: self.yaml\nusers: 1\nduration: 1s\n" + FLOW)))
                .startsWith("self.yaml:1:10: include: files include each other: self.yaml -> self.yaml; ");
    }

    @Test
    void whatIsIncludedMustBeThere() throws IOException {
        assertThat(given.refused(given.file("include: [no.yaml, sub/no.yaml]\nusers: 1\nduration: 1s\n" + FLOW)))
                .isEqualTo("""
                    2 mistakes
                    test.yaml:1:11: include: there is no such file, and no such resource on the class path
                        1 | include: [no.yaml, sub/no.yaml]
                          |           ^^^^^^^
                    test.yaml:1:20: include: there is no such file, and no such resource on the class path; the folder sub \
                    is not there either
                        1 | include: [no.yaml, sub/no.yaml]
                          |                    ^^^^^^^^^^^\
                    """);
    }

    @Test
    void mistakesOfIncludedFilesPointThere() throws IOException {
        given.file("load.yaml", "users: five\nduration: 1m\n");
        assertThat(given.refused(given.file("include: load.yaml\n" + FLOW))).startsWith("load.yaml:1:8: users: ");
    }

    @Test
    void whatCannotBeOpenedIsRefused() throws IOException {
        assertThatThrownBy(() -> given.plan(TestFile.at("nowhere/no.yaml")))
                .isInstanceOf(InvalidTestFileException.class)
                .hasMessageStartingWith("nowhere/no.yaml: there is no such file in ")
                .hasMessageContaining(", and no such resource on the class path; the folder ")
                .hasMessageEndingWith("nowhere is not there either");
        assertThatThrownBy(() -> given.plan(TestFile.at(folder)))
                .hasMessageEndingWith(": the file cannot be read: it is a folder");
        Path bytes = folder.resolve("bytes.yaml");
        Files.write(bytes, new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> given.plan(TestFile.at(bytes))).hasMessageEndingWith(": the file is no text in UTF-8");
        assertThatThrownBy(() -> given.plan(TestFile.at("a\0b.yaml")))
                .hasMessageEndingWith("is no path of this system");
        Path large = folder.resolve("large.yaml");
        Files.writeString(large, "#".repeat(12_000_001));
        assertThatThrownBy(() -> given.plan(TestFile.at(large)))
                .hasMessageEndingWith("the file has more than 12 MB; keep data in files of their own, such as CSV");
        assertThat(given.refused(given.file("long.yaml", "#".repeat(3_000_001))))
                .startsWith("long.yaml:1:1: the file has 3000001 characters; at most 3000000 are allowed");
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        assertThat(loads(given.plan(given.file("\uFEFFusers: 1\nduration: 1s\n" + FLOW))))
                .contains("1 user");
    }

    @Test
    void scriptsAreRefused() throws IOException {
        assertThat(given.refused(given.file("script.js", "export default function() {}\n")))
                .isEqualTo("""
                    script.js:1:1: a script cannot be read; write what it sets as YAML or JSON, or let its own tool run it: perf \
                    run-with k6 -- run script.js
                        1 | export default function() {}
                          | ^\
                    """);
    }

    @Test
    void resourcesOfTheClassPathAreRead() {
        assertThat(loads(given.plan(TestFile.at("dev/perf/engine/internal/settings/resource.yaml"))))
                .isEqualTo("one: closed load: 1 user, hold 1s");
    }

    @Test
    void dataIsBesideTheFile() throws IOException {
        given.file("tests/users.csv", "name\nanna\n");
        TestFile file = given.file(
                "tests/shop.yaml",
                "users: 1\nduration: 1s\nscenarios: {one: {payload: {path: users.csv, order: sequence}, flow: [get:"
                        + " \"http://localhost/#{name}\"]}}\n");
        assertThat(given.shown(given.plan(file)
                        .workloads()
                        .getFirst()
                        .scenario()
                        .feeders()
                        .toString()))
                .isEqualTo("[csv(\"tests/users.csv\").circular()]");
    }
}

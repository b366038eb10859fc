package dev.perf.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every jar we bring is a version fight in the user's test class path, so each list is written down. */
class DependenciesTest {
    static final List<String> PUBLISHED = Project.PUBLISHED;

    @ParameterizedTest
    @FieldSource("PUBLISHED")
    void bringsTheJarsWrittenDownAndNoOthers(String module) throws IOException {
        Path frozen = Path.of(module, "src/build/runtime-jars.txt");
        assertThat(jarsOf(module))
                .as("run-time jars of %s; if the change is meant, write it into %s", module, frozen)
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(Project.ROOT.resolve(frozen)));
    }

    @Test
    void bomListsEveryPublishedModuleInTheVersionOfThisBuild() throws IOException {
        String bom = Files.readString(Project.ROOT.resolve("perf-api/bom/pom.xml"));
        String parent = Files.readString(Project.ROOT.resolve("pom.xml"));

        assertThat(all("<dependency><groupId>dev.perf</groupId><artifactId>(.*?)</artifactId>", bom))
                .containsExactlyInAnyOrderElementsOf(Project.PUBLISHED);
        assertThat(all("<artifactId>perf-bom</artifactId>\\s*<version>(.*?)</version>", bom))
                .isEqualTo(all("<artifactId>perf-parent</artifactId>\\s*<version>(.*?)</version>", parent))
                .hasSize(1);
    }

    /** What the build of the module listed, as {@code group:artifact:version}, Perf's own modules left out. */
    private static List<String> jarsOf(String module) throws IOException {
        String listed = Files.readString(Project.ROOT.resolve(module).resolve("target/runtime-jars.txt"));
        Pattern line =
                Pattern.compile("^\\s+([^:\\s]+):([^:\\s]+):jar:(?:[^:\\s]+:)?([^:\\s]+):(?:compile|runtime)\\b");
        return listed.lines()
                .map(line::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1) + ":" + matcher.group(2) + ":" + matcher.group(3))
                .toList();
    }

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}

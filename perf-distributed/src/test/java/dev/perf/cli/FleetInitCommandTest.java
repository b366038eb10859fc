package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetInitCommandTest {

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @TempDir
    private Path temp;

    @Test
    void makesAFolderForEachAndAddsToThem() throws IOException {
        Path fleet = temp.resolve("fleet");

        assertThat(run("--dir", fleet.toString(), "--agents", "one,two", "--hosts", "::1"))
                .isZero();

        assertThat(output.out().lines())
                .containsExactly(
                        fleet + "/coordinator: stays where tests are started",
                        fleet + "/agents/one: copy it to that agent",
                        fleet + "/agents/two: copy it to that agent",
                        fleet + "/agents/--1: copy it to that agent",
                        fleet + "/authority: makes more certificates; keep it off all other machines");
        assertThat(names(fleet.resolve("agents/one")))
                .containsExactly("authority.p12", "identity.p12", "join-secret", "password");

        assertThat(run("--dir", fleet.toString(), "--add", "--agents", "three")).isZero();
        assertThat(names(fleet.resolve("agents"))).containsExactly("--1", "one", "three", "two");
        assertThat(names(fleet.resolve("authority")))
                .containsExactly("authority.p12", "fleet", "join-secret", "password");
        assertThat(output.err()).isEmpty();
    }

    @Test
    void saysWhatIsThereAlready() throws IOException {
        Files.createDirectories(temp.resolve("authority"));

        assertThat(run("--dir", temp.toString(), "--agents", "one")).isEqualTo(2);

        assertThat(output.err())
                .isEqualTo("there is a fleet in " + temp
                        + " already; add agents to it with --add, or name another folder with --dir\n"
                        + "perf fleet init --help lists what is allowed\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "init | name the agents: --agents one,two or --hosts load1.example,load2.example",
                "init --agents=a/b | agent \"a/b\" must be named with letters, digits, dots, dashes and underlines, at"
                        + " most 63",
                "init --agents=a --days=0 | Invalid value for option '--days': must be a whole number, at least 1, got"
                        + " \"0\"",
                "init --agents=a --days=99999 | --days must be at most 36500, got 99999",
                "init --add --dir=no-such-fleet | there is no fleet in no-such-fleet to add to; make one without --add",
                "'' | say what to do: perf fleet init --agents NAME,NAME"
            })
    void saysWhatIsWrongInOneLine(String line, String message) {
        List<String> words = Stream.concat(Stream.of("fleet"), Stream.of(line.split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();

        assertThat(PerfCommand.run(words.toArray(String[]::new))).isEqualTo(2);

        assertThat(output.err().lines()).first().isEqualTo(message);
        assertThat(output.err().lines()).hasSize(2);
    }

    private static int run(String... options) {
        return PerfCommand.run(
                Stream.concat(Stream.of("fleet", "init"), Stream.of(options)).toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorKindTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/http.md");

    /** The first table of the section: one row for each kind, in order, saying when it happens and what to do. */
    @Test
    void isExplainedInTheGuide() throws IOException {
        String page = Files.readString(PAGE);
        List<String[]> rows = page.substring(page.indexOf("\n## Errors\n"))
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.substring(1).split("\\|"))
                .toList();
        assertThat(rows)
                .extracting(row -> row[0].strip())
                .containsExactlyElementsOf(Stream.of(ErrorKind.values())
                        .map(kind -> "`" + kind.tag() + "`")
                        .toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).hasSize(3);
            assertThat(row[1]).isNotBlank();
            assertThat(row[2]).isNotBlank();
        });
    }
}

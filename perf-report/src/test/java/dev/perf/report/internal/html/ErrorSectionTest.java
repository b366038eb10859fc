package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorSectionTest {

    private static final String LINK = "<a href=\"first-failure.txt\">What the first failing iteration did</a>";

    @TempDir
    private Path folder;

    @Test
    void leadsToTheTraceOfTheFirstFailureWhereThereIsOne() throws IOException {
        RunResult result = Results.tiny().withReport(folder);
        assertThat(result.errors()).isNotEmpty();
        assertThat(Page.of(result)).doesNotContain(LINK);

        Files.writeString(folder.resolve("first-failure.txt"), "what it did");
        assertThat(Page.of(result)).contains(LINK);
    }
}

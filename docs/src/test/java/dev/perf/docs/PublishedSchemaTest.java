package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Ddocs.update=true} writes the schema, as it does with snippets. */
class PublishedSchemaTest {

    @Test
    void theSchemaInTheGuideIsTheOneInTheJar() throws IOException {
        Path published = Path.of("summary.schema.json");
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(published, Reports.summarySchema());
        }
        assertThat(published)
                .as("%s; mend with -Ddocs.update=true", published)
                .content()
                .isEqualTo(Reports.summarySchema());
    }
}

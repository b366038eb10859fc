package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.Reports;
import dev.perf.spi.FileEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Ddocs.update=true} writes the schemas, as it does with snippets. */
class PublishedSchemaTest {

    @Test
    void theSchemaOfResultsIsTheOneInTheJar() throws IOException {
        published(Path.of("summary.schema.json"), Reports.summarySchema());
    }

    @Test
    void theSchemaOfTestFilesIsTheOneThatTheyAreReadBy() throws IOException {
        published(Path.of("perf.schema.json"), FileEngine.find().schema());
    }

    private static void published(Path page, String schema) throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, schema);
        }
        assertThat(page).as("%s; mend with -Ddocs.update=true", page).content().isEqualTo(schema);
    }
}

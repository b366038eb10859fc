package dev.perf.report.internal.json;

import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code summary.json}. */
public final class SummaryWriter implements ResultWriter {

    /** Lines end alike on every system, so that summaries can be compared as text. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    /** For {@link java.util.ServiceLoader}. */
    public SummaryWriter() {}

    @Override
    public String fileName() {
        return "summary.json";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        write(Summary.of(result), file);
    }

    static void write(ObjectNode tree, Path file) throws IOException {
        String text = MAPPER.writeValueAsString(tree) + "\n";
        // Not a writer: that would refuse a name with half a surrogate pair, which getBytes replaces.
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}

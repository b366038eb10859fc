package dev.perf.engine.internal.feed;

import dev.perf.feed.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads an object from each line. */
final class JsonLinesReading implements RecordReader {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Columns columns = new Columns();
    private final TextFile file;
    private final BufferedReader lines;
    private long line;

    private JsonLinesReading(TextFile file) throws IOException, BadDataException {
        this.file = file;
        this.lines = new BufferedReader(file.open());
    }

    static RecordReader open(Source.JsonLines source) throws IOException, BadDataException {
        return new JsonLinesReading(new TextFile(DataFile.of(source.path()), StandardCharsets.UTF_8));
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws IOException, BadDataException {
        String text = nextLine();
        while (text != null && text.isBlank()) {
            text = nextLine();
        }
        return text == null ? null : columns.row(object(text), "line " + line);
    }

    private @Nullable String nextLine() throws IOException, BadDataException {
        line++;
        try {
            return lines.readLine();
        } catch (IOException unreadable) {
            throw file.explained(unreadable);
        }
    }

    private Map<?, ?> object(String text) throws BadDataException {
        try {
            if (MAPPER.readValue(text, Object.class) instanceof Map<?, ?> object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw new BadDataException("line " + line + " is no JSON: " + malformed.getOriginalMessage());
        }
        throw new BadDataException("line " + line + " is no JSON object; each line has to be one");
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
